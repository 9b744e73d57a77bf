/**
 * Pointer, focus and keys. Events in the view are handled on its window in the capture phase, and stopped there: dialogs of libraries listen on the
 * document for events outside of them, and would close, or move the focus back [V4].
 */
import { idOf, type FocusKeeper } from './focus.js';
import type { Actions } from './actions.js';
import { isComposing, isHotkey, isTyping } from './hotkey.js';
import type { Listeners } from './listeners.js';
import type { ToastAction } from '../types.js';
import { isElement, matches } from './tree.js';

export interface Handlers extends Pick<Actions, 'press' | 'backOnQueue'> {
  readonly focus: FocusKeeper;
  readonly hotkey: () => string | null;
  readonly dismiss: (toastId: string) => void;
  /** Shows all toasts, or as few as before. */
  readonly expand: () => void;
  readonly retry: () => void;
  /** Called in the task of the click, which lets the browser play sound and ask for a permission. */
  readonly unlock: () => void;
  /** Called with each click in the view, whose events do not reach the page. */
  readonly gesture: () => void;
  readonly unmute: () => void;
  /** Hides the line that notifications are blocked. */
  readonly hide: () => void;
  /** Ends the sound of one toast, or of all. */
  readonly silence: (toastId?: string) => void;
  /** The key that silences; `null`: none, or nothing sounds. */
  readonly silenceHotkey: () => string | null;
  /** The key that answers; `null`: none, or there is nothing to answer. */
  readonly answerHotkey: () => string | null;
  /** Answers the first toast that can be answered. */
  readonly answer: () => void;
  /** Called when the agent activates the body of a toast. */
  readonly open: (toastId: string) => void;
  /** Called when the pointer enters or leaves the toaster. */
  readonly hover: (over: boolean) => void;
}

/** The pointer events that a dialog's handlers on the document listen to. */
const POINTER = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'touchend', 'click'] as const;
const FOCUS = ['focusin', 'focusout', 'focus', 'blur'] as const;
const BUTTONS = ['close', 'silence', 'open', 'more', 'retry', 'unlock', 'unmute', 'hide', 'act', 'back'].map((name) => `[data-gt-${name}]`).join();
/** Elements that move the focus back when it leaves them. */
const TRAPS = 'dialog, [role="dialog"], [role="alertdialog"], [aria-modal="true"]';

/** @param root - the view's section, in the shadow root of `host` */
export function listen(host: HTMLElement, root: HTMLElement, { on }: Listeners, handlers: Handlers): void {
  const { focus, hotkey, silenceHotkey, dismiss, silence, open, hover } = handlers;
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
        if (element.closest(BUTTONS)) event.preventDefault();
        break;
      case 'click':
        handlers.gesture();
        click(element, (event as MouseEvent).detail);
        break;
    }
  }

  /** @param times - 2 for the second click of a double click */
  function click(element: Element, times: number): void {
    const id = idOf(element);
    const closest = element.closest<HTMLButtonElement>(BUTTONS);
    // A browser may report a click on what is in a disabled button.
    if (!closest || closest.disabled) return;
    const button = closest.dataset;
    if (id !== undefined) {
      if ('gtClose' in button) dismiss(id);
      else if ('gtSilence' in button) silence(id);
      else if ('gtOpen' in button) open(id);
      // Who clicks twice out of habit has not confirmed anything, and does not answer the next toast, which may be there by now.
      else if (times !== 2) handlers.press(button['gtAct'] as ToastAction, id);
    } else if ('gtMore' in button) handlers.expand();
    else if ('gtRetry' in button) handlers.retry();
    else if ('gtUnlock' in button) handlers.unlock();
    else if ('gtUnmute' in button) handlers.unmute();
    else if ('gtHide' in button) handlers.hide();
    else if ('gtBack' in button) handlers.backOnQueue();
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

  // A line about sound and notifications may be there all day. A pointer that rests on it does not pause the toasts.
  let onLine = false;
  on(root, 'pointerover', ({ target }) => {
    onLine = isElement(target) && target.closest('.gt-alert') !== null;
    hover(!onLine);
  });
  on(root, 'pointerenter', () => hover(!onLine));
  on(root, 'pointerleave', () => {
    onLine = false;
    hover(false);
  });

  on(
    view,
    'keydown',
    (event) => {
      focus.usedPointer(false);
      const key = event as KeyboardEvent;
      // A key that is held presses a button again and again.
      if (key.repeat && key.key === 'Enter' && key.composedPath().some((target) => isElement(target) && matches(target, '[data-gt-act]'))) event.preventDefault();
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
    if (event.defaultPrevented) return;
    const is = (key: string | null): boolean => key !== null && isHotkey(event as KeyboardEvent, key);
    if (is(handlers.answerHotkey()) && !isTyping(event as KeyboardEvent)) {
      // Neither does a key that is held answer the next toast.
      if (!(event as KeyboardEvent).repeat) handlers.answer();
    } else if (is(silenceHotkey())) silence();
    else if (!is(hotkey())) return;
    else if (focus.contains()) focus.leave();
    else focus.enter();
    event.preventDefault();
  });
}

/** Whether a path begins in content of the app, which is in a slot. */
const isContentOfApp = (path: readonly EventTarget[]): boolean => path.some((target) => isElement(target) && target.localName === 'slot');
