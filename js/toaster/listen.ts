/** Pointer and keyboard on the view's root. */
import { idOf, type FocusKeeper } from './focus.js';
import { isHotkey } from './hotkey.js';
import type { On } from './on.js';

export interface Handlers {
  readonly focus: FocusKeeper;
  readonly hotkey: () => string | null;
  readonly dismiss: (toastId: string) => void;
  /** Shows all, or as few as before. */
  readonly expand: () => void;
  /** The pointer came over the toaster, or left it. */
  readonly hover: (over: boolean) => void;
}

export function listen(root: HTMLElement, on: On, { focus, hotkey, dismiss, expand, hover }: Handlers): void {
  on(root, 'pointerenter', () => hover(true));
  on(root, 'pointerleave', () => hover(false));

  on(root, 'mousedown', (event, at) => {
    // The focus stays where the agent types.
    if (at.closest('[data-gt-close], [data-gt-more]')) event.preventDefault();
  });

  on(root, 'click', (_, at) => {
    const id = idOf(at);
    if (at.closest('[data-gt-close]') && id !== undefined) dismiss(id);
    else if (at.closest('[data-gt-more]')) expand();
  });

  on(root, 'keydown', (event, at) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    // A dialog of the app's, around the toaster, stays open.
    event.stopPropagation();
    const id = idOf(at);
    if (id === undefined) focus.leave();
    else dismiss(id);
  });

  on(document, 'keydown', (event) => {
    const key = hotkey();
    if (key === null || event.defaultPrevented || !isHotkey(event, key)) return;
    event.preventDefault();
    if (focus.contains()) focus.leave();
    else focus.enter();
  });
}
