// @ts-check

import { now } from './clock.js';

/**
 * @typedef {object} TokenRequestRecord
 * @property {number} index
 * @property {number} at When it came, in ms since 1970.
 * @property {string | null} clientId What it said; `null` where it said nothing.
 * @property {string | null} origin The page that asked.
 * @property {number | null} status `null` until it is answered.
 * @property {string} outcome `granted`, `rate-limited`, `invalid-client` …, or the kind of the fault.
 * @property {number | null} answeredAt
 * @property {string | null} retryAfter The header as it was sent.
 * @property {number | null} notBeforeAt No earlier than this, said the answer.
 * @property {boolean} early Whether it came before the time that the client's last 429 named.
 * @property {number | null} abortedAt When the client went away without an answer.
 */

/**
 * @typedef {object} HandshakeRecord
 * @property {number} index
 * @property {number} at
 * @property {import('./sockets.js').Source | null} source `null` where there is no socket.
 * @property {string | null} clientId Whose token or channel it was.
 * @property {string | null} origin
 * @property {string} outcome `opened`, `not-served`, `no-token`, `unknown-token` …, or the kind of the fault.
 * @property {number | null} status 101 when opened; `null` where there was no answer (yet).
 * @property {number | null} abortedAt When the connection ended without an answer.
 */

/**
 * @typedef {object} SocketRecord
 * @property {number} index
 * @property {number} socketId
 * @property {import('./sockets.js').Source} source
 * @property {string | null} channelId
 * @property {string} clientId
 * @property {number} openedAt
 * @property {number | null} closedAt
 * @property {number | null} closeCode
 * @property {string | null} closeReason
 * @property {'client' | 'simulator' | 'network' | null} closedBy
 * @property {number} framesDelivered
 * @property {number} messagesReceived
 */

/**
 * @typedef {object} ApiRequestRecord
 * @property {number} index
 * @property {number} at When it came, in ms since 1970.
 * @property {string} method
 * @property {string} path With its query.
 * @property {unknown} body As JSON; `null` where there is none, none that can be read, or a long one.
 * @property {boolean} tookEffect Whether it did what it asked for.
 * @property {string | null} clientId Whose token it was; `null` without a token that was ever issued.
 * @property {string | null} userId The token's user.
 * @property {string | null} origin The page that asked.
 * @property {string} requestId What the answer's `ININ-Correlation-Id` says.
 * @property {number | null} status `null` until it is answered.
 * @property {string} outcome `answered`, `rate-limited`, `refused`, `not-served`, or the kind of the fault.
 * @property {number | null} answeredAt
 * @property {string | null} retryAfter The header as it was sent.
 * @property {number | null} notBeforeAt No earlier than this, said the answer.
 * @property {boolean} early Whether it came before the time that the token's last 429 named.
 * @property {number | null} abortedAt When the client went away without an answer.
 */

/** @typedef {'event' | 'duplicate' | 'late' | 'system'} EventKind */

/**
 * An event of the Notifications API: a frame under a topic, other than `channel.metadata`.
 *
 * @typedef {object} EventRecord
 * @property {number} index
 * @property {number} at
 * @property {EventKind} kind
 * @property {string} topicName
 * @property {string | null} conversationId
 * @property {number} bytes
 * @property {number} deliveredTo The number of sockets.
 */

/** @typedef {'event' | 'duplicate' | 'late' | 'text' | 'malformed' | 'oversized' | 'binary' | 'other-event'} FrameKind */

/**
 * @typedef {object} FrameRecord
 * @property {number} index
 * @property {number} at
 * @property {FrameKind} kind
 * @property {string | null} conversationId
 * @property {string | null} state
 * @property {string | null} mediaType
 * @property {number} bytes
 * @property {number} deliveredTo The number of sockets.
 */

/** The newest entries of one kind, each with a running `index`. @template {{ index: number }} T */
export class Log {
  #limit;
  #next = 0;
  /** Oldest first. @type {T[]} */
  entries = [];

  /** @param {number} limit How many entries are kept. */
  constructor(limit) {
    this.#limit = limit;
  }

  /** @param {Omit<T, 'index'>} entry @returns {T} The entry as kept: what changes later is changed in it. */
  add(entry) {
    const kept = /** @type {T} */ ({ index: this.#next, ...entry });
    this.#next += 1;
    this.entries.push(kept);
    // In chunks: taking the first off a long array each time costs its whole length.
    if (this.entries.length >= this.#limit * 2) this.entries.splice(0, this.entries.length - this.#limit);
    return kept;
  }

  /** @param {number} index @returns {{ entries: T[], next: number }} */
  since(index) {
    return { entries: this.entries.filter((entry) => entry.index >= index), next: this.#next };
  }

  clear() {
    this.entries.length = 0;
    this.#next = 0;
  }
}

/** What has happened: to be looked at and asserted on. */
export class Records {
  /** @param {number} limit */
  constructor(limit) {
    /** @type {Log<TokenRequestRecord>} */
    this.tokenRequests = new Log(limit);
    /** @type {Log<HandshakeRecord>} */
    this.handshakes = new Log(limit);
    /** @type {Log<SocketRecord>} */
    this.sockets = new Log(limit);
    /** @type {Log<FrameRecord>} */
    this.frames = new Log(limit);
    /** @type {Log<ApiRequestRecord>} */
    this.apiRequests = new Log(limit);
    /** @type {Log<EventRecord>} */
    this.events = new Log(limit);
    this.counters = freshCounters();
  }

  /** @param {string | null} clientId @param {string | null} origin @returns {TokenRequestRecord} */
  tokenRequest(clientId, origin) {
    this.counters.tokenRequests += 1;
    return this.tokenRequests.add({
      at: now(),
      clientId,
      origin,
      status: null,
      outcome: 'pending',
      answeredAt: null,
      retryAfter: null,
      notBeforeAt: null,
      early: false,
      abortedAt: null,
    });
  }

  /**
   * @param {Pick<ApiRequestRecord, 'method' | 'path' | 'clientId' | 'userId' | 'origin' | 'requestId'>} request
   * @returns {ApiRequestRecord}
   */
  apiRequest(request) {
    this.counters.apiRequests += 1;
    const pending = { body: null, tookEffect: false, status: null, outcome: 'pending', answeredAt: null, retryAfter: null, notBeforeAt: null };
    return this.apiRequests.add({ at: now(), ...request, ...pending, early: false, abortedAt: null });
  }

  /** @param {import('./sockets.js').Source | null} source @param {string | null} origin @returns {HandshakeRecord} */
  handshake(source, origin) {
    this.counters.handshakes += 1;
    return this.handshakes.add({ at: now(), source, clientId: null, origin, outcome: 'pending', status: null, abortedAt: null });
  }

  /** @param {number} code */
  closed(code) {
    this.counters.closes[code] = (this.counters.closes[code] ?? 0) + 1;
  }

  clear() {
    for (const log of [this.tokenRequests, this.handshakes, this.sockets, this.frames, this.apiRequests, this.events]) log.clear();
    this.counters = freshCounters();
  }
}

function freshCounters() {
  return {
    tokenRequests: 0,
    tokensIssued: 0,
    rateLimited: 0,
    earlyTokenRequests: 0,
    handshakes: 0,
    handshakesRefused: 0,
    socketsOpened: 0,
    maxSocketsOpen: 0,
    /** By close code. @type {Record<number, number>} */
    closes: {},
    frames: 0,
    deliveries: 0,
    messagesReceived: 0,
    apiRequests: 0,
    apiRateLimited: 0,
    earlyApiRequests: 0,
    channelsCreated: 0,
    maxChannelSockets: 0,
    eventsDelivered: 0,
  };
}
