/** Event listeners that are taken off together. By `removeEventListener`: a page with zone.js may have an `AbortSignal` that ends the page's own ones, too. */
export interface Listeners {
  readonly on: (target: EventTarget, type: string, listener: (event: Event) => void, capture?: boolean) => void;
  /** Takes all of them off. */
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
