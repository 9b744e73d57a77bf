// @ts-check

import { now } from './clock.js';
import { FaultQueue } from './faults.js';
import { errorBody, errorCodeFor } from './http.js';
import { breakConnection } from './network.js';
import { upgradeRouteAt } from './upgrade-routes.js';

/** @typedef {import('./upgrade-routes.js').UpgradeRoute} UpgradeRoute */
/** @typedef {import('./network.js').Line} Line */
/** @typedef {import('./records.js').HandshakeRecord} HandshakeRecord */
/** @typedef {import('./notifications/channels.js').Channels} Channels */
/** @typedef {import('./sockets.js').ServerSocket} ServerSocket */
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

/** The answer to a client that gets no socket. @typedef {{ status: number, headers: Record<string, string>, body: string }} Refused */

/**
 * A client that asks for a socket, as a server's port or the page brings it.
 *
 * @typedef {object} Upgrade
 * @property {string} url The path with its query.
 * @property {string | null} origin
 * @property {Line & { destroyed: boolean, once: (event: 'close', listener: () => void) => unknown }} connection
 * @property {() => () => void} breakWhenClientLeaves While nobody reads; what it returns ends that.
 * @property {(onOpen: (socket: ServerSocket) => void) => void} accept
 * @property {(answer: Refused) => void} refuse
 */

/** `GET /api/v2/routing/events?access_token=…` and `GET /channels/{id}` with an upgrade to a WebSocket. */
export class HandshakeEndpoint {
  /** @type {FaultQueue<HandshakeFault>} */
  faults = new FaultQueue();
  #world;
  #sockets;
  #channels;

  /** @param {World} world @param {Sockets} sockets @param {Channels} channels */
  constructor(world, sockets, channels) {
    this.#world = world;
    this.#sockets = sockets;
    this.#channels = channels;
  }

  /** @param {Upgrade} upgrade */
  handle(upgrade) {
    const { connection, origin } = upgrade;
    const letGo = this.#world.network.hold(connection);
    connection.once('close', letGo);
    const url = new URL(upgrade.url, 'http://simulator');
    const route = upgradeRouteAt(url, { world: this.#world, sockets: this.#sockets, channels: this.#channels });
    const record = this.#world.records.handshake(route?.source ?? null, origin);
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
      return refuse(upgrade, { status: 404, outcome: 'not-served', code: 'not.found', message: `There is no socket at ${url.pathname}` });
    }
    const attempt = { upgrade, record, route, letGo };
    const fault = this.faults.take(({ source }) => source === undefined || source === route.source);
    return fault ? this.#strike(fault, attempt) : this.#answer(attempt);
  }

  /** @typedef {{ upgrade: Upgrade, record: HandshakeRecord, route: UpgradeRoute, letGo: () => void }} Attempt */

  /** @param {HandshakeFault} fault @param {Attempt} attempt */
  #strike(fault, attempt) {
    const { upgrade, record } = attempt;
    switch (fault.kind) {
      case 'status': {
        this.#note(record, 'status', fault.status);
        const message = `The simulator was asked to answer ${fault.status}`;
        return refuse(upgrade, { status: fault.status, outcome: 'status', code: errorCodeFor(fault.status), message }, fault.retryAfterSeconds);
      }
      case 'slow':
        return this.#answerLate(fault.delayMs, attempt);
      case 'hang':
        upgrade.breakWhenClientLeaves();
        return this.#note(record, 'hang', null);
      case 'drop':
        this.#note(record, 'drop', null);
        return breakConnection(upgrade.connection);
      case 'accept-and-drop':
        return this.#answer(attempt, fault);
    }
  }

  /** @param {number} delayMs @param {Attempt} attempt */
  #answerLate(delayMs, attempt) {
    const { upgrade, record } = attempt;
    record.outcome = 'slow';
    const stopWatching = upgrade.breakWhenClientLeaves();
    this.#world.timers.after(delayMs, () => {
      if (upgrade.connection.destroyed) return;
      stopWatching();
      this.#answer(attempt);
    });
  }

  /** @param {Attempt} attempt @param {{ afterMs: number, code: number | null }} [thenDrop] */
  #answer({ upgrade, record, route, letGo }, thenDrop) {
    const refusal = route.refusal();
    if (refusal) {
      this.#note(record, refusal.outcome, refusal.status);
      return refuse(upgrade, refusal);
    }
    return upgrade.accept((socket) => {
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

/** Answers with an HTTP error. @param {Upgrade} upgrade @param {Refusal} refusal @param {number} [retryAfterSeconds] */
function refuse(upgrade, { status, code, message }, retryAfterSeconds) {
  upgrade.refuse({
    status,
    headers: { 'Content-Type': 'application/json', ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }) },
    body: JSON.stringify(errorBody({ status, code, message })),
  });
}
