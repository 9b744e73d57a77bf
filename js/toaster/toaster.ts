/** The view of `<GenesysToaster>` and `<genesys-toaster>`, which give it an anchor and their options. */
import { getInternals } from '../internals.js';
import { getReason } from '../reasons.js';
import { shallowEqual } from '../shallow.js';
import type { Toast } from '../types.js';
import { actionsOf, createActions, firstToAnswer } from './actions.js';
import { NOT_RESPONDING } from './agent-line.js';
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
  /** Returns the containers for content of the app. The list is the same until the app has to render. */
  readonly getContents: () => readonly Content[];
  /** Calls `listener` when the app has to render. Returns the function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly configure: (options: ToasterOptions, own?: OwnContent) => void;
  /** Adds the view to the page, with its host node in `anchor`. Returns the function that removes it. */
  readonly attach: (anchor: HTMLElement) => () => void;
}

/** What exists while the view is on a page. */
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
  const exits = createExits(hasTransitions, refresh);
  const actions = createActions(
    () => options,
    () => options.toasts ?? options.client?.getSnapshot().toasts ?? [],
    refresh,
  );
  const listeners = new Set<() => void>();
  let options = first;
  let own: OwnContent = {};
  let built: Pick<OnPage, 'host' | 'page' | 'contents' | 'document'> | undefined;
  let onPage: OnPage | undefined;
  let clock: ReturnType<typeof setTimeout> | undefined;
  let frame: number | undefined;
  let hasNewToasts = false;
  /** The toasts that were read last. */
  let toasts: readonly Toast[] = [];
  /** Whether any toast of the client sounds. */
  let isSounding = false;
  let expanded = false;
  let hovered = false;
  /** Whether the agent has hidden the line that notifications are blocked. */
  let alertHidden = false;
  /** The client whose toasts this view has paused. */
  let paused: Pick<ToasterOptions, 'client'> | undefined;
  let view = readView();

  function readView(): ToasterView {
    const lang = built?.document.documentElement.lang ?? '';
    const read = source.read();
    toasts = read.toasts;
    isSounding = read.alerts.sounding.length > 0;
    const acting = actions.read(toasts, read.routingStatus === NOT_RESPONDING);
    return viewOf(options, { ...read, acting, alertHidden, expanded, focused: onPage?.focus.focused(), lang });
  }

  function refresh(): void {
    let now = readView();
    expanded = now.expanded;
    if (now.items.length === 0) hovered = false;
    onPage?.focus.change(ids(view), ids(now));
    if (onPage) now = { ...now, items: withExits(now.items) };
    const before = view;
    view = reuse(before, now);
    updatePause();
    announcer.update(messages());
    // A line that comes again is announced again. One that the agent has hidden may still be in another view of the client.
    if (!alertHidden || before.alert?.kind !== 'notifications-denied') announcer.forget(before.spoken.filter((text) => !view.spoken.includes(text)));
    if (onPage && view !== before) show(onPage, before);
  }

  /** Returns the items with those that are leaving, at their previous places. */
  function withExits(items: readonly ToastItem[]): ToastItem[] {
    const stay = new Set(items.map(({ toast }) => toast.id));
    const outcomeMs = options.outcomeMs ?? OUTCOME_MS;
    const before = view.items.flatMap((item) => {
      const shown = stay.has(item.toast.id) ? item : exits.show(item, outcomeOf(options, item.toast, getReason(item.toast)), outcomeMs);
      return shown ? [shown] : [];
    });
    return withLeaving(items, before);
  }

  function show({ page, contents, focus }: OnPage, before: ToasterView | undefined): void {
    focus.during(() => {
      page.show(view, own);
      // The element renders its content at once.
      if (contents.show(view.items, own)) notifyApp();
    });
    const known = new Set(before?.items.map(({ toast }) => toast.id));
    afterFrame(view.items.some(({ toast }) => !known.has(toast.id)));
    updateClock();
  }

  function notifyApp(): void {
    for (const listener of [...listeners]) listener();
  }

  /** Does what can wait after the next frame, so that it does not delay the frame that shows a ring, and when the layout is computed. */
  function afterFrame(isNew: boolean): void {
    hasNewToasts ||= isNew;
    const view = onPage?.document.defaultView as Partial<Window> | null | undefined;
    frame ??= view?.requestAnimationFrame?.(() => {
      frame = undefined;
      setTimeout(() => {
        onPage?.page.measure();
        // Something may cover the host by now [V2].
        if (hasNewToasts) onPage?.place.update();
        hasNewToasts = false;
      });
    });
  }

  /** Updates times once a second, while there are toasts and the page is visible. */
  function updateClock(): void {
    const runs = onPage !== undefined && onPage.document.visibilityState !== 'hidden' && ids(view).length > 0;
    if (runs === (clock !== undefined)) return;
    clearTimeout(clock);
    clock = runs ? setTimeout(tick, SECOND_MS) : undefined;
  }

  function tick(): void {
    // It is also called before its time, when the page becomes visible.
    clearTimeout(clock);
    clock = undefined;
    if (!onPage) return;
    onPage.page.tick();
    if (onPage.contents.tick()) notifyApp();
    updateClock();
  }

  function messages(): Message[] {
    const rings = toasts.map((toast) => ({ id: toast.id, text: announcementOf(options, toast) }));
    const lines = [...(view.warning ? [view.warning.announcement] : []), ...view.spoken];
    return [...rings, ...lines.map((text) => ({ id: text, text }))];
  }

  /** Pauses or resumes the toasts when that changes: while the pointer or the keyboard focus is in the toaster, they are paused [O3]. */
  function updatePause(): void {
    const wanted = onPage !== undefined && (hovered || onPage.focus.byKeyboard()) && ids(view).length > 0;
    if (wanted === (paused !== undefined)) return;
    if (wanted) {
      paused = { client: options.client };
      options.client?.pause();
      options.onPause?.();
    } else {
      paused?.client?.resume();
      paused = undefined;
      options.onResume?.();
    }
  }

  function dismiss(id: string): void {
    options.client?.dismiss(id);
    options.onDismiss?.(id);
  }

  function silence(id?: string): void {
    options.client?.silence(id);
  }

  function hideAlert(): void {
    alertHidden = true;
    refresh();
  }

  /** Makes the nodes of the view, once for a document. */
  function build(document: Document): NonNullable<typeof built> {
    if (built?.document === document) return built;
    const host = createHost(document);
    const page = createPage(document);
    host.shadow.append(page.root);
    return (built = { host, page, document, contents: createContents(host.node, { dismiss, silence, act: actions.act }) });
  }

  function attach(anchor: HTMLElement): () => void {
    const nodes = build(anchor.ownerDocument);
    const { page, document } = nodes;
    const { node } = nodes.host;
    const events = createListeners();
    anchor.style.setProperty('display', 'contents', 'important');
    name(node);
    const focus = keepFocus(page.root, updatePause);
    // Before `keepPlace()`, which listens on the window, too: moving the host moves the focus.
    listen(node, page.root, events, {
      focus,
      dismiss,
      silence,
      hotkey: () => (ids(view).length > 0 || hasLineWithButton(view) ? view.hotkey : null),
      ...actions,
      answerHotkey: () => (options.client && toasts.some((toast) => actionsOf(toast).includes('answer')) ? (options.answerHotkey ?? null) : null),
      answer() {
        const toast = firstToAnswer(toasts);
        if (toast) actions.act('answer', toast.id);
      },
      silenceHotkey: () => (isSounding ? view.card.silenceHotkey : null),
      expand() {
        expanded = !expanded;
        refresh();
      },
      retry: () => options.client?.retry(),
      unlock: () => void options.client?.unlockAlerts(),
      gesture: () => options.client && getInternals(options.client)?.noteGesture(),
      unmute: () => options.client?.unmute(),
      hide: hideAlert,
      open: (id) => void options.client?.open(id),
      hover(now) {
        hovered = now;
        updatePause();
      },
    });
    const place = keepPlace(anchor, node, events, focus.keep);
    const endTheme = watchTheme(anchor, node);
    onPage = { ...nodes, focus, place };
    events.on(document, 'visibilitychange', () => {
      announcer.announce();
      tick();
    });
    // After its animation a row has its final height.
    for (const type of ['scroll', 'animationend']) events.on(page.list, type, () => afterFrame(false));
    events.on(document.defaultView ?? document, 'resize', () => afterFrame(false));
    source.open();
    view = readView();
    show(onPage, undefined);
    announcer.attach(page.announcer, options.client ?? source, messages());
    return () => {
      events.end();
      endTheme();
      place.end();
      if (frame !== undefined) document.defaultView?.cancelAnimationFrame(frame);
      frame = undefined;
      onPage = undefined;
      hovered = false;
      updatePause();
      disconnect();
      updateClock();
      exits.clear();
      actions.reset();
    };
  }

  const name = (node: HTMLElement): void => {
    node.className = own.className ? `gt-host ${own.className}` : 'gt-host';
  };

  function connect(): void {
    source.open();
    if (onPage) announcer.attach(onPage.page.announcer, options.client ?? source, messages());
  }

  function disconnect(): void {
    source.close();
    announcer.detach();
  }

  function change(next: ToasterOptions): void {
    const other = onPage !== undefined && next.client !== options.client;
    if (other) {
      // Resumes the toasts of the previous client that this view has paused.
      hovered = false;
      paused?.client?.resume();
      paused = undefined;
      disconnect();
      actions.reset();
    }
    options = next;
    source.configure(next);
    if (other) connect();
    refresh();
  }

  return {
    getContents: () => (onPage ? onPage.contents.get() : NO_CONTENT),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    configure(next, nextOwn = {}) {
      if (!shallowEqual(own, nextOwn)) {
        own = nextOwn;
        if (onPage) {
          name(onPage.host.node);
          show(onPage, view);
        }
      }
      // Called with the same options in every render.
      if (!shallowEqual(options, next)) change(next);
    },
    attach,
  };

  /** Whether toasts leave with a transition: not with reduced motion. */
  function hasTransitions(): boolean {
    // jsdom has no `matchMedia`.
    const window = onPage?.document.defaultView as { matchMedia?: typeof matchMedia } | null | undefined;
    return window?.matchMedia?.('(prefers-reduced-motion: reduce)').matches === false;
  }
}

/** Whether there is a line with a button, so that the keyboard has something to reach without toasts. */
const hasLineWithButton = ({ warning, alert, muted, agent }: ToasterView): boolean =>
  [warning?.retry, alert?.button, alert?.hide, muted?.button, agent?.button].some((text) => typeof text === 'string');

const ids = ({ items }: ToasterView): string[] => items.filter(({ state }) => state === 'open').map(({ toast }) => toast.id);
