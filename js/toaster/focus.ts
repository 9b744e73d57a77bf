/** Where the focus is in the toaster, and where it goes when its toast is gone. Focus is never taken, only kept. */
import { successor } from './arrange.js';
import type { On } from './on.js';

export interface FocusKeeper {
  /** Id of the toast with the focus inside. */
  readonly focused: () => string | undefined;
  /** The focus is inside, and came by keyboard: what a mouse has clicked does not stand clocks still. */
  readonly byKeyboard: () => boolean;
  readonly contains: () => boolean;
  readonly enter: () => void;
  /** Back to where the focus was before it came. */
  readonly leave: () => void;
  /** Notes which toasts come in place of which, and moves the focus of one that is gone. Called before the page shows it. */
  readonly change: (before: readonly string[], now: readonly string[]) => void;
  /** Moves the focus to a successor that was not on the page before. */
  readonly settle: () => void;
}

/**
 * Watches the focus in `root`.
 *
 * @param changed - called when the focus came or went
 */
export function keepFocus(root: HTMLElement, on: On, changed: () => void): FocusKeeper {
  /** What has the focus. */
  let current: HTMLElement | undefined;
  let last: HTMLElement | undefined;
  let origin: HTMLElement | undefined;
  /** Where the focus is to go: to a toast, or back. */
  let next: { id: string | undefined } | undefined;
  let moving = false;
  /** The last word was a mouse's or a finger's, in the toaster. */
  let pointed = false;
  let byKeyboard = false;

  const inside = (target: EventTarget | null): target is HTMLElement => target instanceof Node && root.contains(target);
  const focused = (): string | undefined => current && idOf(current);

  on(root, 'focusin', ({ relatedTarget }, at) => {
    // With the window the focus comes back to where it was, from nowhere.
    const returns = relatedTarget === null && at === last;
    if (!current && !moving && !returns) origin = isFocusable(relatedTarget) && !inside(relatedTarget) ? relatedTarget : undefined;
    current = last = at;
    byKeyboard = !pointed;
    changed();
  });
  on(root, 'focusout', ({ relatedTarget }) => {
    if (inside(relatedTarget)) return;
    current = undefined;
    byKeyboard = false;
    changed();
  });
  on(root, 'pointerdown', () => void (pointed = true));
  on(document, 'keydown', () => void (pointed = false), true);

  function move(target: HTMLElement | undefined): void {
    moving = true;
    if (target) target.focus();
    else if (origin?.isConnected) origin.focus();
    else current?.blur();
    moving = false;
  }

  function settle(): void {
    if (next) {
      const target = next.id === undefined ? undefined : items(root).find((item) => idOf(item) === next?.id);
      if (next.id !== undefined && !target) return;
      next = undefined;
      move(target);
    } else if (current && !current.isConnected) {
      // The button of the rest is gone with it.
      current = undefined;
      byKeyboard = false;
      move(items(root)[0]);
      changed();
    }
  }

  return {
    focused,
    byKeyboard: () => byKeyboard,
    contains: () => current !== undefined,
    enter: () => root.focus(),
    leave: () => move(undefined),
    change(before, now) {
      const id = next ? next.id : focused();
      if (id === undefined || now.includes(id)) return;
      next = { id: successor(id, before, now) };
      settle();
    },
    settle,
  };
}

/** Gives the id of the toast that an element is in. */
export const idOf = (element: Element): string | undefined => element.closest<HTMLElement>('[data-gt-id]')?.dataset['gtId'];

const items = (root: HTMLElement): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-gt-id]')];

const isFocusable = (target: EventTarget | null): target is HTMLElement =>
  target instanceof Element && 'focus' in target && target !== target.ownerDocument.body;
