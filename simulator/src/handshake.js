// @ts-check

import { STATUS_CODES } from 'node:http';
import { WebSocketServer } from 'ws';
import { now } from './clock.js';
import { FaultQueue } from './faults.js';
import { errorBody } from './http.js';
import { breakConnection } from './network.js';
import { ROUTING_EVENTS_PATH, ROUTING_EVENTS_SCOPE } from './settings.js';

/** @typedef {import('./http.js').Request} Request */
/** @typedef {import('node:stream').Duplex} Duplex */
/** @typedef {import('./records.js').HandshakeRecord} HandshakeRecord */
/** @typedef {import('./sockets.js').Sockets} Sockets */
/** @typedef {import('./tokens.js').Token} Token */
/** @typedef {import('./world.js').World} World */

/**
 * @typedef {{ kind: 'status', status: number, retryAfterSeconds?: number }
 *   | { kind: 'slow', delayMs: number }
 *   | { kind: 'accept-and-drop', afterMs: number, code: number | null }
 *   | { kind: 'hang' | 'drop' }} HandshakeFault
 */

/** @typedef {{ status: number, outcome: string, code: string, message: string }} Refusal */

/** The largest message that a client may send, in bytes. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** `GET /api/v2/routing/events?access_token=…` with an upgrade to a WebSocket. */
export class HandshakeEndpoint {
  /** @type {FaultQueue<HandshakeFault>} */
  faults = new FaultQueue();
  #server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES });
  #world;
  #sockets;

  /** @param {World} world @param {Sockets} sockets */
  constructor(world, sockets) {
    this.#world = world;
    this.#sockets = sockets;
  }

  /** Takes the server's `upgrade` event. @param {Request} request @param {Duplex} connection @param {Buffer} head */
  handle(request, connection, head) {
    const letGo = this.#world.network.hold(connection);
    connection.once('close', letGo);
    connection.on('error', () => breakConnection(connection));
    const url = new URL(request.url ?? '/', 'http://simulator');
    if (url.pathname !== ROUTING_EVENTS_PATH) {
      return refuse(connection, { status: 404, outcome: '', code: 'not.found', message: `There is no socket at ${url.pathname}` });
    }
    const token = this.#world.tokens.find(url.searchParams.get('access_token') ?? '');
    const record = this.#world.records.handshake(request.headers.origin ?? null);
    record.clientId = token?.clientId ?? null;
    connection.once('close', () => this.#noteAbort(record));
    this.#world.changed();
    const upgrade = { request, connection, head, record, token, letGo, hasToken: url.searchParams.has('access_token') };
    if (this.#world.network.offline) {
      this.#note(record, 'offline', null);
      return breakConnection(connection);
    }
    const fault = this.faults.take();
    return fault ? this.#strike(fault, upgrade) : this.#answer(upgrade);
  }

  /** @typedef {{ request: Request, connection: Duplex, head: Buffer, record: HandshakeRecord, token: Token | null, letGo: () => void, hasToken: boolean }} Upgrade */

  /** @param {HandshakeFault} fault @param {Upgrade} upgrade */
  #strike(fault, upgrade) {
    const { connection, record } = upgrade;
    switch (fault.kind) {
      case 'status': {
        this.#note(record, 'status', fault.status);
        const message = `The simulator was asked to answer ${fault.status}`;
        return refuse(connection, { status: fault.status, outcome: 'status', code: codeFor(fault.status), message }, fault.retryAfterSeconds);
      }
      case 'slow':
        return this.#answerLate(fault.delayMs, upgrade);
      case 'hang':
        breakWhenClientLeaves(connection);
        return this.#note(record, 'hang', null);
      case 'drop':
        this.#note(record, 'drop', null);
        return breakConnection(connection);
      case 'accept-and-drop':
        return this.#answer(upgrade, fault);
    }
  }

  /** @param {number} delayMs @param {Upgrade} upgrade */
  #answerLate(delayMs, upgrade) {
    const { connection, record } = upgrade;
    record.outcome = 'slow';
    const stopWatching = breakWhenClientLeaves(connection);
    this.#world.timers.after(delayMs, () => {
      if (connection.destroyed) return;
      stopWatching();
      this.#answer(upgrade);
    });
  }

  /** @param {Upgrade} upgrade @param {{ afterMs: number, code: number | null }} [thenDrop] */
  #answer({ request, connection, head, record, token, hasToken, letGo }, thenDrop) {
    const refusal = refusalFor(hasToken, token);
    if (refusal) {
      this.#note(record, refusal.outcome, refusal.status);
      return refuse(connection, refusal);
    }
    return this.#server.handleUpgrade(request, connection, head, (socket) => {
      letGo();
      record.outcome = thenDrop ? 'accept-and-drop' : 'opened';
      record.status = 101;
      const opened = this.#sockets.add(socket, /** @type {Token} */ (token));
      if (!thenDrop) return;
      this.#world.timers.after(thenDrop.afterMs, () => {
        if (thenDrop.code === null) this.#sockets.drop(opened);
        else this.#sockets.close(opened, thenDrop.code, '');
      });
    });
  }

  /** @param {HandshakeRecord} record */
  #noteAbort(record) {
    if (record.outcome !== 'hang' && record.outcome !== 'slow') return;
    record.abortedAt = now();
    this.#world.changed();
  }

  /** @param {HandshakeRecord} record @param {string} outcome @param {number | null} status */
  #note(record, outcome, status) {
    record.outcome = outcome;
    record.status = status;
    this.#world.records.counters.handshakesRefused += 1;
    this.#world.log(`handshake refused: ${status ?? 'no answer'} ${outcome}`);
    this.#world.changed();
  }
}

/** @param {boolean} hasToken @param {Token | null} token @returns {Refusal | null} */
function refusalFor(hasToken, token) {
  if (!hasToken) {
    return { status: 401, outcome: 'no-token', code: 'authentication.required', message: 'No authentication bearer token specified' };
  }
  if (!token) return { status: 401, outcome: 'unknown-token', code: 'bad.credentials', message: 'Invalid login credentials.' };
  if (token.state !== 'live') {
    return { status: 401, outcome: `${token.state}-token`, code: 'credentials.expired', message: `The token is ${token.state}` };
  }
  if (!token.scope.split(' ').includes(ROUTING_EVENTS_SCOPE)) {
    return { status: 403, outcome: 'missing-scope', code: 'not.authorized', message: `The token lacks the scope ${ROUTING_EVENTS_SCOPE}` };
  }
  return null;
}

/** An upgraded connection that nobody reads wouldn't notice that the client has gone. @param {Duplex} connection @returns {() => void} Stops looking. */
function breakWhenClientLeaves(connection) {
  const onEnd = () => breakConnection(connection);
  connection.once('end', onEnd);
  connection.resume();
  return () => {
    connection.off('end', onEnd);
    connection.pause();
  };
}

/** @param {number} status */
function codeFor(status) {
  if (status === 401) return 'bad.credentials';
  if (status === 403) return 'not.authorized';
  if (status === 404) return 'not.found';
  if (status === 429) return 'too.many.requests.retry.after';
  return status === 503 ? 'service.unavailable' : 'internal.server.error';
}

/** Answers an upgrade with an HTTP error. @param {Duplex} connection @param {Refusal} refusal @param {number} [retryAfterSeconds] */
function refuse(connection, { status, code, message }, retryAfterSeconds) {
  const body = JSON.stringify(errorBody({ status, code, message }));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(retryAfterSeconds === undefined ? [] : [`Retry-After: ${retryAfterSeconds}`]),
  ];
  connection.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
