/** A `WebSocket` that the benchmark itself feeds: it opens by itself, and answers pings. */

const PONG = '{"topicName":"channel.metadata","eventBody":{"message":"pong"}}';

let openedFirst;
/** Every socket that was opened since {@link installSocket}; `first`: when the first one was, by `performance.now()`. @type {FedSocket[] & { first: Promise<number> }} */
export const sockets = Object.assign([], { first: new Promise((resolve) => (openedFirst = resolve)) });

export class FedSocket {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSED = 3;
  readyState = 0;
  binaryType = 'blob';
  onopen = null;
  onmessage = null;
  onclose = null;
  onerror = null;

  /** @param {string} url */
  constructor(url) {
    openedFirst(performance.now());
    this.url = url;
    sockets.push(this);
    setTimeout(() => {
      this.readyState = FedSocket.OPEN;
      this.onopen?.({ type: 'open' });
    });
  }

  /** @param {string} text */
  send(text) {
    if (text.includes('ping')) queueMicrotask(() => this.onmessage?.({ data: PONG }));
  }

  close() {
    this.readyState = FedSocket.CLOSED;
  }
}

/** Puts it where clients look for one. */
export function installSocket() {
  globalThis.WebSocket = /** @type {any} */ (FedSocket);
}
