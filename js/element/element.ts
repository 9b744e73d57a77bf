/** `<genesys-toaster>`: the view for pages without React, in a shadow root with the default look. */
import css from '../styles.css';
import { createToaster, type Toaster } from '../toaster/toaster.js';
import type { ToasterLabels, ToasterOptions, ToasterPosition } from '../toaster/types.js';
import type { GenesysToasts, Status, Toast } from '../types.js';
import { createPage, type Page, type RenderToast } from './dom.js';

const ATTRIBUTES = ['status', 'position', 'visible', 'hotkey', 'announce', 'theme'];
const PROPERTIES = ['client', 'toasts', 'status', 'labels', 'renderToast', 'position', 'visible', 'hotkey', 'announce'] as const;

/** So that a server, which has no elements, may import this. */
const Base = (globalThis as { HTMLElement?: typeof HTMLElement }).HTMLElement ?? (Object as unknown as typeof HTMLElement);

let sheet: CSSStyleSheet | undefined;

/**
 * Events: `dismiss` (`detail.id`) when the agent closed a toast, `pause` and `resume` when the clocks are to stand still. With a
 * `client` the view does all that by itself.
 */
export class GenesysToasterElement extends Base {
  static readonly observedAttributes = ATTRIBUTES;
  #options: ToasterOptions = {};
  #renderToast: RenderToast | undefined;
  #toaster: Toaster | undefined;
  #page: Page | undefined;
  #end: (() => void) | undefined;

  /** @internal */
  connectedCallback(): void {
    for (const name of PROPERTIES) this.#upgrade(name);
    this.#toaster ??= createToaster(this.#read());
    this.#page ??= this.#build(this.#toaster);
    const end = this.#toaster.subscribe(() => this.#show());
    this.#changed();
    this.#show();
    const detach = this.#toaster.attach(this.#page.root);
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

  get client(): GenesysToasts | undefined {
    return this.#options.client;
  }
  set client(client: GenesysToasts | null | undefined) {
    this.#change({ client: client ?? undefined });
  }

  /** Instead of the client's. */
  get toasts(): readonly Toast[] | undefined {
    return this.#options.toasts;
  }
  set toasts(toasts: readonly Toast[] | null | undefined) {
    this.#change({ toasts: toasts ?? undefined });
  }

  get labels(): Partial<ToasterLabels> | undefined {
    return this.#options.labels;
  }
  set labels(labels: Partial<ToasterLabels> | null | undefined) {
    this.#change({ labels: labels ?? undefined });
  }

  /** Gives the inside of a toast: a node, or text. */
  get renderToast(): RenderToast | undefined {
    return this.#renderToast;
  }
  set renderToast(renderToast: RenderToast | null | undefined) {
    this.#renderToast = renderToast ?? undefined;
    this.#show();
  }

  /** Shows the status line: with a status, or (`true`; the attribute without a value) with the client's. */
  get status(): Status | boolean {
    const status = this.getAttribute('status');
    return status === null ? false : status === '' ? true : (status as Status);
  }
  set status(status: Status | boolean) {
    this.#reflect('status', status === true ? '' : status === false ? null : status);
  }

  get position(): ToasterPosition {
    return (this.getAttribute('position') as ToasterPosition | null) ?? 'top-end';
  }
  set position(position: ToasterPosition) {
    this.#reflect('position', position);
  }

  get visible(): number {
    const visible = Number(this.getAttribute('visible') ?? '');
    return visible > 0 ? visible : 4;
  }
  set visible(visible: number) {
    this.#reflect('visible', String(visible));
  }

  /** `null` or an empty attribute: none. */
  get hotkey(): string | null {
    return this.getAttribute('hotkey') ?? 'F8';
  }
  set hotkey(hotkey: string | null) {
    this.#reflect('hotkey', hotkey ?? '');
  }

  get announce(): 'polite' | 'assertive' {
    return this.getAttribute('announce') === 'assertive' ? 'assertive' : 'polite';
  }
  set announce(announce: 'polite' | 'assertive') {
    this.#reflect('announce', announce);
  }

  #read(): ToasterOptions {
    const { status, position, visible, hotkey, announce } = this;
    return {
      ...this.#options,
      ...{ status, position, visible, hotkey, announce },
      onDismiss: (id) => this.#emit('dismiss', { id }),
      onPause: () => this.#emit('pause'),
      onResume: () => this.#emit('resume'),
    };
  }

  #change(options: ToasterOptions): void {
    this.#options = { ...this.#options, ...options };
    this.#changed();
  }

  #changed(): void {
    this.#toaster?.configure(this.#read());
    const theme = this.getAttribute('theme');
    if (theme === null) this.#page?.root.removeAttribute('data-theme');
    else this.#page?.root.setAttribute('data-theme', theme);
  }

  #build(toaster: Toaster): Page {
    const shadow = this.attachShadow({ mode: 'open' });
    const page = createPage(toaster);
    shadow.append(page.root);
    if ('adoptedStyleSheets' in shadow) {
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
      }
      shadow.adoptedStyleSheets = [sheet];
    }
    return page;
  }

  #show(): void {
    if (!this.#toaster || !this.#page) return;
    this.#page.show(this.#toaster.getView(), this.#renderToast);
    this.#toaster.settle();
  }

  #reflect(name: string, value: string | null): void {
    if (value === null) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  #emit(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** What was set before the element was defined hides the accessor: set it again. */
  #upgrade(name: (typeof PROPERTIES)[number]): void {
    if (!Object.hasOwn(this, name)) return;
    const value: unknown = this[name];
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, value);
  }
}
