/**
 * Event listeners that are removed together. They are removed by `removeEventListener`, not by an `AbortSignal`: in a page with zone.js that may remove
 * listeners of the page, too.
 */
export interface Listeners {
  readonly on: (target: EventTarget, type: string, listener: (event: Event) => void, capture?: boolean) => void;
  /** Removes all of them. */
  readonly end: () => void;
}

export function createListeners(): Listeners {
  const removals: (() => void)[] = [];
  return {
    on(target, type, listener, capture = false) {
      target.addEventListener(type, listener, capture);
      removals.push(() => target.removeEventListener(type, listener, capture));
    },
    end() {
      for (const remove of removals.splice(0)) remove();
    },
  };
}
