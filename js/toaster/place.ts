/**
 * Where the host node is in the page: in its anchor; or in the topmost native modal dialog or fullscreen element, because everything outside of that is
 * inert (V3; for fullscreen this was seen in Chromium 156); or directly after the outermost element around the anchor that the dialog of a library makes
 * `inert` or `aria-hidden` [V4].
 */
import type { Listeners } from './listeners.js';
import { copyTheme } from './theme.js';
import { ancestorsOf, deepActive, includes, isElement, matches } from './tree.js';

export interface Place {
  /** Moves the host node to its present place, and above everything else where something covers it [V2]. */
  readonly update: () => void;
  readonly end: () => void;
}

const HIDES = '[inert], [aria-hidden="true"]';

/**
 * Adds the host node to the page, and keeps it usable.
 *
 * @param keepFocus - runs an action that may take the focus from the host, and restores it
 */
export function keepPlace(anchor: HTMLElement, host: HTMLElement, { on }: Listeners, keepFocus: (action: () => void) => void): Place {
  const { ownerDocument: document } = anchor;
  const view: Window & typeof globalThis = document.defaultView ?? globalThis.window;
  /** Modal dialogs and fullscreen elements, in the order in which they opened. */
  let modals: Element[] = [];
  /** The topmost of them when the host was last put on top. */
  let onTopOf: Element | undefined;
  const observer = new view.MutationObserver(update);

  function note(dialog: Element): void {
    if (modals.includes(dialog) || !makesOthersInert(dialog)) return;
    modals.push(dialog);
    // The observer of the document does not see a dialog in an open shadow root.
    observer.observe(dialog, { attributes: true, attributeFilter: ['open'] });
  }

  function topModal(): Element | undefined {
    for (const dialog of document.querySelectorAll('dialog[open]')) note(dialog);
    const fullscreen = fullscreenIn(document);
    if (fullscreen) note(fullscreen);
    modals = modals.filter((dialog) => dialog.isConnected && makesOthersInert(dialog));
    return modals.at(-1);
  }

  /** Returns the parent of the host, and the node before which it is inserted. */
  function placeOfHost(): readonly [parent: Node, before: Node | null] {
    const modal = topModal();
    if (modal && !includes(modal, anchor)) return [modal, null];
    const around = [anchor, ...ancestorsOf(anchor)];
    const within = modal ? around.slice(0, around.indexOf(modal)) : around;
    const hiding = within.filter((element) => matches(element, HIDES)).at(-1);
    return hiding?.parentNode ? [hiding.parentNode, hiding.nextSibling] : [anchor, null];
  }

  function update(): void {
    // A library that hides everything outside of its dialog may have hidden the host.
    for (const name of ['inert', 'aria-hidden']) host.removeAttribute(name);
    const [parent, before] = placeOfHost();
    if (host.parentNode !== parent) keepFocus(() => move(parent, before));
    else if (isCovered()) keepFocus(putOnTop);
  }

  function move(parent: Node, before: Node | null): void {
    const target = parent as Node & { moveBefore?: (node: Node, before: Node | null) => void };
    if (host.isConnected && host.ownerDocument === document && target.moveBefore) target.moveBefore(host, before);
    else parent.insertBefore(host, before);
    observe(parent !== anchor);
    copyTheme(anchor, host, parent !== anchor);
    putOnTop();
  }

  function observe(away: boolean): void {
    observer.disconnect();
    // The page may remove a dialog, and the host with it.
    for (const root of rootsOf(anchor)) {
      observer.observe(root, { subtree: true, attributes: true, attributeFilter: ['open', 'inert', 'aria-hidden'], childList: away });
    }
    for (const modal of modals) observer.observe(modal, { attributes: true, attributeFilter: ['open'] });
  }

  const isOpen = (): boolean => matches(host, ':popover-open');

  /** Whether something else in the top layer may be above the host. */
  const isCovered = (): boolean =>
    !isOpen() || onTopOf !== modals.at(-1) || has(document, ':popover-open:not(.gt-host)');

  /** Puts the host on top of the top layer [V2]. Does nothing where the browser has no popovers. */
  function putOnTop(): void {
    if (!('showPopover' in host) || !host.isConnected) return;
    onTopOf = modals.at(-1);
    if (isOpen()) host.hidePopover();
    host.showPopover();
  }

  on(view, 'focusin', (event) => {
    // `showModal()` moves the focus into the dialog: this finds a dialog that the observer of the document does not see.
    const before = modals.length;
    for (const target of event.composedPath()) if (isElement(target) && target.localName === 'dialog') note(target);
    if (modals.length > before) update();
  }, true);
  on(view, 'toggle', ({ target }) => {
    if (isElement(target) && !target.classList.contains('gt-host')) update();
  }, true);
  on(document, 'fullscreenchange', update);

  // Finds a dialog in an open shadow root that is open already: it contains the focus.
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

/** Elements that do not show their children. */
const REPLACED = ['video', 'audio', 'iframe', 'img', 'canvas', 'embed', 'object', 'svg'];

/** Whether everything outside of an element is inert, and the host can be in it. */
const makesOthersInert = (element: Element): boolean =>
  matches(element, 'dialog:modal') || (matches(element, ':fullscreen') && !REPLACED.includes(element.localName));

/** Returns the fullscreen element, also in open shadow roots. */
function fullscreenIn(document: Document): Element | null {
  let element = document.fullscreenElement as Element | null | undefined;
  while (element?.shadowRoot?.fullscreenElement) element = element.shadowRoot.fullscreenElement;
  return element ?? null;
}

/** Returns the document, and the shadow roots that contain an element. */
const rootsOf = (element: Element): Node[] => [...new Set([element, ...ancestorsOf(element)].map((at) => at.getRootNode()))];

/** Whether an element of the page matches; `false` where the browser does not know the selector. */
function has(document: Document, selector: string): boolean {
  try {
    return document.querySelector(selector) !== null;
  } catch {
    return false;
  }
}
