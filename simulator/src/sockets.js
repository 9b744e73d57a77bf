// @ts-check

import { now } from './clock.js';
import { NotFound } from './check.js';

/** @typedef {import('./records.js').SocketRecord} SocketRecord */
/** @typedef {import('./tokens.js').Token} Token */
/** @typedef {import('./world.js').World} World */

/**
 * What is used of a WebSocket of the `ws` library. Written out, so that the package's declarations need none of its; in a page it is
 * another one (`in-page/socket-pair.js`). As a string, what `message` and `close` bring is text.
 *
 * @typedef {object} ServerSocket
 * @property {number} readyState
 * @property {boolean} isPaused
 * @property {(payload: string | Uint8Array, options: { binary: boolean }) => void} send
 * @property {(code: number, reason: string) => void} close
 * @property {() => void} terminate
 * @property {() => void} pause
 * @property {() => void} resume
 * @property {(event: 'message' | 'close' | 'error', listener: (...values: any[]) => void) => unknown} on
 */

/** Which API a socket belongs to. @typedef {'routing-events' | 'notifications'} Source */

/** One socket, or those of one source, or all. @typedef {{ socketId?: number | undefined, source?: Source | undefined }} Selection */

/**
 * @typedef {object} Connection
 * @property {number} socketId
 * @property {Source} source
 * @property {string | null} channelId
 * @property {ServerSocket} socket
 * @property {Token} token The one it was opened with; for a channel's socket the channel's.
 * @property {SocketRecord} record
 * @property {boolean} silent Delivers nothing.
 * @property {boolean} forgotten Its close is of no interest any more.
 */

/** Close codes of the routing events socket for a token that is over. */
export const CLOSE_TOKEN_OVER = 4001;

/** The sources that there are. @type {readonly Source[]} */
export const SOURCES = ['routing-events', 'notifications'];

/** The `readyState` of an open socket. */
const OPEN = 1;

/** The code that a client sees when the connection broke without a close frame. */
const CLOSE_ABNORMAL = 1006;

/** The open sockets, of routing events and of channels. */
export class Sockets {
  /** @type {Map<number, Connection>} */
  #connections = new Map();
  #nextId = 1;
  #world;
  /** Whether sockets that open from now on are silent, too; `stopReading`: and deaf. @type {{ stopReading: boolean } | null} */
  silenceNew = null;

  /** @param {World} world */
  constructor(world) {
    this.#world = world;
  }

  /** The sockets that are open; not those that a close is under way for. @param {Source} [source] @returns {Connection[]} */
  open(source) {
    return [...this.#connections.values()].filter(
      (connection) => isOpen(connection) && (source === undefined || connection.source === source),
    );
  }

  /**
   * @param {ServerSocket} socket
   * @param {Token} token
   * @param {{ channelId: string, onMessage: (text: string) => void }} [channel] Whose socket it is, if it is one.
   * @returns {Connection}
   */
  add(socket, token, channel) {
    const { records, log } = this.#world;
    const socketId = this.#nextId++;
    /** @type {Source} */
    const source = channel ? 'notifications' : 'routing-events';
    const channelId = channel?.channelId ?? null;
    const record = records.sockets.add({
      socketId,
      source,
      channelId,
      clientId: token.clientId,
      openedAt: now(),
      closedAt: null,
      closeCode: null,
      closeReason: null,
      closedBy: null,
      framesDelivered: 0,
      messagesReceived: 0,
    });
    const connection = { socketId, source, channelId, socket, token, record, silent: false, forgotten: false };
    this.#connections.set(socketId, connection);
    socket.on('message', (/** @type {unknown} */ data) => {
      record.messagesReceived += 1;
      records.counters.messagesReceived += 1;
      channel?.onMessage(String(data));
      this.#world.changed();
    });
    socket.on('close', (/** @type {number} */ code, /** @type {unknown} */ reason) => {
      this.#onClose(connection, code, String(reason));
    });
    // A broken connection also closes, and the close says all.
    socket.on('error', () => {});
    records.counters.socketsOpened += 1;
    this.countOpen();
    log(`socket ${socketId} of ${token.clientId} opened (${source})`);
    if (this.silenceNew) this.#silence(connection, this.silenceNew.stopReading);
    this.#world.changed();
    return connection;
  }

  /** Notes the most that were open at once. */
  countOpen() {
    const { counters } = this.#world.records;
    counters.maxSocketsOpen = Math.max(counters.maxSocketsOpen, this.open().length);
    counters.maxChannelSockets = Math.max(counters.maxChannelSockets, this.open('notifications').length);
  }

  /**
   * Sends one frame.
   *
   * @param {string | Uint8Array} payload Text, or bytes for a binary frame.
   * @param {Selection} selection
   * @returns {number} How many sockets it was given to.
   */
  send(payload, selection) {
    return this.select(selection).filter((connection) => this.sendTo(connection, payload)).length;
  }

  /** @param {Connection} connection @param {string | Uint8Array} payload @returns {boolean} Whether it was given to the socket. */
  sendTo(connection, payload) {
    if (connection.silent || !isOpen(connection)) return false;
    connection.socket.send(payload, { binary: typeof payload !== 'string' });
    connection.record.framesDelivered += 1;
    return true;
  }

  /** @param {Selection} [selection] @returns {Connection[]} Open ones. @throws {NotFound} */
  select({ socketId, source } = {}) {
    if (socketId === undefined) return this.open(source);
    const found = this.open().find((connection) => connection.socketId === socketId);
    if (!found) throw new NotFound(`socketId: no open socket has the id ${socketId}`);
    return [found];
  }

  /** Closes with a close frame. @param {Connection} connection @param {number} code @param {string} reason */
  close(connection, code, reason) {
    const { record, socket } = connection;
    if (socket.readyState !== OPEN) return;
    record.closedBy = 'simulator';
    record.closeCode = code;
    record.closeReason = reason;
    // A paused socket would never see the answer to its close frame.
    if (socket.isPaused) socket.resume();
    socket.close(code, reason);
    this.#world.changed();
  }

  /** Breaks the connection without a close frame. @param {Connection} connection */
  drop(connection) {
    const { record, socket } = connection;
    if (socket.readyState === OPEN) {
      record.closedBy = 'simulator';
      record.closeCode = CLOSE_ABNORMAL;
      record.closeReason = '';
    }
    socket.terminate();
    this.#world.changed();
  }

  dropAll() {
    for (const connection of [...this.#connections.values()]) this.drop(connection);
  }

  /** Closes all, and leaves no trace of it in the counters. @param {number} code @param {string} reason */
  closeAndForget(code, reason) {
    this.silenceNew = null;
    for (const connection of this.#connections.values()) {
      connection.forgotten = true;
      this.close(connection, code, reason);
    }
  }

  /** @param {Selection} selection @param {boolean} stopReading @returns {number} How many. */
  silence(selection, stopReading) {
    const chosen = this.select(selection);
    for (const connection of chosen) this.#silence(connection, stopReading);
    this.#world.changed();
    return chosen.length;
  }

  /** @param {Selection} [selection] @returns {number} How many. */
  unsilence(selection) {
    const chosen = this.select(selection).filter(({ silent }) => silent);
    for (const connection of chosen) {
      connection.silent = false;
      if (connection.socket.isPaused) connection.socket.resume();
      if (connection.source === 'routing-events' && connection.token.state !== 'live') this.#closeForToken(connection);
    }
    this.#world.changed();
    return chosen.length;
  }

  /** Closes the routing events sockets of a token that is over. A silent one is closed when it is no longer silent. @param {Token} token */
  tokenEnded(token) {
    for (const connection of this.open('routing-events')) {
      if (connection.token === token && !connection.silent) this.#closeForToken(connection);
    }
  }

  /** @param {Connection} connection */
  #closeForToken(connection) {
    this.close(connection, CLOSE_TOKEN_OVER, connection.token.state === 'revoked' ? 'token revoked' : 'token expired');
  }

  /** @param {Connection} connection @param {boolean} stopReading */
  #silence(connection, stopReading) {
    connection.silent = true;
    if (stopReading) connection.socket.pause();
    this.#world.log(`socket ${connection.socketId} goes silent`);
  }

  /** @param {Connection} connection @param {number} code @param {string} reason */
  #onClose(connection, code, reason) {
    const { record, socketId } = connection;
    this.#connections.delete(socketId);
    record.closedAt = now();
    if (connection.forgotten) return;
    if (record.closedBy === null) {
      record.closedBy = code === CLOSE_ABNORMAL ? 'network' : 'client';
      record.closeCode = code;
      record.closeReason = reason;
    }
    this.#world.records.closed(/** @type {number} */ (record.closeCode));
    this.#world.log(`socket ${socketId} closed by ${record.closedBy}: ${record.closeCode} ${record.closeReason}`.trimEnd());
    this.#world.changed();
  }
}

/** Whether a socket is open, and no close under way. @param {Connection} connection */
export function isOpen({ socket }) {
  return socket.readyState === OPEN;
}
