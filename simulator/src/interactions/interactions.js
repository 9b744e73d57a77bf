// @ts-check

import { now } from '../clock.js';
import { MEDIA } from '../media/index.js';
import { Prng, deriveSeed } from '../prng.js';
import { isLive, isRinging, ringingLeg } from './interaction.js';
import { customerParty, organisationParty, userParty } from './people.js';

/** @typedef {import('../directory.js').Queue} Queue */
/** @typedef {import('../directory.js').User} User */
/** @typedef {import('../world.js').World} World */
/** @typedef {import('./interaction.js').Interaction} Interaction */
/** @typedef {import('./interaction.js').Leg} Leg */

/**
 * @typedef {object} Beginning
 * @property {string} [conversationId] Drawn where it is left out.
 * @property {string} mediaType
 * @property {string} customerName
 * @property {string | undefined} [customerAddress]
 * @property {Queue | null} queue
 */

/** What is known of a leg before it has ids. @typedef {Pick<Leg, 'purpose' | 'state' | 'self' | 'other'> & Partial<Leg>} LegParts */

/** A leg that rings. @typedef {{ conversationId: string, participantId: string, mediaType: string, userId: string }} RingingLeg */

/** Live conversations that are kept; beyond it the oldest is forgotten. */
const MAX_LIVE = 10_000;

/** Conversations that are over and can still be asked for and wrapped up; beyond it the oldest is forgotten. */
const MAX_OVER = 1000;

/** The conversations as the Platform API knows them: those that go on, and the newest of those that are over. */
export class Interactions {
  /** @type {Map<string, Interaction>} */
  #live = new Map();
  /** @type {Map<string, Interaction>} */
  #over = new Map();
  #random;
  #seed;
  #world;
  #publish;
  #onTimeout;
  #onForgotten;
  /** Whether what happens now is a scenario's doing. */
  inScenario = false;

  /**
   * @param {World} world
   * @param {number} seed
   * @param {(interaction: Interaction) => number | null} publish Sends its events, and returns when, if anybody is subscribed.
   * @param {(interaction: Interaction, leg: Leg) => void} onTimeout Called when a leg has rung for its time.
   * @param {(interaction: Interaction) => void} [onForgotten] Called when nothing is known of a conversation any more.
   */
  constructor(world, seed, publish, onTimeout, onForgotten = () => {}) {
    this.#world = world;
    this.#publish = publish;
    this.#onTimeout = onTimeout;
    this.#onForgotten = onForgotten;
    this.#seed = deriveSeed(seed, 'interactions');
    this.#random = new Prng(this.#seed);
  }

  /** @param {string} conversationId @returns {Interaction | null} */
  find(conversationId) {
    return this.#live.get(conversationId) ?? null;
  }

  /** One that is over. @param {string} conversationId @returns {Interaction | null} */
  findOver(conversationId) {
    return this.#over.get(conversationId) ?? null;
  }

  /** The one that began last of those that fit. @param {(interaction: Interaction) => boolean} fits @returns {Interaction | null} */
  newest(fits) {
    return this.list().reverse().find(fits) ?? null;
  }

  /** Oldest first. @returns {Interaction[]} */
  list() {
    return [...this.#live.values()];
  }

  /** Those that a user has a live leg in. @param {string} userId @returns {Interaction[]} */
  ofUser(userId) {
    return this.list().filter(({ legs }) => legs.some((leg) => leg.userId === userId && isLive(leg)));
  }

  /** What rings now, the conversation that began last at the end. @param {string} [userId] Only at this user's. @param {number} [limit] The newest. @returns {RingingLeg[]} */
  rings(userId, limit = Infinity) {
    /** @type {RingingLeg[]} */
    const found = [];
    for (const { conversationId, mediaType, legs } of this.list().reverse()) {
      for (const leg of legs) {
        if (!isRinging(leg) || leg.userId === null || (userId !== undefined && leg.userId !== userId)) continue;
        found.push({ conversationId, participantId: leg.participantId, mediaType, userId: leg.userId });
      }
      if (found.length >= limit) break;
    }
    return found.reverse();
  }

  /** The conversation that began to ring last. @param {string} [userId] At this user's. @returns {Interaction | null} */
  lastRinging(userId) {
    /** @param {Interaction} interaction */
    const since = (interaction) => ringingLeg(interaction, userId)?.startedAt ?? -Infinity;
    const ringing = this.list().filter((interaction) => ringingLeg(interaction, userId) !== null);
    return ringing.reduce((/** @type {Interaction | null} */ last, next) => (last && since(last) > since(next) ? last : next), null);
  }

  /** Begins a conversation without a leg. @param {Beginning} beginning @returns {Interaction | null} `null` for a medium that the Platform API has not. */
  begin({ conversationId, mediaType, customerName, customerAddress, queue }) {
    const medium = MEDIA.get(mediaType);
    if (!medium) return null;
    /** @type {Interaction} */
    const interaction = {
      conversationId: conversationId ?? this.#random.uuid(),
      mediaType,
      medium,
      startedAt: now(),
      customer: customerParty({ mediaType, name: customerName, address: customerAddress, random: this.#random }),
      customerId: this.#random.uuid(),
      ourAddress: organisationParty(mediaType).address,
      queue,
      attributes: {},
      legs: [],
      transfers: [],
    };
    if (this.#live.size >= MAX_LIVE) this.#discard(this.#live, /** @type {Interaction} */ (this.#live.values().next().value));
    const namesake = this.#over.get(interaction.conversationId);
    if (namesake) this.#discard(this.#over, namesake);
    this.#live.set(interaction.conversationId, interaction);
    return interaction;
  }

  /** @param {Interaction} interaction @param {LegParts} parts @returns {Leg} */
  addLeg(interaction, parts) {
    const at = now();
    /** @type {Leg} */
    const leg = {
      participantId: this.#random.uuid(),
      communicationId: this.#random.uuid(),
      userId: null,
      name: parts.self.name,
      queue: null,
      direction: interaction.mediaType === 'callback' ? 'outbound' : 'inbound',
      initialState: parts.state,
      startedAt: at,
      connectedAt: parts.state === 'connected' ? at : null,
      endedAt: null,
      disconnectType: null,
      alertingTimeoutMs: null,
      held: false,
      heldAt: null,
      muted: false,
      confined: false,
      wrapupRequired: this.#world.settings.current.wrapupRequired,
      wrapup: null,
      acwState: 'pending',
      acwEndedAt: null,
      acwPlanned: false,
      autoAnswer: null,
      ownCall: false,
      consultParticipantId: null,
      acd: false,
      consulted: false,
      transferSource: null,
      peerId: interaction.legs[0]?.communicationId ?? null,
      cancelTimeout: () => {},
      ...parts,
    };
    interaction.legs.push(leg);
    if (isRinging(leg)) this.#planTimeout(interaction, leg);
    return leg;
  }

  /** Adds the leg of a user who is offered the conversation. @param {Interaction} interaction @param {User} user @param {Partial<Leg>} [parts] @returns {Leg} */
  addUserLeg(interaction, user, parts = {}) {
    const { queue, medium, customer } = interaction;
    return this.addLeg(interaction, {
      purpose: 'agent',
      state: 'alerting',
      userId: user.userId,
      queue,
      alertingTimeoutMs: medium.alertingTimeoutMs,
      acd: (parts.queue === undefined ? queue : parts.queue) !== null,
      self: userParty(user),
      other: customer,
      ...parts,
    });
  }

  /** Sends the events of a change. @param {Interaction} interaction @returns {number | null} When, if anybody is subscribed. */
  publish(interaction) {
    const at = this.#publish(interaction);
    this.#world.changed();
    return at;
  }

  /** An id for something within a conversation. */
  drawId() {
    return this.#random.uuid();
  }

  /** It is over. @param {Interaction} interaction */
  close(interaction) {
    for (const leg of interaction.legs) leg.cancelTimeout();
    this.#live.delete(interaction.conversationId);
    this.#over.set(interaction.conversationId, interaction);
    if (this.#over.size > MAX_OVER) this.#discard(this.#over, /** @type {Interaction} */ (this.#over.values().next().value));
  }

  /** Forgets all and starts the seed's sequence again. */
  reset() {
    for (const interaction of this.list()) this.#discard(this.#live, interaction);
    this.#over.clear();
    this.#random = new Prng(this.#seed);
  }

  /** Nothing is known of it any more. @param {Map<string, Interaction>} from @param {Interaction} interaction */
  #discard(from, interaction) {
    for (const leg of interaction.legs) leg.cancelTimeout();
    from.delete(interaction.conversationId);
    this.#onForgotten(interaction);
  }

  /** @param {Interaction} interaction @param {Leg} leg */
  #planTimeout(interaction, leg) {
    const { endRingsAtTimeout } = this.#world.settings.current;
    const planned = endRingsAtTimeout === 'scenario' ? this.inScenario : endRingsAtTimeout;
    if (!planned || leg.alertingTimeoutMs === null) return;
    leg.cancelTimeout = this.#world.timers.after(leg.alertingTimeoutMs, () => this.#onTimeout(interaction, leg));
  }
}
