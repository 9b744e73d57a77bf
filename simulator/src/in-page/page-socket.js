// @ts-check

import { byteLength } from '../bytes.js';
import { ServerEnd } from './server-end.js';

/** @typedef {import('../handshake.js').Upgrade} Upgrade */

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
const STATES = { CONNECTING, OPEN, CLOSING, CLOSED };

const TYPES = /** @type {const} */ (['open', 'message', 'error', 'close']);

/** The code of a close that named none, and of a connection that broke. */
const CLOSE_NO_STATUS = 1005;
const CLOSE_ABNORMAL = 1006;

/** The longest reason of a close, in bytes (RFC 6455). */
const MAX_REASON_BYTES = 123;

/** A `CloseEvent`, which Node 20 does not have. */
class Closed extends Event {
  /** @param {number} code @param {string} reason */
  constructor(code, reason) {
    super('close');
    this.code = code;
    this.reason = reason;
    this.wasClean = code !== CLOSE_ABNORMAL;
  }
}

/** The page's end of a socket to the simulator: a `WebSocket` as the standard describes it, without subprotocols. */
export class PageSocket extends EventTarget {
  /** @type {((event: Event) => void) | null} */
  onopen = null;
  /** @type {((event: MessageEvent) => void) | null} */
  onmessage = null;
  /** @type {((event: Event) => void) | null} */
  onerror = null;
  /** @type {((event: Closed) => void) | null} */
  onclose = null;
  /** @type {BinaryType} */
  binaryType = 'blob';
  bufferedAmount = 0;
  extensions = '';
  protocol = '';
  readyState = CONNECTING;
  url;
  /** The other end, when it is open. @type {ServerEnd | null} */
  #server = null;
  /** Who waits for the end of the handshake without a socket. @type {(() => void)[]} */
  #onBroken = [];

  /** @param {string} url @param {(upgrade: Upgrade) => void} upgrade */
  constructor(url, upgrade) {
    super();
    const address = new URL(url, globalThis.location?.href);
    address.protocol = address.protocol.replace('http', 'ws');
    this.url = address.href;
    for (const type of TYPES) this.addEventListener(type, (event) => this[`on${type}`]?.call(this, /** @type {any} */ (event)));
    queueMicrotask(() => {
      if (this.readyState === CONNECTING) upgrade(this.#handshake(`${address.pathname}${address.search}`));
    });
  }

  /** @param {string | ArrayBufferLike | ArrayBufferView | Blob} data */
  send(data) {
    if (this.readyState === CONNECTING) throw new DOMException('Still in CONNECTING state.', 'InvalidStateError');
    if (this.readyState !== OPEN) return;
    if (typeof data === 'string') queueMicrotask(() => this.#server?.takeMessage(data));
    else void new Response(/** @type {BodyInit} */ (data)).text().then((text) => this.#server?.takeMessage(text));
  }

  /** @param {number} [code] @param {string} [reason] */
  close(code, reason = '') {
    if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
      throw new DOMException(`The close code must be 1000, or 3000 to 4999; ${code} is neither.`, 'InvalidAccessError');
    }
    if (byteLength(reason) > MAX_REASON_BYTES) throw new DOMException(`The reason is longer than ${MAX_REASON_BYTES} bytes.`, 'SyntaxError');
    if (this.readyState === CLOSING || this.readyState === CLOSED) return;
    const wasOpen = this.readyState === OPEN;
    this.readyState = CLOSING;
    if (wasOpen) queueMicrotask(() => this.#server?.takeClose(code ?? CLOSE_NO_STATUS, reason));
    else this.#break();
  }

  /** @param {string} path With its query. @returns {Upgrade} */
  #handshake(path) {
    const broken = this.#onBroken;
    const fail = () => this.#break();
    const isBroken = () => this.readyState === CLOSING || this.readyState === CLOSED;
    return {
      url: path,
      origin: globalThis.location?.origin ?? null,
      connection: {
        get destroyed() {
          return isBroken();
        },
        destroy: fail,
        once: (_event, listener) => broken.push(listener),
      },
      // A page that leaves says so.
      breakWhenClientLeaves: () => () => {},
      accept: (onOpen) => this.#accept(onOpen),
      refuse: fail,
    };
  }

  /** @param {(socket: ServerEnd) => void} onOpen */
  #accept(onOpen) {
    if (this.readyState !== CONNECTING) return;
    const server = new ServerEnd({
      receive: (payload) => this.#receive(payload),
      end: (code, reason) => this.#end(code, reason),
      fail: () => this.#fail(),
    });
    this.#server = server;
    queueMicrotask(() => {
      if (this.readyState !== CONNECTING) return server.terminate();
      this.readyState = OPEN;
      this.dispatchEvent(new Event('open'));
    });
    onOpen(server);
  }

  /** Ends the handshake without a socket. */
  #break() {
    if (this.readyState === CLOSED || this.#server) return;
    this.readyState = CLOSING;
    for (const tell of this.#onBroken.splice(0)) tell();
    queueMicrotask(() => this.#fail());
  }

  /** @param {string | Uint8Array} payload */
  #receive(payload) {
    if (this.readyState !== OPEN) return;
    this.dispatchEvent(new MessageEvent('message', { data: typeof payload === 'string' ? payload : this.#binary(payload), origin: new URL(this.url).origin }));
  }

  /** @param {Uint8Array} payload */
  #binary(payload) {
    const bytes = Uint8Array.from(payload);
    return this.binaryType === 'blob' ? new Blob([bytes]) : bytes.buffer;
  }

  /** It broke: an error says nothing, and a close follows. */
  #fail() {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new Closed(CLOSE_ABNORMAL, ''));
  }

  /** @param {number} code @param {string} reason */
  #end(code, reason) {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.dispatchEvent(new Closed(code, reason));
  }
}

Object.assign(PageSocket, STATES);
Object.assign(PageSocket.prototype, STATES);
