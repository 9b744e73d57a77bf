/** `<genesys-toaster>`: the view for pages without React. The element is the anchor; the toasts are in its host node. */
import type { Content } from '../toaster/contents.js';
import { createToaster } from '../toaster/toaster.js';
import type { OwnContent, ToasterLabels, ToasterOptions, ToasterPosition, ToastTools } from '../toaster/types.js';
import type { GenesysToasts, Status, Toast } from '../types.js';

const ATTRIBUTES = ['status', 'position', 'visible', 'hotkey', 'silence-hotkey', 'alert-line', 'answer-hotkey', 'confirm-decline', 'announce', 'theme', 'unstyled', 'outcome-ms'];
const PROPERTIES = [
  ...(['client', 'toasts', 'status', 'labels', 'renderToast', 'renderActions', 'unstyled'] as const),
  ...(['position', 'visible', 'hotkey', 'silenceHotkey', 'alertLine', 'answerHotkey', 'confirmDecline', 'announce', 'outcomeMs'] as const),
] as const;

/** Returns content for a toast: a node, or a text. */
export type RenderToast = (toast: Toast, tools: ToastTools) => Node | string;

/** A server has no `HTMLElement`, but may import this. */
const Base = (globalThis as { HTMLElement?: typeof HTMLElement }).HTMLElement ?? (Object as unknown as typeof HTMLElement);

/**
 * The custom element `<genesys-toaster>`: it shows the toasts of a client. It can be on the page all the time: with nothing to show it is not visible.
 *
 * Attributes: `position`, `status`, `visible`, `hotkey`, `silence-hotkey`, `alert-line`, `answer-hotkey`, `confirm-decline`, `announce`, `outcome-ms` and
 * `unstyled`, which have a property each, and `theme` (`light` or `dark`), which takes precedence over the `color-scheme` of the page. Events: see `GenesysToasterEventMap`.
 */
export class GenesysToasterElement extends Base {
  /** The names of the attributes. */
  static readonly observedAttributes = ATTRIBUTES;
  #options: ToasterOptions = {};
  #renderToast: RenderToast | undefined;
  #renderActions: RenderToast | undefined;
  #toaster = createToaster({});
  #drawn = new Map<string, Content>();
  #end: (() => void) | undefined;

  /** @internal */
  connectedCallback(): void {
    for (const name of PROPERTIES) this.#upgrade(name);
    this.#changed();
    const detach = this.#toaster.attach(this);
    const end = this.#toaster.subscribe(() => this.#draw());
    this.#draw();
    this.#end = () => {
      detach();
      end();
    };
  }

  /** @internal */
  disconnectedCallback(): void {
    this.#end?.();
    this.#end = undefined;
  }

  /** @internal */
  attributeChangedCallback(): void {
    this.#changed();
  }

  /** The client whose toasts are shown. The view dismisses and pauses its toasts by itself. */
  get client(): GenesysToasts | undefined {
    return this.#options.client;
  }
  set client(client: GenesysToasts | null | undefined) {
    this.#change({ client: client ?? undefined });
  }

  /** The toasts to show, instead of those of `client`. */
  get toasts(): readonly Toast[] | undefined {
    return this.#options.toasts;
  }
  set toasts(toasts: readonly Toast[] | null | undefined) {
    this.#change({ toasts: toasts ?? undefined });
  }

  /** Texts, instead of the English ones. */
  get labels(): Partial<ToasterLabels> | undefined {
    return this.#options.labels;
  }
  set labels(labels: Partial<ToasterLabels> | null | undefined) {
    this.#change({ labels: labels ?? undefined });
  }

  /**
   * Returns the content of a toast's card, instead of name, queue and medium; the frame, the close button and the bar of the remaining time stay. With
   * `unstyled` it returns the whole card. The default content is shown where it is not given.
   */
  get renderToast(): RenderToast | undefined {
    return this.#renderToast;
  }
  set renderToast(renderToast: RenderToast | null | undefined) {
    this.#renderToast = renderToast ?? undefined;
    this.#redraw();
  }

  /** Returns content for the end of a toast's card, such as buttons. It replaces Answer and Decline. */
  get renderActions(): RenderToast | undefined {
    return this.#renderActions;
  }
  set renderActions(renderActions: RenderToast | null | undefined) {
    this.#renderActions = renderActions ?? undefined;
    this.#redraw();
  }

  /**
   * Whether `renderToast` replaces the whole card. Attribute: `unstyled`, without a value.
   *
   * @default false
   */
  get unstyled(): boolean {
    return this.hasAttribute('unstyled');
  }
  set unstyled(unstyled: boolean | undefined) {
    this.#reflect('unstyled', unstyled ? '' : null);
  }

  /**
   * Shows the status line: with this status, or with the status of `client` (`true`; the attribute without a value).
   *
   * @default false
   */
  get status(): Status | boolean {
    const status = this.getAttribute('status');
    // React 18 writes `true` as text.
    return status === null ? false : status === '' || status === 'true' ? true : (status as Status);
  }
  set status(status: Status | boolean | undefined) {
    this.#reflect('status', status === true ? '' : status === false ? null : (status ?? null));
  }

  /**
   * Where the toaster is in the window. `null`: `'top-end'`, or at the bottom in full width on a page narrower than 30rem.
   *
   * @default null
   */
  get position(): ToasterPosition | null {
    return this.getAttribute('position') as ToasterPosition | null;
  }
  set position(position: ToasterPosition | null | undefined) {
    this.#reflect('position', position ?? null);
  }

  /**
   * How many toasts are shown at once; a number that is not positive counts as 4. A button shows the others. Voice calls are always shown.
   *
   * @default 4
   */
  get visible(): number {
    const visible = Number(this.getAttribute('visible') ?? '');
    return visible > 0 ? visible : 4;
  }
  set visible(visible: number | undefined) {
    this.#reflect('visible', visible === undefined ? null : String(visible));
  }

  /**
   * How long a toast shows why its ring ended before it is removed, in ms. `0`: not at all. Needs a `client`. Attribute: `outcome-ms`.
   *
   * @default 1000
   */
  get outcomeMs(): number {
    const ms = Number(this.getAttribute('outcome-ms') ?? '1000');
    return ms >= 0 ? ms : 1000;
  }
  set outcomeMs(ms: number | undefined) {
    this.#reflect('outcome-ms', ms === undefined ? null : String(ms));
  }

  /**
   * The key that moves the focus to the toasts and back, such as `'F8'` or `'Alt+T'`. `null`, or an empty attribute: none.
   *
   * @default 'F8'
   */
  get hotkey(): string | null {
    return this.getAttribute('hotkey') ?? 'F8';
  }
  set hotkey(hotkey: string | null | undefined) {
    this.#reflect('hotkey', hotkey === undefined ? null : (hotkey ?? ''));
  }

  /**
   * The key that ends the sound of all toasts, such as `'Shift+F8'` or `'Alt+S'`. `null`, or an empty attribute: none. It is left to the page while
   * nothing sounds. Attribute: `silence-hotkey`.
   *
   * @default 'Shift+F8'
   */
  get silenceHotkey(): string | null {
    return this.getAttribute('silence-hotkey') ?? 'Shift+F8';
  }
  set silenceHotkey(hotkey: string | null | undefined) {
    this.#reflect('silence-hotkey', hotkey === undefined ? null : (hotkey ?? ''));
  }

  /**
   * Whether lines above the toasts say that the agent has to allow sound or notifications, and that they are muted. Needs a `client`. Attribute:
   * `alert-line="off"`.
   *
   * @default true
   */
  get alertLine(): boolean {
    return !this.#isOff('alert-line');
  }
  set alertLine(alertLine: boolean | undefined) {
    this.#reflect('alert-line', alertLine === false ? 'off' : null);
  }

  /**
   * The key that answers the oldest ring which offers it, such as `'F9'` or `'Control+Alt+A'`. `null`, or an empty attribute: none. It is left to the
   * page while no toast offers it, and, unless it is a function key or has Alt, Control or Meta, while the agent types. Attribute: `answer-hotkey`.
   *
   * @default null
   */
  get answerHotkey(): string | null {
    const key = this.getAttribute('answer-hotkey');
    return key === '' ? null : key;
  }
  set answerHotkey(hotkey: string | null | undefined) {
    this.#reflect('answer-hotkey', hotkey ?? null);
  }

  /**
   * Whether Decline needs a second press within 3 s. Attribute: `confirm-decline="off"`.
   *
   * @default true
   */
  get confirmDecline(): boolean {
    return !this.#isOff('confirm-decline');
  }
  set confirmDecline(confirmDecline: boolean | undefined) {
    this.#reflect('confirm-decline', confirmDecline === false ? 'off' : null);
  }

  /**
   * How the live region announces a ring: `'polite'`, after what the screen reader says at present, or `'assertive'`, at once.
   *
   * @default 'polite'
   */
  get announce(): 'polite' | 'assertive' {
    return this.getAttribute('announce') === 'assertive' ? 'assertive' : 'polite';
  }
  set announce(announce: 'polite' | 'assertive' | undefined) {
    this.#reflect('announce', announce ?? null);
  }

  #read(): ToasterOptions {
    const { status, position, visible, hotkey, silenceHotkey, alertLine, answerHotkey, confirmDecline, announce, outcomeMs } = this;
    return {
      ...this.#options,
      ...{ status, position: position ?? undefined, visible, hotkey, silenceHotkey, alertLine, answerHotkey, confirmDecline, announce, outcomeMs },
      onDismiss: this.#onDismiss,
      onPause: this.#onPause,
      onResume: this.#onResume,
    };
  }

  readonly #onDismiss = (id: string): void => this.#emit('dismiss', { id });
  readonly #onPause = (): void => this.#emit('pause');
  readonly #onResume = (): void => this.#emit('resume');

  #own(): OwnContent {
    return { toast: this.#renderToast && (this.unstyled ? 'card' : 'inside'), actions: this.#renderActions !== undefined };
  }

  #change(options: ToasterOptions): void {
    this.#options = { ...this.#options, ...options };
    this.#changed();
  }

  #changed(): void {
    this.#toaster.configure(this.#read(), this.#own());
  }

  /** Renders all content again, with a new function. */
  #redraw(): void {
    this.#changed();
    this.#drawn.clear();
    this.#draw();
  }

  #draw(): void {
    const contents = this.#toaster.getContents();
    const drawn = this.#drawn;
    this.#drawn = new Map(contents.map((content) => [content.key, content]));
    for (const content of contents) {
      const { key, kind, toast, tools, container } = content;
      const render = kind === 'toast' ? this.#renderToast : this.#renderActions;
      // Without a change of the toast, content with the focus is not rendered again.
      const isTick = drawn.get(key) === content;
      if (!render || (isTick && container.contains(this.ownerDocument.activeElement))) continue;
      container.replaceChildren(render(toast, tools));
    }
  }

  #isOff(name: string): boolean {
    // React 18 writes `false` as text.
    return ['off', 'false'].includes(this.getAttribute(name) ?? '');
  }

  #reflect(name: string, value: string | null): void {
    if (value === null) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  #emit(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** A property that was set before the element was defined hides the accessor: sets it again. */
  #upgrade(name: (typeof PROPERTIES)[number]): void {
    if (!Object.hasOwn(this, name)) return;
    const value: unknown = this[name];
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, value);
  }
}
