/** The view without a renderer: `<GenesysToaster>` and `<genesys-toaster>` put on the page what it says. */
import type { Toast } from '../types.js';
import { createAnnouncer, type Message } from './announcer.js';
import { withLeaving } from './arrange.js';
import { keepFocus, type FocusKeeper } from './focus.js';
import { shallowEqual } from '../shallow.js';
import { listen } from './listen.js';
import { until } from './on.js';
import { createSource } from './source.js';
import type { ToasterOptions, ToasterView, ToastItem } from './types.js';
import { announcementOf, reuse, viewOf } from './view.js';

/** A little longer than the transition in styles.css. */
const LEAVE_MS = 220;

export interface Toaster {
  readonly getView: () => ToasterView;
  /** The view where there is no page: without the client. */
  readonly getServerView: () => ToasterView;
  readonly subscribe: (listener: () => void) => () => void;
  readonly configure: (options: ToasterOptions) => void;
  /** Begins to listen, to the client and on `root`, whose first child is the announcer. Gives the function that ends it. */
  readonly attach: (root: HTMLElement) => () => void;
  /** To be called when the page shows the view. */
  readonly settle: () => void;
  readonly dismiss: (toastId: string) => void;
}

export function createToaster(first: ToasterOptions): Toaster {
  const source = createSource(first, refresh);
  const announcer = createAnnouncer();
  const listeners = new Set<() => void>();
  const leaving = new Map<string, ReturnType<typeof setTimeout>>();
  let options = first;
  let root: HTMLElement | undefined;
  let focus: FocusKeeper | undefined;
  let expanded = false;
  let over = false;
  /** Whose clocks stand. */
  let held: Pick<ToasterOptions, 'client'> | undefined;
  let view = look();
  const server = viewOf(options, { ...source.onServer(), expanded: false, focused: undefined });

  function look(): ToasterView {
    return viewOf(options, { ...source.read(), expanded, focused: focus?.focused() });
  }

  function refresh(): void {
    let now = look();
    expanded = now.expanded;
    if (now.items.length === 0) over = false;
    focus?.change(ids(view), ids(now));
    const stay = new Set(ids(now));
    if (root && view.items.some(({ toast }) => !stay.has(toast.id)) && moves()) {
      const before = view.items.filter((item) => !item.leaving || leaving.has(item.toast.id));
      now = { ...now, items: withLeaving(now.items, before, leave) };
    }
    const before = view;
    view = reuse(before, now);
    hold();
    announcer.update(messages());
    if (view !== before) for (const listener of [...listeners]) listener();
  }

  function leave(item: ToastItem): ToastItem {
    if (item.leaving) return item;
    const { id } = item.toast;
    clearTimeout(leaving.get(id));
    const gone = (): void => {
      leaving.delete(id);
      refresh();
    };
    leaving.set(id, setTimeout(gone, LEAVE_MS));
    return { ...item, leaving: true };
  }

  function messages(): Message[] {
    const rings = source.read().toasts.map((toast: Toast) => ({ id: toast.id, text: announcementOf(options, toast) }));
    return view.blind === null ? rings : [...rings, { id: view.blind, text: view.blind }];
  }

  /** Stands the clocks still or lets them go on: once for each coming and going [O3]. */
  function hold(): void {
    const wanted = root !== undefined && (over || focus?.byKeyboard() === true) && view.items.length > 0;
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

  function attach(element: HTMLElement): () => void {
    const ending = new AbortController();
    const on = until(ending.signal);
    root = element;
    on(document, 'visibilitychange', announcer.speak);
    focus = keepFocus(element, on, hold);
    listen(element, on, {
      focus,
      hotkey: () => (view.items.length > 0 ? view.hotkey : null),
      dismiss,
      expand() {
        expanded = !expanded;
        refresh();
      },
      hover(now) {
        over = now;
        hold();
      },
    });
    connect();
    refresh();
    return () => {
      ending.abort();
      root = focus = undefined;
      over = false;
      hold();
      disconnect();
      for (const timer of leaving.values()) clearTimeout(timer);
      leaving.clear();
    };
  }

  function connect(): void {
    source.open();
    if (root?.firstElementChild) announcer.attach(root.firstElementChild, options.client ?? source, messages());
  }

  function disconnect(): void {
    source.close();
    announcer.detach();
  }

  return {
    getView: () => view,
    getServerView: () => server,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    configure(next) {
      // A renderer hands them over with every render.
      if (shallowEqual(options, next)) return;
      const other = root !== undefined && next.client !== options.client;
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
    },
    attach,
    settle: () => focus?.settle(),
    dismiss,
  };
}

const ids = ({ items }: ToasterView): string[] => items.filter(({ leaving }) => !leaving).map(({ toast }) => toast.id);

/** Whether toasts leave with a transition. */
function moves(): boolean {
  // Not every environment has it: jsdom.
  const { matchMedia } = globalThis as { matchMedia?: typeof globalThis.matchMedia };
  return matchMedia?.('(prefers-reduced-motion: reduce)').matches === false;
}
