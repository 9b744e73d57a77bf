// @ts-check

import { byteLength } from '../bytes.js';
import { BadParameter, check } from '../check.js';
import { now } from '../clock.js';
import { SOURCES } from '../sockets.js';
import { SLOW_MS } from './fault-params.js';
import { SELECTION, readSelection } from './frames.js';

/** @typedef {import('../handshake.js').HandshakeEndpoint} HandshakeEndpoint */
/** @typedef {import('../handshake.js').HandshakeFault} HandshakeFault */
/** @typedef {import('../sockets.js').Sockets} Sockets */
/** @typedef {import('../world.js').World} World */
/** @typedef {import('./frames.js').SocketSelection} SocketSelection */
/** @typedef {import('./frames.js').Times} Times */

/**
 * A fault of the handshake.
 *
 * @typedef {object} HandshakeFaultParams
 * @property {'status' | 'drop' | 'hang' | 'slow' | 'accept-and-drop'} kind
 * @property {Times} [times] How many handshakes it occurs; 1 by default.
 * @property {import('../sockets.js').Source} [source] Only this source's; any by default.
 * @property {number} [status] `status`: 503 by default.
 * @property {number} [retryAfterSeconds] `status`: sent as `Retry-After` where it is given.
 * @property {number} [delayMs] `slow`: 5000 by default.
 * @property {number} [afterMs] `accept-and-drop`: 0 by default.
 * @property {number | null} [code] `accept-and-drop`: the close code; `null`, the default, breaks the connection.
 */

const KINDS = /** @type {const} */ (['status', 'drop', 'hang', 'slow', 'accept-and-drop']);

/** The longest close reason, in bytes (RFC 6455). */
const MAX_REASON_BYTES = 123;

/**
 * The actions about the sockets and the line under them.
 *
 * @param {World} world
 * @param {Sockets} sockets
 * @param {HandshakeEndpoint} handshakes
 */
export function socketActions(world, sockets, handshakes) {
  return {
    /** Breaks the connections: the client sees 1006. @param {SocketSelection} [params] */
    dropSockets: (params = {}) => {
      check.known(params, [...SELECTION]);
      const chosen = sockets.select(readSelection(params));
      for (const connection of chosen) sockets.drop(connection);
      return { dropped: chosen.length };
    },

    /** Closes properly. @param {{ code?: number, reason?: string } & SocketSelection} [params] */
    closeSockets: (params = {}) => {
      check.known(params, ['code', 'reason', ...SELECTION]);
      const code = check.closeCode(params.code ?? 1000, 'code');
      const reason = check.string(params.reason ?? '', 'reason');
      if (byteLength(reason) > MAX_REASON_BYTES) throw new BadParameter(`reason: at most ${MAX_REASON_BYTES} bytes fit`);
      const chosen = sockets.select(readSelection(params));
      for (const connection of chosen) sockets.close(connection, code, reason);
      return { closed: chosen.length };
    },

    /** The sockets stay open and deliver nothing more. @param {{ stopReading?: boolean, newSockets?: boolean } & SocketSelection} [params] */
    silenceSockets: (params = {}) => {
      check.known(params, ['stopReading', 'newSockets', ...SELECTION]);
      const stopReading = check.boolean(params.stopReading ?? false, 'stopReading');
      if (check.boolean(params.newSockets ?? false, 'newSockets')) sockets.silenceNew = { stopReading };
      return { silenced: sockets.silence(readSelection(params), stopReading) };
    },

    /** They deliver again. @param {SocketSelection} [params] */
    unsilenceSockets: (params = {}) => {
      check.known(params, [...SELECTION]);
      if (params.socketId === undefined) sockets.silenceNew = null;
      return { unsilenced: sockets.unsilence(readSelection(params)) };
    },

    /** The next handshakes go wrong. @param {HandshakeFaultParams} params */
    failHandshakes: (params) => {
      const kind = check.oneOf(params.kind, 'kind', KINDS);
      const { source } = params;
      const only = source === undefined ? {} : { source: check.oneOf(source, 'source', SOURCES) };
      handshakes.faults.add({ ...readFault(kind, params), ...only }, check.times(params.times ?? 1, 'times'));
      return {};
    },

    /** Breaks all connections and refuses everything but the control endpoint. @param {{ durationMs?: number | 'forever' }} [params] */
    goOffline: (params = {}) => {
      check.known(params, ['durationMs']);
      const { durationMs = 'forever' } = params;
      const ms = durationMs === 'forever' || durationMs === Infinity ? Infinity : check.wait(durationMs, 'durationMs');
      world.network.goOffline(ms, now());
      return { offlineUntil: ms === Infinity ? 'forever' : world.network.offlineUntil };
    },

    /** Recovers now. @param {{}} [params] */
    goOnline: (params = {}) => {
      check.known(params, []);
      world.network.goOnline();
      return {};
    },
  };
}

/** @param {HandshakeFaultParams['kind']} kind @param {HandshakeFaultParams} params @returns {HandshakeFault} */
function readFault(kind, params) {
  const common = ['kind', 'times', 'source'];
  switch (kind) {
    case 'status': {
      check.known(params, [...common, 'status', 'retryAfterSeconds']);
      const { retryAfterSeconds: seconds } = params;
      return {
        kind,
        status: check.status(params.status ?? 503, 'status'),
        ...(seconds === undefined ? {} : { retryAfterSeconds: check.count(seconds, 'retryAfterSeconds', 0) }),
      };
    }
    case 'slow':
      check.known(params, [...common, 'delayMs']);
      return { kind, delayMs: check.wait(params.delayMs ?? SLOW_MS, 'delayMs') };
    case 'accept-and-drop': {
      check.known(params, [...common, 'afterMs', 'code']);
      const { code = null } = params;
      return { kind, afterMs: check.wait(params.afterMs ?? 0, 'afterMs'), code: code === null ? null : check.closeCode(code, 'code') };
    }
    default:
      check.known(params, common);
      return { kind };
  }
}
