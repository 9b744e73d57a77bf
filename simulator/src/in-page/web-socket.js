// @ts-check

import { isOwn } from './address.js';
import { PageSocket } from './page-socket.js';

/**
 * A `WebSocket` that opens to the simulator at its own address; at any other one `new` returns the page's.
 *
 * @param {object} parts
 * @param {string} parts.origin
 * @param {(upgrade: import('../handshake.js').Upgrade) => void} parts.upgrade
 * @param {typeof globalThis.WebSocket | undefined} parts.RealWebSocket Old versions of Node have none.
 * @returns {typeof globalThis.WebSocket}
 */
export function createWebSocket({ origin, upgrade, RealWebSocket }) {
  class InPageWebSocket extends PageSocket {
    /** @param {string | URL} url @param {string | string[]} [protocols] */
    constructor(url, protocols) {
      if (!isOwn(url, origin)) {
        if (!RealWebSocket) throw new Error(`There is no WebSocket here but the simulator's, at ${origin}`);
        return /** @type {any} */ (new RealWebSocket(url, protocols));
      }
      super(String(url), upgrade);
    }

    /** @param {unknown} value */
    static [Symbol.hasInstance](value) {
      return value instanceof PageSocket || (RealWebSocket !== undefined && value instanceof RealWebSocket);
    }
  }
  return /** @type {typeof globalThis.WebSocket} */ (/** @type {unknown} */ (InPageWebSocket));
}
