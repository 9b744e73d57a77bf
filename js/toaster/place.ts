/**
 * Where the host node stands. In its anchor; or in the topmost native modal dialog or element in fullscreen, because all outside of it is inert (V3; of
 * fullscreen this was seen in Chromium 156); or, while a library's dialog makes something around the anchor `inert` or `aria-hidden`, directly behind that [V4].
 */
import type { Listeners } from './listeners.js';
import { carryTheme } from './theme.js';
import { ancestorsOf, deepActive, includes, isElement, matches } from './tree.js';

export interface Place {
  /** Puts the host node where it belongs now, and above all others where something covers it [V2]. */
  readonly update: () => void;
  readonly end: () => void;
}

const HIDES = '[inert], [aria-hidden="true"]';

/**
 * Puts the host node on the page, and keeps it reachable.
 *
 * @param keepFocus - does something by which the host may lose the focus, and gives it back
 */
export function keepPlace(anchor: HTMLElement, host: HTMLElement, { on }: Listeners, keepFocus: (action: () => void) => void): Place {
  const { ownerDocument: document } = anchor;
  const view: Window & typeof globalThis = document.defaultView ?? globalThis.window;
  /** Modal dialogs and elements in fullscreen, in the order in which they opened. */
  let modals: Element[] = [];
  /** The topmost of them when the host was raised last. */
  let raisedOver: Element | undefined;
  const observer = new view.MutationObserver(update);

  function note(dialog: Element): void {
    if (modals.includes(dialog) || !excludes(dialog)) return;
    modals.push(dialog);
    // In an open shadow root it is out of sight of the document's observer.
    observer.observe(dialog, { attributes: true, attributeFilter: ['open'] });
  }

  function topModal(): Element | undefined {
    for (const dialog of document.querySelectorAll('dialog[open]')) note(dialog);
    const fullscreen = fullscreenIn(document);
    if (fullscreen) note(fullscreen);
    modals = modals.filter((dialog) => dialog.isConnected && excludes(dialog));
    return modals.at(-1);
  }

  /** Gives the node that the host belongs into, and the one that it stands before. */
  function wanted(): readonly [parent: Node, before: Node | null] {
    const modal = topModal();
    if (modal && !includes(modal, anchor)) return [modal, null];
    const around = [anchor, ...ancestorsOf(anchor)];
    const within = modal ? around.slice(0, around.indexOf(modal)) : around;
    const hiding = within.filter((element) => matches(element, HIDES)).at(-1);
    return hiding?.parentNode ? [hiding.parentNode, hiding.nextSibling] : [anchor, null];
  }

  function update(): void {
    // A library that hides all others has hidden the host, too.
    for (const name of ['inert', 'aria-hidden']) host.removeAttribute(name);
    const [parent, before] = wanted();
    if (host.parentNode !== parent) keepFocus(() => move(parent, before));
    else if (isCovered()) keepFocus(raise);
  }

  function move(parent: Node, before: Node | null): void {
    const there = parent as Node & { moveBefore?: (node: Node, before: Node | null) => void };
    if (host.isConnected && host.ownerDocument === document && there.moveBefore) there.moveBefore(host, before);
    else parent.insertBefore(host, before);
    observe(parent !== anchor);
    carryTheme(anchor, host, parent !== anchor);
    raise();
  }

  function observe(away: boolean): void {
    observer.disconnect();
    // A dialog that the page removes takes the host along.
    for (const root of rootsOf(anchor)) {
      observer.observe(root, { subtree: true, attributes: true, attributeFilter: ['open', 'inert', 'aria-hidden'], childList: away });
    }
    for (const modal of modals) observer.observe(modal, { attributes: true, attributeFilter: ['open'] });
  }

  const isOpen = (): boolean => matches(host, ':popover-open');

  /** Something else that is in the top layer may be above. */
  const isCovered = (): boolean =>
    !isOpen() || raisedOver !== modals.at(-1) || has(document, ':popover-open:not(.gt-host)');

  /** Into the top layer, above all that is there [V2]; where the browser has none, it stays where it is. */
  function raise(): void {
    if (!('showPopover' in host) || !host.isConnected) return;
    raisedOver = modals.at(-1);
    if (isOpen()) host.hidePopover();
    host.showPopover();
  }

  on(view, 'focusin', (event) => {
    // `showModal()` moves the focus into the dialog, also where the document's observer does not see it.
    const before = modals.length;
    for (const target of event.composedPath()) if (isElement(target) && target.localName === 'dialog') note(target);
    if (modals.length > before) update();
  }, true);
  on(view, 'toggle', ({ target }) => {
    if (isElement(target) && !target.classList.contains('gt-host')) update();
  }, true);
  on(document, 'fullscreenchange', update);

  // One that is open already, in an open shadow root: it has the focus.
  const focused = deepActive(document);
  if (focused) for (const element of [focused, ...ancestorsOf(focused)].reverse()) note(element);
  observe(false);
  update();
  return {
    update,
    end() {
      observer.disconnect();
      host.remove();
    },
  };
}

/** What shows no children of its own. */
const REPLACED = ['video', 'audio', 'iframe', 'img', 'canvas', 'embed', 'object', 'svg'];

/** Whether all outside of an element is inert, and it can take the host in. */
const excludes = (element: Element): boolean =>
  matches(element, 'dialog:modal') || (matches(element, ':fullscreen') && !REPLACED.includes(element.localName));

/** Gives the element in fullscreen, through open shadow roots. */
function fullscreenIn(document: Document): Element | null {
  let element = document.fullscreenElement as Element | null | undefined;
  while (element?.shadowRoot?.fullscreenElement) element = element.shadowRoot.fullscreenElement;
  return element ?? null;
}

/** The document, and the shadow roots that an element is in. */
const rootsOf = (element: Element): Node[] => [...new Set([element, ...ancestorsOf(element)].map((at) => at.getRootNode()))];

/** Whether something on the page matches; `false` where the browser does not know the selector. */
function has(document: Document, selector: string): boolean {
  try {
    return document.querySelector(selector) !== null;
  } catch {
    return false;
  }
}
