// @ts-check

import { byteLength } from '../bytes.js';
import { now } from '../clock.js';
import { Prng, deriveSeed } from '../prng.js';
import { isOpen } from '../sockets.js';
import { answerMessage } from './channel-messages.js';
import { HEARTBEAT, socketClosingFrame, systemFrame } from './frames.js';
import { expandTopic, judgeTopic } from './topics.js';

/** @typedef {import('../sockets.js').Connection} Connection */
/** @typedef {import('../sockets.js').ServerSocket} ServerSocket */
/** @typedef {import('../sockets.js').Sockets} Sockets */
/** @typedef {import('../tokens.js').Token} Token */
/** @typedef {import('../world.js').World} World */

/**
 * @typedef {object} Channel
 * @property {string} channelId
 * @property {Token} token The one that made it or renewed it last.
 * @property {number} createdAt
 * @property {number} lastUsedAt
 * @property {number} expiresAt
 * @property {Set<string>} topics As they were asked for.
 * @property {Connection | null} connection Its socket, if one is open.
 * @property {boolean} live Whether it is there; else it is gone.
 * @property {boolean} deaf Whether it delivers no events, and shows nothing of it.
 * @property {() => void} cancelExpiry
 */

const ID_PREFIX = 'streaming-5-';

const ID_LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

const ID_LENGTH = 26;

/** The channels of the Notifications API, each with its topics and its socket. */
export class Channels {
  /** Oldest first. @type {Map<string, Channel>} */
  #live = new Map();
  /** Who is subscribed to a topic, by its name in lower case. @type {Map<string, Set<Channel>>} */
  #byTopic = new Map();
  /** Whether channels made from now on are deaf. */
  deafenNew = false;
  #random;
  #seed;
  #world;
  #sockets;

  /** @param {World} world @param {Sockets} sockets @param {number} seed */
  constructor(world, sockets, seed) {
    this.#world = world;
    this.#sockets = sockets;
    this.#seed = deriveSeed(seed, 'channels');
    this.#random = new Prng(this.#seed);
  }

  get size() {
    return this.#live.size;
  }

  /** Those that are there, oldest first. @returns {Channel[]} */
  list() {
    return [...this.#live.values()];
  }

  /** @param {string} channelId @returns {Channel | null} `null` where there is none, or none any more. */
  find(channelId) {
    return this.#live.get(channelId) ?? null;
  }

  /** A user's channels through one client. @param {Token} token @returns {Channel[]} */
  ofOwner(token) {
    return this.list().filter((channel) => isOwner(channel, token));
  }

  /** @param {string} channelId @param {Token} token @returns {Channel | null} `null` also where it is somebody else's. */
  findOwned(channelId, token) {
    const channel = this.find(channelId);
    return channel && isOwner(channel, token) ? channel : null;
  }

  /** Makes a channel; one too many displaces another. @param {Token} token @returns {Channel} */
  create(token) {
    const { settings, records, log } = this.#world;
    while (this.ofOwner(token).length >= settings.current.channelLimit) this.displace(leastNeeded(this.ofOwner(token)));
    const at = now();
    /** @type {Channel} */
    const channel = {
      channelId: `${ID_PREFIX}${Array.from({ length: ID_LENGTH }, () => this.#random.pick(ID_LETTERS)).join('')}`,
      token,
      createdAt: at,
      lastUsedAt: at,
      expiresAt: at,
      topics: new Set(),
      connection: null,
      live: true,
      deaf: this.deafenNew,
      cancelExpiry: () => {},
    };
    this.#live.set(channel.channelId, channel);
    this.#renew(channel, token);
    records.counters.channelsCreated += 1;
    log(`channel of ${ownerName(this.#world, token)} made: ${this.ofOwner(token).length} of theirs`);
    return channel;
  }

  /** Sets a channel's topics anew, which renews it. @param {Channel} channel @param {Iterable<string>} topics @param {Token} token */
  setTopics(channel, topics, token) {
    this.#unindex(channel);
    channel.topics = new Set(topics);
    for (const topic of channel.topics) {
      for (const single of expandTopic(topic)) {
        const key = single.toLowerCase();
        this.#byTopic.set(key, (this.#byTopic.get(key) ?? new Set()).add(channel));
      }
    }
    this.#renew(channel, token);
  }

  /** Takes all topics off a channel, which doesn't renew it. @param {Channel} channel */
  clearTopics(channel) {
    this.#unindex(channel);
    channel.topics = new Set();
    this.#world.changed();
  }

  /** @param {string} topic A single one. @returns {Channel[]} */
  subscribers(topic) {
    return [...(this.#byTopic.get(topic.toLowerCase()) ?? [])];
  }

  /** @param {string} topic @param {Token} token @returns {import('./topics.js').TopicJudgement} */
  judge(topic, { userId }) {
    const { directory, settings } = this.#world;
    const own = userId === null ? undefined : directory.find(userId)?.permissions;
    return judgeTopic(topic, { userId, permissions: own ?? settings.current.permissions });
  }

  /** Takes a socket that was opened on a live channel; one that it had is closed. @param {string} channelId @param {ServerSocket} socket @returns {Connection} */
  enter(channelId, socket) {
    const channel = /** @type {Channel} */ (this.find(channelId));
    const previous = channel.connection;
    const connection = this.#sockets.add(socket, channel.token, {
      channelId,
      onMessage: (text) => answerMessage(text, { channel, channels: this, send: (answer) => void this.#sockets.sendTo(connection, answer) }),
    });
    channel.connection = connection;
    channel.lastUsedAt = now();
    socket.on('close', () => {
      if (channel.connection === connection) channel.connection = null;
      this.#world.changed();
    });
    if (previous) this.#sockets.close(previous, this.#world.settings.current.secondSocketCode, '');
    this.#scheduleHeartbeat(connection);
    return connection;
  }

  /** Sends one frame to a channel's socket. @param {Channel} channel @param {string} text @returns {boolean} Whether a socket took it. */
  deliver(channel, text) {
    return channel.connection !== null && this.#sockets.sendTo(channel.connection, text);
  }

  /** Sends a frame of a system topic, and notes it. @param {Channel} channel @param {{ topicName: string, text: string }} frame */
  tell(channel, { topicName, text }) {
    const deliveredTo = this.deliver(channel, text) ? 1 : 0;
    const bytes = byteLength(text);
    this.#world.records.events.add({ at: now(), kind: 'system', topicName, conversationId: null, bytes, deliveredTo });
    this.#world.changed();
  }

  /** Takes a channel away as a newer one does: its socket is informed, and gets nothing more. @param {Channel} channel */
  displace(channel) {
    this.#remove(channel);
    this.tell(channel, systemFrame('no_longer_subscribed', channel));
  }

  /** Ends a channel's life: its socket closes. @param {Channel} channel */
  expire(channel) {
    this.#remove(channel);
    if (channel.connection) this.#sockets.close(channel.connection, this.#world.settings.current.channelExpiryCode, '');
  }

  /**
   * Announces to a channel's socket that it will be closed, and closes it if it is still there.
   *
   * @param {Channel} channel
   * @param {{ afterMs: number, code: number }} maintenance
   */
  closeForMaintenance(channel, { afterMs, code }) {
    const { connection } = channel;
    if (!connection) return;
    this.tell(channel, socketClosingFrame(channel));
    this.#world.timers.after(afterMs, () => this.#sockets.close(connection, code, ''));
  }

  /** Closes the sockets of the channels of these tokens. @param {readonly Token[]} tokens @param {number} code */
  closeSocketsOf(tokens, code) {
    for (const { token, connection } of this.list()) {
      if (connection && tokens.includes(token)) this.#sockets.close(connection, code, '');
    }
  }

  /** Informs the channels of a token that is over, if the service does so. @param {Token} token */
  tokenEnded(token) {
    for (const channel of this.list().filter((candidate) => candidate.token === token)) {
      if (token.state === 'revoked') this.tell(channel, systemFrame('token_revoked', channel));
      else if (this.#world.settings.current.tokenExpiryEndsChannels) this.expire(channel);
    }
  }

  /** @param {readonly Channel[]} chosen @param {boolean} deaf @returns {number} How many changed. */
  setDeaf(chosen, deaf) {
    const changing = chosen.filter((channel) => channel.deaf !== deaf);
    for (const channel of changing) channel.deaf = deaf;
    this.#world.changed();
    return changing.length;
  }

  /** No channel is deaf, nor will one be. */
  clearFaults() {
    this.deafenNew = false;
    this.setDeaf(this.list(), false);
  }

  /** Forgets all channels and starts the seed's sequence again; sockets are left alone. */
  reset() {
    for (const channel of this.list()) this.#remove(channel);
    this.deafenNew = false;
    this.#random = new Prng(this.#seed);
  }

  /** @param {Channel} channel @param {Token} token */
  #renew(channel, token) {
    const lifeMs = this.#world.settings.current.channelLifeSeconds * 1000;
    channel.token = token;
    channel.lastUsedAt = now();
    channel.expiresAt = channel.lastUsedAt + lifeMs;
    channel.cancelExpiry();
    channel.cancelExpiry = this.#world.timers.after(lifeMs, () => this.expire(channel));
    this.#world.changed();
  }

  /** @param {Channel} channel */
  #remove(channel) {
    channel.live = false;
    channel.cancelExpiry();
    this.#live.delete(channel.channelId);
    this.#unindex(channel);
    this.#world.log(`channel of ${ownerName(this.#world, channel.token)} is gone`);
    this.#world.changed();
  }

  /** @param {Channel} channel */
  #unindex(channel) {
    for (const key of [...channel.topics].flatMap(expandTopic).map((topic) => topic.toLowerCase())) {
      const subscribed = this.#byTopic.get(key);
      subscribed?.delete(channel);
      if (subscribed?.size === 0) this.#byTopic.delete(key);
    }
  }

  /** @param {Connection} connection */
  #scheduleHeartbeat(connection) {
    const { settings, timers } = this.#world;
    timers.after(settings.current.heartbeatSeconds * 1000, () => {
      if (!isOpen(connection)) return;
      this.#sockets.sendTo(connection, HEARTBEAT);
      this.#world.changed();
      this.#scheduleHeartbeat(connection);
    });
  }
}

/** @param {Channel} channel @param {Token} token */
function isOwner(channel, token) {
  return channel.token.clientId === token.clientId && channel.token.userId === token.userId;
}

/** The one that goes when there are too many: without a socket before those with one, then the one used longest ago. @param {Channel[]} channels Not empty. @returns {Channel} */
function leastNeeded(channels) {
  const withoutSocket = channels.filter(({ connection }) => connection === null);
  const candidates = withoutSocket.length > 0 ? withoutSocket : channels;
  return candidates.reduce((least, channel) => (channel.lastUsedAt < least.lastUsedAt ? channel : least));
}

/** Whose channel it is, for a line of the log: an id would be as good as a token. @param {World} world @param {Token} token */
function ownerName({ directory }, { userId, clientId }) {
  return userId === null ? clientId : (directory.find(userId)?.name ?? userId);
}
