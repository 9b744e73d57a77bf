/** The events of `<genesys-toaster>`, for TypeScript. */
import type { GenesysToasterElement } from './element.js';

/** What `<genesys-toaster>` tells where it has no `client`. */
export interface GenesysToasterEventMap {
  /** The agent closed the toast with this `id`. */
  dismiss: CustomEvent<{ id: string }>;
  /** Clocks are to stand: the pointer is over the toaster, or keyboard focus in it. Always followed by one `resume`. */
  pause: CustomEvent;
  resume: CustomEvent;
}

/** All events of the element, its own and those of every element. */
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
