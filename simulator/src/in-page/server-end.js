// @ts-check

/** @typedef {import('../sockets.js').ServerSocket} ServerSocket */

/**
 * What the page's end does when the other end acts. Each is called in a later microtask, in order.
 *
 * @typedef {object} ClientEnd
 * @property {(payload: string | Uint8Array) => void} receive
 * @property {(code: number, reason: string) => void} end Closes it properly.
 * @property {() => void} fail It broke.
 */

const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/** The code of a connection that broke. */
const CLOSE_ABNORMAL = 1006;

/**
 * The simulator's end of a socket to the page: as much of a WebSocket of `ws` as the simulator uses.
 *
 * @implements {ServerSocket}
 */
export class ServerEnd {
  readyState = OPEN;
  isPaused = false;
  #client;
  /** What came while it did not read. @type {(() => void)[]} */
  #held = [];
  /** @type {Record<'message' | 'close' | 'error', ((...values: any[]) => void)[]>} */
  #listeners = { message: [], close: [], error: [] };

  /** @param {ClientEnd} client */
  constructor(client) {
    this.#client = client;
  }

  /** @param {'message' | 'close' | 'error'} event @param {(...values: any[]) => void} listener */
  on(event, listener) {
    this.#listeners[event].push(listener);
  }

  /** @param {string | Uint8Array} payload */
  send(payload) {
    if (this.readyState === OPEN) queueMicrotask(() => this.#client.receive(payload));
  }

  /** @param {number} code @param {string} reason */
  close(code, reason) {
    if (this.readyState !== OPEN) return;
    this.readyState = CLOSING;
    queueMicrotask(() => {
      this.#client.end(code, reason);
      this.#closed(code, reason);
    });
  }

  terminate() {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSING;
    queueMicrotask(() => {
      this.#client.fail();
      this.#closed(CLOSE_ABNORMAL, '');
    });
  }

  pause() {
    this.isPaused = true;
  }

  resume() {
    this.isPaused = false;
    for (const take of this.#held.splice(0)) queueMicrotask(take);
  }

  /** Takes a message of the page's. @param {string} text */
  takeMessage(text) {
    this.#whenReading(() => {
      if (this.readyState === OPEN) this.#emit('message', text);
    });
  }

  /** Takes the page's close, and answers it. @param {number} code @param {string} reason */
  takeClose(code, reason) {
    this.#whenReading(() => {
      this.#client.end(code, reason);
      this.#closed(code, reason);
    });
  }

  /** @param {() => void} take */
  #whenReading(take) {
    if (this.isPaused) this.#held.push(take);
    else take();
  }

  /** @param {number} code @param {string} reason */
  #closed(code, reason) {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.#emit('close', code, reason);
  }

  /** @param {'message' | 'close'} event @param {unknown[]} values */
  #emit(event, ...values) {
    for (const listener of this.#listeners[event]) listener(...values);
  }
}
