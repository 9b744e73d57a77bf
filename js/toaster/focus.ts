/** Keeps the focus in the toaster when the toast that has it is removed. The view never takes the focus by itself. */
import { focusAfter } from './arrange.js';
import { deepActive } from './tree.js';

export interface FocusKeeper {
  /** Returns the id of the toast that contains the focus. */
  readonly focused: () => string | undefined;
  /** Whether the focus is in the toaster and came by keyboard. Focus by a mouse click does not pause toasts. */
  readonly byKeyboard: () => boolean;
  /** Whether the focus is in the toaster. */
  readonly contains: () => boolean;
  /** Moves the focus into the toaster: to the landmark, or, where there is no toast, to the first button of a line. */
  readonly enter: () => void;
  /** Moves the focus back to where it was before. */
  readonly leave: () => void;
  /** Moves the focus of a removed toast to the next one. Called before the page shows the change. */
  readonly change: (before: readonly string[], now: readonly string[]) => void;
  /**
   * Runs an action that changes the page. If that removes the element with the focus, the focus moves to the toast that contained the element, or to
   * another toast, or back; or to the next toast after `change`.
   */
  readonly during: (action: () => void) => void;
  /** Runs an action that may take the focus from the host node, and restores it. */
  readonly keep: (action: () => void) => void;
  /** Called when an element of the toaster gets the focus. `fromWindow`: another element of the window had it. */
  readonly gained: (at: HTMLElement, fromWindow: boolean) => void;
  /** Called when an element loses the focus. `inside`: it is in the toaster, and the next element is not. */
  readonly lost: (at: HTMLElement, inside: boolean) => void;
  /** Called with whether the last input was by mouse or touch in the toaster, or by a key. */
  readonly usedPointer: (by: boolean) => void;
}

/**
 * Keeps the focus of a view.
 *
 * @param root - the view's section
 * @param changed - called when the toaster gets or loses the focus
 */
export function keepFocus(root: HTMLElement, changed: () => void): FocusKeeper {
  /** The element in the toaster that has the focus. */
  let current: HTMLElement | undefined;
  /** Id of the toast that contained it when it got the focus. */
  let currentToast: string | undefined;
  /** The element in the toaster that had the focus last. */
  let last: HTMLElement | undefined;
  /** The element outside of the toaster that had the focus last. */
  let outside: HTMLElement | undefined;
  /** The element that `leave()` moves the focus to. */
  let origin: HTMLElement | undefined;
  /** The toast that the focus is to move to; without an id the focus is to move back. */
  let next: { id: string | undefined } | undefined;
  let moving = false;
  /** Whether `keep()` or `during()` runs an action. Chromium reports the focus as lost then, other browsers do not. */
  let acting = false;
  let usedPointer = false;
  let byKeyboard = false;

  const focused = (): string | undefined => current && idOf(current);
  const items = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-gt-id]')];

  /** The toasts that the keyboard reaches. */
  const reachable = (): HTMLElement[] => items().filter(({ tabIndex }) => tabIndex === 0);

  function move(target: HTMLElement | undefined): void {
    moving = true;
    if (target) target.focus();
    else if (origin?.isConnected) origin.focus();
    else current?.blur();
    moving = false;
  }

  function settle(): void {
    if (next) {
      const target = next.id === undefined ? undefined : items().find((item) => idOf(item) === next?.id);
      if (next.id !== undefined && !target) return;
      next = undefined;
      move(target);
    } else if (current && deepActive(root.ownerDocument) !== current) {
      // It was in content of the app, or a button that the view has removed. Where the app has moved the focus, it stays there.
      const [wasRemoved, toast, left] = [!current.isConnected && !deepActive(root.ownerDocument), currentToast, reachable()];
      current = undefined;
      byKeyboard = false;
      if (wasRemoved) move(left.find((item) => idOf(item) === toast) ?? left[0]);
      changed();
    }
  }

  return {
    focused,
    byKeyboard: () => byKeyboard,
    contains: () => current !== undefined,
    enter() {
      origin = deepActive(root.ownerDocument);
      moving = true;
      const button = reachable().length > 0 ? null : root.querySelector<HTMLElement>('button');
      (button ?? root).focus();
      moving = false;
    },
    leave: () => move(undefined),
    change(before, now) {
      const id = next ? next.id : focused();
      if (id === undefined || now.includes(id)) return;
      next = { id: focusAfter(id, before, now) };
      settle();
    },
    during(action) {
      const outer = acting;
      acting = true;
      try {
        action();
      } finally {
        acting = outer;
      }
      settle();
    },
    keep(action) {
      const focus = current;
      acting = true;
      action();
      if (focus?.isConnected && deepActive(root.ownerDocument) !== focus) focus.focus({ preventScroll: true });
      acting = false;
    },
    gained(at, fromWindow) {
      // The window gets the focus again, and with it the element that had it.
      const returns = !fromWindow && at === last;
      if (!current && !moving && !returns) origin = fromWindow ? outside : undefined;
      current = last = at;
      currentToast = idOf(at);
      byKeyboard = !usedPointer;
      changed();
    },
    lost(at, inside) {
      if (!inside) {
        outside = at;
        return;
      }
      if (acting) return;
      current = undefined;
      byKeyboard = false;
      changed();
    },
    usedPointer(by) {
      usedPointer = by;
    },
  };
}

/** Returns the id of the toast that contains an element. */
export function idOf(element: Element): string | undefined {
  const row = element.closest<HTMLElement>('[data-gt-id]') ?? element.closest('[slot]')?.assignedSlot?.closest<HTMLElement>('[data-gt-id]');
  return row?.dataset['gtId'];
}
