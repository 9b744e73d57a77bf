// @ts-check

import { STATUS_CODES } from 'node:http';
import { WebSocketServer } from 'ws';
import { now } from './clock.js';
import { upgradeRouteAt } from './upgrade-routes.js';
import { FaultQueue } from './faults.js';
import { errorBody, errorCodeFor } from './http.js';
import { breakConnection } from './network.js';

/** @typedef {import('./upgrade-routes.js').UpgradeRoute} UpgradeRoute */
/** @typedef {import('./http.js').Request} Request */
/** @typedef {import('node:stream').Duplex} Duplex */
/** @typedef {import('./records.js').HandshakeRecord} HandshakeRecord */
/** @typedef {import('./notifications/channels.js').Channels} Channels */
/** @typedef {import('./sockets.js').Sockets} Sockets */
/** @typedef {import('./sockets.js').Source} Source */
/** @typedef {import('./token-check.js').Refusal} Refusal */
/** @typedef {import('./world.js').World} World */

/**
 * @typedef {{ source?: Source } & ({ kind: 'status', status: number, retryAfterSeconds?: number }
 *   | { kind: 'slow', delayMs: number }
 *   | { kind: 'accept-and-drop', afterMs: number, code: number | null }
 *   | { kind: 'hang' | 'drop' })} HandshakeFault
 */

/** The largest message that a client may send, in bytes. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** `GET /api/v2/routing/events?access_token=…` and `GET /channels/{id}` with an upgrade to a WebSocket. */
export class HandshakeEndpoint {
  /** @type {FaultQueue<HandshakeFault>} */
  faults = new FaultQueue();
  #server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES });
  #world;
  #sockets;
  #channels;

  /** @param {World} world @param {Sockets} sockets @param {Channels} channels */
  constructor(world, sockets, channels) {
    this.#world = world;
    this.#sockets = sockets;
    this.#channels = channels;
  }

  /** Takes the server's `upgrade` event. @param {Request} request @param {Duplex} connection @param {Buffer} head */
  handle(request, connection, head) {
    const letGo = this.#world.network.hold(connection);
    connection.once('close', letGo);
    connection.on('error', () => breakConnection(connection));
    const url = new URL(request.url ?? '/', 'http://simulator');
    const route = upgradeRouteAt(url, { world: this.#world, sockets: this.#sockets, channels: this.#channels });
    const record = this.#world.records.handshake(route?.source ?? null, request.headers.origin ?? null);
    record.clientId = route?.clientId ?? null;
    connection.once('close', () => this.#noteAbort(record));
    this.#world.changed();
    if (this.#world.network.offline) {
      this.#note(record, 'offline', null);
      return breakConnection(connection);
    }
    if (!route) {
      this.#note(record, 'not-served', 404);
      this.#world.log(`there is no socket at ${url.pathname}`);
      return refuse(connection, { status: 404, outcome: 'not-served', code: 'not.found', message: `There is no socket at ${url.pathname}` });
    }
    const upgrade = { request, connection, head, record, route, letGo };
    const fault = this.faults.take(({ source }) => source === undefined || source === route.source);
    return fault ? this.#strike(fault, upgrade) : this.#answer(upgrade);
  }

  /** @typedef {{ request: Request, connection: Duplex, head: Buffer, record: HandshakeRecord, route: UpgradeRoute, letGo: () => void }} Upgrade */

  /** @param {HandshakeFault} fault @param {Upgrade} upgrade */
  #strike(fault, upgrade) {
    const { connection, record } = upgrade;
    switch (fault.kind) {
      case 'status': {
        this.#note(record, 'status', fault.status);
        const message = `The simulator was asked to answer ${fault.status}`;
        return refuse(connection, { status: fault.status, outcome: 'status', code: errorCodeFor(fault.status), message }, fault.retryAfterSeconds);
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
  #answer({ request, connection, head, record, route, letGo }, thenDrop) {
    const refusal = route.refusal();
    if (refusal) {
      this.#note(record, refusal.outcome, refusal.status);
      return refuse(connection, refusal);
    }
    return this.#server.handleUpgrade(request, connection, head, (socket) => {
      letGo();
      record.outcome = thenDrop ? 'accept-and-drop' : 'opened';
      record.status = 101;
      const opened = route.open(socket);
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
