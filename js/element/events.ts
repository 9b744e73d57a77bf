/** The events of `<genesys-toaster>`, for TypeScript. */
import type { GenesysToasterElement } from './element.js';

/** The events of `<genesys-toaster>`. They do not bubble. */
export interface GenesysToasterEventMap {
  /** The agent closed a toast; `detail.id` is the id of the toast. With a `client` the view has already dismissed the toast. */
  dismiss: CustomEvent<{ id: string }>;
  /**
   * The time limits of the toasts should pause, because the pointer is over the toaster or the keyboard focus is in it. One `resume` follows. With a
   * `client` the view has already paused the toasts.
   */
  pause: CustomEvent;
  /** The time limits of the toasts should continue. With a `client` the view has already resumed the toasts. */
  resume: CustomEvent;
}

/** All events of the element: its own, and those of every element. */
type EventMap = Omit<HTMLElementEventMap, keyof GenesysToasterEventMap> & GenesysToasterEventMap;

type Listener<Type extends keyof EventMap> = (this: GenesysToasterElement, event: EventMap[Type]) => unknown;

declare module './element.js' {
  interface GenesysToasterElement {
    addEventListener<Type extends keyof EventMap>(type: Type, listener: Listener<Type>, options?: boolean | AddEventListenerOptions): void;
    addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
    removeEventListener<Type extends keyof EventMap>(type: Type, listener: Listener<Type>, options?: boolean | EventListenerOptions): void;
    removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
  }
}
