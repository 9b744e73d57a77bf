// @ts-check

import { now } from './clock.js';
import { NotFound } from './check.js';

/** @typedef {import('./records.js').SocketRecord} SocketRecord */
/** @typedef {import('./tokens.js').Token} Token */
/** @typedef {import('./world.js').World} World */

/**
 * What is used of a WebSocket of the `ws` library. Written out, so that the package's declarations need none of its.
 *
 * @typedef {object} ServerSocket
 * @property {number} readyState
 * @property {boolean} isPaused
 * @property {(payload: string | Buffer, options: { binary: boolean }) => void} send
 * @property {(code: number, reason: string) => void} close
 * @property {() => void} terminate
 * @property {() => void} pause
 * @property {() => void} resume
 * @property {(event: 'message' | 'close' | 'error', listener: (...values: any[]) => void) => unknown} on
 */

/**
 * @typedef {object} Connection
 * @property {number} socketId
 * @property {ServerSocket} socket
 * @property {Token} token
 * @property {SocketRecord} record
 * @property {boolean} silent Delivers nothing.
 * @property {boolean} forgotten Its close is of no interest any more.
 */

/** Close codes of the routing events socket for a token that is over. */
export const CLOSE_TOKEN_OVER = 4001;

/** The `readyState` of an open socket. */
const OPEN = 1;

/** The code that a client sees when the connection broke without a close frame. */
const CLOSE_ABNORMAL = 1006;

/** The open sockets of the routing events endpoint. */
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

  /** The sockets that are open; not those that a close is under way for. @returns {Connection[]} */
  open() {
    return [...this.#connections.values()].filter(({ socket }) => socket.readyState === OPEN);
  }

  /** @param {ServerSocket} socket @param {Token} token @returns {Connection} */
  add(socket, token) {
    const { records, log } = this.#world;
    const socketId = this.#nextId++;
    const record = records.sockets.add({
      socketId,
      clientId: token.clientId,
      openedAt: now(),
      closedAt: null,
      closeCode: null,
      closeReason: null,
      closedBy: null,
      framesDelivered: 0,
      messagesReceived: 0,
    });
    const connection = { socketId, socket, token, record, silent: false, forgotten: false };
    this.#connections.set(socketId, connection);
    socket.on('message', () => {
      record.messagesReceived += 1;
      records.counters.messagesReceived += 1;
      this.#world.changed();
    });
    socket.on('close', (/** @type {number} */ code, /** @type {Buffer} */ reason) => {
      this.#onClose(connection, code, reason.toString('utf8'));
    });
    // A broken connection also closes, and the close says all.
    socket.on('error', () => {});
    records.counters.socketsOpened += 1;
    records.counters.maxSocketsOpen = Math.max(records.counters.maxSocketsOpen, this.open().length);
    log(`socket ${socketId} of ${token.clientId} opened`);
    if (this.silenceNew) this.#silence(connection, this.silenceNew.stopReading);
    this.#world.changed();
    return connection;
  }

  /**
   * Sends one frame.
   *
   * @param {string | Buffer} payload Text, or bytes for a binary frame.
   * @param {number} [socketId] Only to this one.
   * @returns {number} How many sockets it was given to.
   */
  send(payload, socketId) {
    const targets = this.select(socketId).filter(({ silent }) => !silent);
    for (const { socket, record } of targets) {
      socket.send(payload, { binary: typeof payload !== 'string' });
      record.framesDelivered += 1;
    }
    return targets.length;
  }

  /** @param {number} [socketId] @returns {Connection[]} That one, or all open ones. @throws {NotFound} */
  select(socketId) {
    const open = this.open();
    if (socketId === undefined) return open;
    const found = open.find((connection) => connection.socketId === socketId);
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

  /** @param {number | undefined} socketId @param {boolean} stopReading @returns {number} How many. */
  silence(socketId, stopReading) {
    const chosen = this.select(socketId);
    for (const connection of chosen) this.#silence(connection, stopReading);
    this.#world.changed();
    return chosen.length;
  }

  /** @param {number} [socketId] @returns {number} How many. */
  unsilence(socketId) {
    const chosen = this.select(socketId).filter(({ silent }) => silent);
    for (const connection of chosen) {
      connection.silent = false;
      if (connection.socket.isPaused) connection.socket.resume();
      if (connection.token.state !== 'live') this.#closeForToken(connection);
    }
    this.#world.changed();
    return chosen.length;
  }

  /** Closes the sockets of a token that is over. A silent one hears of it when it is silent no more. @param {Token} token */
  tokenEnded(token) {
    for (const connection of this.open()) {
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
