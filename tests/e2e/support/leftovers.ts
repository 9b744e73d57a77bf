/** What a page has going: counted from outside the package, by the browser's own functions. */

export interface Leftovers {
  readonly timers: number;
  readonly requests: number;
  readonly sockets: number;
  /** Of the page's scripts on the window and the document, by type. */
  readonly listeners: readonly string[];
}

/** What nothing is left of. */
export const NOTHING: Leftovers = { timers: 0, requests: 0, sockets: 0, listeners: [] };

declare global {
  interface Window {
    /** On pages that {@link countLeftovers} ran in. */
    readonly leftovers: () => Leftovers;
  }
}

/** Runs in a page before all else, and so may refer to nothing outside. */
export function countLeftovers(): void {
  const timers = new Set<unknown>();
  const sockets = new Set<WebSocket>();
  const listeners: { target: EventTarget; type: string; listener: unknown }[] = [];
  let requests = 0;

  const setTimeout = window.setTimeout.bind(window);
  const clearTimeout = window.clearTimeout.bind(window);
  const fetch = window.fetch.bind(window);
  const OwnWebSocket = window.WebSocket;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with what they are called with
  const { addEventListener, removeEventListener } = EventTarget.prototype;

  class CountedWebSocket extends OwnWebSocket {
    constructor(url: string) {
      super(url);
      sockets.add(this);
      addEventListener.call(this, 'close', () => void sockets.delete(this));
    }
  }
  const forget = (target: EventTarget, type: string, listener: unknown): void => {
    const at = listeners.findIndex((one) => one.target === target && one.type === type && one.listener === listener);
    if (at >= 0) listeners.splice(at, 1);
  };

  Object.assign(window, {
    WebSocket: CountedWebSocket,
    setTimeout(handler: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) {
      const id = setTimeout(() => {
        timers.delete(id);
        handler(...args);
      }, ms);
      timers.add(id);
      return id;
    },
    clearTimeout(id: number) {
      timers.delete(id);
      clearTimeout(id);
    },
    fetch(...args: Parameters<typeof fetch>) {
      requests++;
      return fetch(...args).finally(() => {
        requests--;
      });
    },
    leftovers: () => ({ timers: timers.size, requests, sockets: sockets.size, listeners: listeners.map(({ type }) => type).sort() }),
  });

  EventTarget.prototype.addEventListener = function (type, listener, options) {
    addEventListener.call(this, type, listener, options);
    if (this !== window && this !== document) return;
    // React listens for changes of the selection for ever, once for each document; the tests' own tool is of no address.
    if (type === 'selectionchange' || !new Error().stack?.includes(location.origin)) return;
    listeners.push({ target: this, type, listener });
    const signal = typeof options === 'object' ? options.signal : undefined;
    if (signal) addEventListener.call(signal, 'abort', () => forget(this, type, listener));
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    removeEventListener.call(this, type, listener, options);
    forget(this, type, listener);
  };
}
