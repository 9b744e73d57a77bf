/** Where the focus is in the toaster, and where it goes when its toast is gone. Focus is never taken, only kept. */
import { successor } from './arrange.js';
import { deepActive } from './tree.js';

export interface FocusKeeper {
  /** Id of the toast with the focus inside. */
  readonly focused: () => string | undefined;
  /** The focus is inside, and came by keyboard: what a mouse has clicked does not stand clocks still. */
  readonly byKeyboard: () => boolean;
  readonly contains: () => boolean;
  readonly enter: () => void;
  /** Back to where the focus was before it came. */
  readonly leave: () => void;
  /** Moves the focus of a toast that is gone to the one that takes its place. Called before the page shows it. */
  readonly change: (before: readonly string[], now: readonly string[]) => void;
  /** Moves the focus to a successor that was not on the page before. */
  readonly settle: () => void;
  /** Does something with the host node by which it may lose the focus, and gives the focus back. */
  readonly keep: (action: () => void) => void;
  /** The focus came to an element of the toaster, from elsewhere in the window or not. */
  readonly came: (at: HTMLElement, fromWindow: boolean) => void;
  /** The focus left an element; `inside`: of the toaster, for one outside of it. */
  readonly left: (at: HTMLElement, inside: boolean) => void;
  /** The last word was a mouse's or a finger's, in the toaster; or a key's. */
  readonly pointed: (by: boolean) => void;
}

/**
 * Keeps the focus of a view.
 *
 * @param root - the view's section
 * @param changed - called when the focus came or went
 */
export function keepFocus(root: HTMLElement, changed: () => void): FocusKeeper {
  /** What has the focus. */
  let current: HTMLElement | undefined;
  let last: HTMLElement | undefined;
  /** What had the focus outside. */
  let outside: HTMLElement | undefined;
  let origin: HTMLElement | undefined;
  /** Where the focus is to go: to a toast, or back. */
  let next: { id: string | undefined } | undefined;
  let moving = false;
  /** The host node moves, and takes the focus along. */
  let keeping = false;
  let pointed = false;
  let byKeyboard = false;

  const focused = (): string | undefined => current && idOf(current);
  const items = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-gt-id]')];

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
    } else if (current && !current.isConnected) {
      // The button of the rest is gone with it.
      current = undefined;
      byKeyboard = false;
      move(items().find((item) => item.tabIndex === 0));
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
      root.focus();
      moving = false;
    },
    leave: () => move(undefined),
    change(before, now) {
      const id = next ? next.id : focused();
      if (id === undefined || now.includes(id)) return;
      next = { id: successor(id, before, now) };
      settle();
    },
    settle,
    keep(action) {
      const focus = current;
      keeping = true;
      action();
      if (focus?.isConnected && deepActive(root.ownerDocument) !== focus) focus.focus({ preventScroll: true });
      keeping = false;
    },
    came(at, fromWindow) {
      // With the window the focus comes back to where it was, from nowhere.
      const returns = !fromWindow && at === last;
      if (!current && !moving && !returns) origin = fromWindow ? outside : undefined;
      current = last = at;
      byKeyboard = !pointed;
      changed();
    },
    left(at, inside) {
      if (!inside) {
        outside = at;
        return;
      }
      if (keeping) return;
      current = undefined;
      byKeyboard = false;
      changed();
    },
    pointed(by) {
      pointed = by;
    },
  };
}

/** Gives the id of the toast that an element is in. */
export function idOf(element: Element): string | undefined {
  const row = element.closest<HTMLElement>('[data-gt-id]') ?? element.closest('[slot]')?.assignedSlot?.closest<HTMLElement>('[data-gt-id]');
  return row?.dataset['gtId'];
}
