/** The view: `<GenesysToaster>` and `<genesys-toaster>` give it a node to stand in, and their options. */
import { getReason } from '../reasons.js';
import { shallowEqual } from '../shallow.js';
import type { Toast } from '../types.js';
import { createAnnouncer, type Message } from './announcer.js';
import { withLeaving } from './arrange.js';
import { createContents, NO_CONTENT, type Content, type Contents } from './contents.js';
import { listen } from './events.js';
import { createExits } from './exits.js';
import { keepFocus, type FocusKeeper } from './focus.js';
import { createHost, type Host } from './host.js';
import { createListeners } from './listeners.js';
import { createPage, type Page } from './page.js';
import { keepPlace, type Place } from './place.js';
import { createSource } from './source.js';
import { watchTheme } from './theme.js';
import type { OwnContent, ToasterOptions, ToasterView, ToastItem } from './types.js';
import { announcementOf, outcomeOf, reuse, viewOf } from './view.js';

const OUTCOME_MS = 1000;
const SECOND_MS = 1000;

export interface Toaster {
  /** What the app is to draw itself, and where; the same list until there is something to draw. */
  readonly getContents: () => readonly Content[];
  /** Calls `listener` when the app has something to draw. Gives the function that ends it. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly configure: (options: ToasterOptions, own?: OwnContent) => void;
  /** Puts the view on the page, its host node into `anchor`. Gives the function that takes it off again. */
  readonly attach: (anchor: HTMLElement) => () => void;
}

/** What there is while the view is on a page. */
interface OnPage {
  readonly host: Host;
  readonly page: Page;
  readonly contents: Contents;
  readonly document: Document;
  readonly focus: FocusKeeper;
  readonly place: Place;
}

export function createToaster(first: ToasterOptions): Toaster {
  const source = createSource(first, refresh);
  const announcer = createAnnouncer();
  const exits = createExits(moves, refresh);
  const listeners = new Set<() => void>();
  let options = first;
  let own: OwnContent = {};
  let built: Pick<OnPage, 'host' | 'page' | 'contents' | 'document'> | undefined;
  let on: OnPage | undefined;
  let clock: ReturnType<typeof setTimeout> | undefined;
  let frame: number | undefined;
  let raises = false;
  /** What was read last. */
  let toasts: readonly Toast[] = [];
  let expanded = false;
  let over = false;
  /** Whose clocks stand. */
  let held: Pick<ToasterOptions, 'client'> | undefined;
  let view = look();

  function look(): ToasterView {
    const lang = built?.document.documentElement.lang ?? '';
    const read = source.read();
    toasts = read.toasts;
    return viewOf(options, { ...read, expanded, focused: on?.focus.focused(), lang });
  }

  function refresh(): void {
    let now = look();
    expanded = now.expanded;
    if (now.items.length === 0) over = false;
    on?.focus.change(ids(view), ids(now));
    if (on) now = { ...now, items: withExits(now.items) };
    const before = view;
    view = reuse(before, now);
    hold();
    announcer.update(messages());
    if (on && view !== before) show(on, before);
  }

  /** Puts those that are on their way out at their places among those that are there. */
  function withExits(items: readonly ToastItem[]): ToastItem[] {
    const stay = new Set(items.map(({ toast }) => toast.id));
    const outcomeMs = options.outcomeMs ?? OUTCOME_MS;
    const before = view.items.flatMap((item) => {
      const shown = stay.has(item.toast.id) ? item : exits.show(item, outcomeOf(options, getReason(item.toast)), outcomeMs);
      return shown ? [shown] : [];
    });
    return withLeaving(items, before);
  }

  function show({ page, contents, focus }: OnPage, before: ToasterView | undefined): void {
    page.show(view, own);
    const drawn = contents.show(view.items, own);
    const known = new Set(before?.items.map(({ toast }) => toast.id));
    afterFrame(view.items.some(({ toast }) => !known.has(toast.id)));
    focus.settle();
    if (drawn) draw();
    keepTime();
  }

  function draw(): void {
    for (const listener of [...listeners]) listener();
  }

  /** What is not to make the frame late that shows a ring: it is done after that frame, when the layout is there. */
  function afterFrame(rings: boolean): void {
    raises ||= rings;
    const view = on?.document.defaultView as Partial<Window> | null | undefined;
    frame ??= view?.requestAnimationFrame?.(() => {
      frame = undefined;
      setTimeout(() => {
        on?.page.measure();
        // Something may have come above it meanwhile [V2].
        if (raises) on?.place.update();
        raises = false;
      });
    });
  }

  /** While something rings in a page that is seen, brings its times up to date once a second. */
  function keepTime(): void {
    const runs = on !== undefined && on.document.visibilityState !== 'hidden' && ids(view).length > 0;
    if (runs === (clock !== undefined)) return;
    clearTimeout(clock);
    clock = runs ? setTimeout(tick, SECOND_MS) : undefined;
  }

  function tick(): void {
    // It also comes when the page is seen again, before its time.
    clearTimeout(clock);
    clock = undefined;
    if (!on) return;
    on.page.tick();
    if (on.contents.tick()) draw();
    keepTime();
  }

  function messages(): Message[] {
    const rings = toasts.map((toast) => ({ id: toast.id, text: announcementOf(options, toast) }));
    const text = view.warning?.announcement;
    return text === undefined ? rings : [...rings, { id: text, text }];
  }

  /** Stands the clocks still or lets them go on: once for each coming and going [O3]. */
  function hold(): void {
    const wanted = on !== undefined && (over || on.focus.byKeyboard()) && ids(view).length > 0;
    if (wanted === (held !== undefined)) return;
    if (wanted) {
      held = { client: options.client };
      options.client?.pause();
      options.onPause?.();
    } else {
      held?.client?.resume();
      held = undefined;
      options.onResume?.();
    }
  }

  function dismiss(id: string): void {
    options.client?.dismiss(id);
    options.onDismiss?.(id);
  }

  /** Makes the nodes of the view, once for a document. */
  function build(document: Document): NonNullable<typeof built> {
    if (built?.document === document) return built;
    const host = createHost(document);
    const page = createPage(document);
    host.shadow.append(page.root);
    return (built = { host, page, document, contents: createContents(host.node, dismiss) });
  }

  function attach(anchor: HTMLElement): () => void {
    const nodes = build(anchor.ownerDocument);
    const { page, document } = nodes;
    const { node } = nodes.host;
    const events = createListeners();
    anchor.style.setProperty('display', 'contents', 'important');
    name(node);
    const focus = keepFocus(page.root, hold);
    // First of all listeners: the place listens on the window, too, and moving the host moves the focus.
    listen(node, page.root, events, {
      focus,
      dismiss,
      hotkey: () => (ids(view).length > 0 ? view.hotkey : null),
      expand() {
        expanded = !expanded;
        refresh();
      },
      retry: () => options.client?.retry(),
      hover(now) {
        over = now;
        hold();
      },
    });
    const place = keepPlace(anchor, node, events, focus.keep);
    const endTheme = watchTheme(anchor, node);
    on = { ...nodes, focus, place };
    events.on(document, 'visibilitychange', () => {
      announcer.speak();
      tick();
    });
    // A row that comes or goes has its full height when its motion is over.
    for (const type of ['scroll', 'animationend']) events.on(page.list, type, () => afterFrame(false));
    events.on(document.defaultView ?? document, 'resize', () => afterFrame(false));
    source.open();
    view = look();
    show(on, undefined);
    announcer.attach(page.announcer, options.client ?? source, messages());
    return () => {
      events.end();
      endTheme();
      place.end();
      if (frame !== undefined) document.defaultView?.cancelAnimationFrame(frame);
      frame = undefined;
      on = undefined;
      over = false;
      hold();
      disconnect();
      keepTime();
      exits.clear();
    };
  }

  const name = (node: HTMLElement): void => {
    node.className = own.className ? `gt-host ${own.className}` : 'gt-host';
  };

  function connect(): void {
    source.open();
    if (on) announcer.attach(on.page.announcer, options.client ?? source, messages());
  }

  function disconnect(): void {
    source.close();
    announcer.detach();
  }

  function change(next: ToasterOptions): void {
    const other = on !== undefined && next.client !== options.client;
    if (other) {
      // What this view has stopped goes on when it turns to another client.
      over = false;
      held?.client?.resume();
      held = undefined;
      disconnect();
    }
    options = next;
    source.configure(next);
    if (other) connect();
    refresh();
  }

  return {
    getContents: () => (on ? on.contents.get() : NO_CONTENT),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    configure(next, nextOwn = {}) {
      if (!shallowEqual(own, nextOwn)) {
        own = nextOwn;
        if (on) {
          name(on.host.node);
          show(on, view);
        }
      }
      // A renderer hands them over with every render.
      if (!shallowEqual(options, next)) change(next);
    },
    attach,
  };

  /** Whether toasts leave with a transition. */
  function moves(): boolean {
    // Not every environment has it: jsdom.
    const window = on?.document.defaultView as { matchMedia?: typeof matchMedia } | null | undefined;
    return window?.matchMedia?.('(prefers-reduced-motion: reduce)').matches === false;
  }
}

const ids = ({ items }: ToasterView): string[] => items.filter(({ state }) => state === 'open').map(({ toast }) => toast.id);
