/**
 * Pointer, focus and keys. What happens inside the view is handled on its window in the capture phase and goes no further: dialogs of libraries listen
 * on the document for what happens outside of them, and would close, or pull the focus back [V4].
 */
import { idOf, type FocusKeeper } from './focus.js';
import { isComposing, isHotkey } from './hotkey.js';
import type { Listeners } from './listeners.js';
import { isElement, matches } from './tree.js';

export interface Handlers {
  readonly focus: FocusKeeper;
  readonly hotkey: () => string | null;
  readonly dismiss: (toastId: string) => void;
  /** Shows all, or as few as before. */
  readonly expand: () => void;
  readonly retry: () => void;
  /** The pointer came over the toaster, or left it. */
  readonly hover: (over: boolean) => void;
}

/** What a dialog's handlers on the document listen to. */
const POINTER = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'touchend', 'click'] as const;
const FOCUS = ['focusin', 'focusout', 'focus', 'blur'] as const;
/** What pulls the focus back when it leaves. */
const TRAPS = 'dialog, [role="dialog"], [role="alertdialog"], [aria-modal="true"]';

/** @param root - the view's section, in the shadow root of `host` */
export function listen(host: HTMLElement, root: HTMLElement, { on }: Listeners, { focus, hotkey, dismiss, expand, retry, hover }: Handlers): void {
  const view: Window & typeof globalThis = host.ownerDocument.defaultView ?? globalThis.window;
  let handled: Event | undefined;

  const isInside = (target: EventTarget | null): boolean => isElement(target) && (target === host || host.contains(target) || root.contains(target));

  function handle(event: Event, path: readonly EventTarget[]): void {
    // Between two elements of the shadow root a focus event does not reach the window; others come by here twice.
    if (handled === event) return;
    handled = event;
    const at = path.find(isElement) as HTMLElement | undefined;
    if (!at) return;
    const { relatedTarget } = event as FocusEvent;
    switch (event.type) {
      case 'focusin':
        focus.came(at, relatedTarget !== null);
        break;
      case 'focusout':
        if (!isInside(relatedTarget)) focus.left(at, true);
        break;
      case 'pointerdown':
        focus.pointed(true);
        break;
      case 'mousedown':
        // The focus stays where the agent types.
        if (at.closest('[data-gt-close], [data-gt-more], [data-gt-retry]')) event.preventDefault();
        break;
      case 'click':
        click(at);
        break;
    }
  }

  function click(at: Element): void {
    const id = idOf(at);
    if (at.closest('[data-gt-close]') && id !== undefined) dismiss(id);
    else if (at.closest('[data-gt-more]')) expand();
    else if (at.closest('[data-gt-retry]')) retry();
  }

  for (const type of [...POINTER, ...FOCUS]) {
    on(
      view,
      type,
      (event) => {
        const path = event.composedPath();
        if (!path.includes(host)) {
          passOutside(event, path);
          return;
        }
        handle(event, path);
        // Content of the app stays reachable for its own handlers; what bubbles is stopped at the host.
        if (path.includes(root) && !isOwn(path)) event.stopImmediatePropagation();
        else if (type === 'pointerup') event.preventDefault();
      },
      true,
    );
    on(root, type, (event) => handle(event, event.composedPath()));
    on(host, type, (event) => event.stopPropagation());
  }

  function passOutside(event: Event, path: readonly EventTarget[]): void {
    if (event.type !== 'focusout' && event.type !== 'blur') return;
    const [at] = path;
    if (event.type === 'focusout' && isElement(at)) focus.left(at as HTMLElement, false);
    const enters = (event as FocusEvent).relatedTarget === host || isInside((event as FocusEvent).relatedTarget);
    if (enters && path.some((target) => isElement(target) && matches(target, TRAPS))) event.stopImmediatePropagation();
  }

  on(root, 'pointerenter', () => hover(true));
  on(root, 'pointerleave', () => hover(false));

  on(
    view,
    'keydown',
    (event) => {
      focus.pointed(false);
      const key = event as KeyboardEvent;
      if (key.key !== 'Escape' || key.defaultPrevented || isComposing(key)) return;
      const path = event.composedPath();
      if (!path.includes(host)) return;
      event.preventDefault();
      // A dialog of the app's stays open.
      event.stopImmediatePropagation();
      const at = path.find(isElement);
      const id = at && idOf(at);
      if (id === undefined) focus.leave();
      else dismiss(id);
    },
    true,
  );

  on(view, 'keydown', (event) => {
    const key = hotkey();
    if (key === null || event.defaultPrevented || !isHotkey(event as KeyboardEvent, key)) return;
    event.preventDefault();
    if (focus.contains()) focus.leave();
    else focus.enter();
  });
}

/** Whether a path begins in content of the app's own, which stands in a slot. */
const isOwn = (path: readonly EventTarget[]): boolean => path.some((target) => isElement(target) && target.localName === 'slot');
