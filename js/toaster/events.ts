/**
 * Pointer, focus and keys. Events in the view are handled on its window in the capture phase, and stopped there: dialogs of libraries listen on the
 * document for events outside of them, and would close, or move the focus back [V4].
 */
import { idOf, type FocusKeeper } from './focus.js';
import { isComposing, isHotkey } from './hotkey.js';
import type { Listeners } from './listeners.js';
import { isElement, matches } from './tree.js';

export interface Handlers {
  readonly focus: FocusKeeper;
  readonly hotkey: () => string | null;
  readonly dismiss: (toastId: string) => void;
  /** Shows all toasts, or as few as before. */
  readonly expand: () => void;
  readonly retry: () => void;
  /** Called when the pointer enters or leaves the toaster. */
  readonly hover: (over: boolean) => void;
}

/** The pointer events that a dialog's handlers on the document listen to. */
const POINTER = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'touchend', 'click'] as const;
const FOCUS = ['focusin', 'focusout', 'focus', 'blur'] as const;
/** Elements that move the focus back when it leaves them. */
const TRAPS = 'dialog, [role="dialog"], [role="alertdialog"], [aria-modal="true"]';

/** @param root - the view's section, in the shadow root of `host` */
export function listen(host: HTMLElement, root: HTMLElement, { on }: Listeners, { focus, hotkey, dismiss, expand, retry, hover }: Handlers): void {
  const view: Window & typeof globalThis = host.ownerDocument.defaultView ?? globalThis.window;
  let handled: Event | undefined;

  const isInside = (target: EventTarget | null): boolean => isElement(target) && (target === host || host.contains(target) || root.contains(target));

  function handle(event: Event, path: readonly EventTarget[]): void {
    // A focus event between two elements of the shadow root does not reach the window, so that the root listens, too; other events come twice.
    if (handled === event) return;
    handled = event;
    const element = path.find(isElement) as HTMLElement | undefined;
    if (!element) return;
    const { relatedTarget } = event as FocusEvent;
    switch (event.type) {
      case 'focusin':
        focus.gained(element, relatedTarget !== null);
        break;
      case 'focusout':
        if (!isInside(relatedTarget)) focus.lost(element, true);
        break;
      case 'pointerdown':
        focus.usedPointer(true);
        break;
      case 'mousedown':
        // Keeps the focus where the agent types.
        if (element.closest('[data-gt-close], [data-gt-more], [data-gt-retry]')) event.preventDefault();
        break;
      case 'click':
        click(element);
        break;
    }
  }

  function click(element: Element): void {
    const id = idOf(element);
    if (element.closest('[data-gt-close]') && id !== undefined) dismiss(id);
    else if (element.closest('[data-gt-more]')) expand();
    else if (element.closest('[data-gt-retry]')) retry();
  }

  for (const type of [...POINTER, ...FOCUS]) {
    on(
      view,
      type,
      (event) => {
        const path = event.composedPath();
        if (!path.includes(host)) {
          handleOutside(event, path);
          return;
        }
        handle(event, path);
        // Handlers in content of the app get their events; the host stops those that bubble.
        if (path.includes(root) && !isContentOfApp(path)) event.stopImmediatePropagation();
        else if (type === 'pointerup') event.preventDefault();
      },
      true,
    );
    on(root, type, (event) => handle(event, event.composedPath()));
    on(host, type, (event) => event.stopPropagation());
  }

  function handleOutside(event: Event, path: readonly EventTarget[]): void {
    if (event.type !== 'focusout' && event.type !== 'blur') return;
    const [element] = path;
    if (event.type === 'focusout' && isElement(element)) focus.lost(element as HTMLElement, false);
    const enters = (event as FocusEvent).relatedTarget === host || isInside((event as FocusEvent).relatedTarget);
    if (enters && path.some((target) => isElement(target) && matches(target, TRAPS))) event.stopImmediatePropagation();
  }

  on(root, 'pointerenter', () => hover(true));
  on(root, 'pointerleave', () => hover(false));

  on(
    view,
    'keydown',
    (event) => {
      focus.usedPointer(false);
      const key = event as KeyboardEvent;
      if (key.key !== 'Escape' || key.defaultPrevented || isComposing(key)) return;
      const path = event.composedPath();
      if (!path.includes(host)) return;
      event.preventDefault();
      // So that a dialog of the app stays open.
      event.stopImmediatePropagation();
      const element = path.find(isElement);
      const id = element && idOf(element);
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

/** Whether a path begins in content of the app, which is in a slot. */
const isContentOfApp = (path: readonly EventTarget[]): boolean => path.some((target) => isElement(target) && target.localName === 'slot');
