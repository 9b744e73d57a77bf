/** Adds a listener, which gets the event and the element that it is about. */
export type On = <T extends keyof HTMLElementEventMap>(
  target: HTMLElement | Document,
  type: T | 'visibilitychange',
  listener: (event: HTMLElementEventMap[T], at: HTMLElement) => void,
  capture?: boolean,
) => void;

/** Gives what adds listeners that go with `signal`. */
export const until =
  (signal: AbortSignal): On =>
  (target, type, listener, capture = false) =>
    target.addEventListener(type, (event) => listener(event as Parameters<typeof listener>[0], event.target as HTMLElement), { signal, capture });
