// @ts-check

import { now } from '../clock.js';
import { afterCallWorkIsPending } from '../media/shared.js';
import { activityEvent, presenceEvent, routingStatusEvent, stationEvent, summary } from './events.js';
import { freshPhone } from './phones.js';
import { AVAILABLE, ON_QUEUE } from './presences.js';

/** @typedef {import('../interactions/interaction.js').Interaction} Interaction */
/** @typedef {import('../interactions/interaction.js').Leg} Leg */
/** @typedef {import('../world.js').World} World */
/** @typedef {import('./phones.js').Phone} Phone */
/** @typedef {import('./presences.js').Presence} Presence */

/** What the routing may do with an agent, apart from what they are busy with. @typedef {'OFF_QUEUE' | 'IDLE' | 'NOT_RESPONDING'} Availability */

/** The words of the API for an agent's routing status. @typedef {Availability | 'INTERACTING' | 'COMMUNICATING'} RoutingStatus */

export const AVAILABILITIES = Object.freeze(/** @type {const} */ (['OFF_QUEUE', 'IDLE', 'NOT_RESPONDING']));

/** What an agent is busy with. @typedef {{ list: string, acd: boolean, phase: 'active' | 'acw' }} Work */

/**
 * @typedef {object} AgentState
 * @property {string} userId
 * @property {Availability} availability
 * @property {RoutingStatus} status
 * @property {number} statusSince
 * @property {Presence} presence
 * @property {string} presenceMessage
 * @property {number} presenceSince
 * @property {Phone | null} phone `null`: as the setting has it.
 * @property {Map<string, Work>} work By participant id.
 */

/** What each agent is and does: routing status, presence, phone, and how many conversations. */
export class AgentStates {
  /** @type {Map<string, AgentState>} */
  #agents = new Map();
  #world;
  #announce;
  #startedAt = now();
  /** Called when a queue may ring at a user's again. @type {(userId: string) => void} */
  onAvailable = () => {};

  /** @param {World} world @param {(topicName: string, body: () => unknown) => void} announce Sends an event to those who are subscribed. */
  constructor(world, announce) {
    this.#world = world;
    this.#announce = announce;
  }

  /** @param {string} userId @returns {Readonly<AgentState>} */
  of(userId) {
    return this.#of(userId);
  }

  /** A user's phone. @param {string} userId @returns {Phone} */
  phoneOf(userId) {
    return this.#agents.get(userId)?.phone ?? freshPhone(this.#world.settings.current.phone);
  }

  /** Whether a queue may ring at a user's. @param {string} userId */
  takesRings(userId) {
    return !this.#world.settings.current.ringsFollowStatus || this.#of(userId).availability === 'IDLE';
  }

  /** Follows what has become of a conversation. @param {Interaction} interaction */
  follow({ legs, medium }) {
    /** @type {Set<AgentState>} */
    const changed = new Set();
    for (const leg of legs) {
      if (leg.userId === null) continue;
      const phase = phaseOf(leg);
      const known = this.#agents.get(leg.userId)?.work.get(leg.participantId)?.phase ?? null;
      if (phase === known) continue;
      const agent = this.#of(leg.userId);
      if (phase === null) agent.work.delete(leg.participantId);
      else agent.work.set(leg.participantId, { list: medium.list, acd: leg.acd, phase });
      // Who answers what a queue offers does respond.
      if (phase === 'active' && leg.acd && agent.availability === 'NOT_RESPONDING') agent.availability = 'IDLE';
      changed.add(agent);
    }
    for (const agent of changed) {
      this.#settle(agent);
      this.#announce(`v2.users.${agent.userId}.conversationsummary`, () => ({ userId: agent.userId, ...summary(agent) }));
    }
  }

  /** Forgets what a conversation has to do with agents. @param {Interaction} interaction */
  drop({ legs }) {
    for (const { userId, participantId } of legs) {
      const agent = userId === null ? undefined : this.#agents.get(userId);
      if (agent?.work.delete(participantId)) this.#settle(agent);
    }
  }

  /** An agent did not answer what a queue offered, or refused it. @param {string} userId */
  missed(userId) {
    if (this.#world.settings.current.notResponding && this.#of(userId).availability === 'IDLE') this.setAvailability(userId, 'NOT_RESPONDING');
  }

  /** @param {string} userId @param {Availability} availability */
  setAvailability(userId, availability) {
    const agent = this.#of(userId);
    const wasAvailable = agent.availability === 'IDLE';
    agent.availability = availability;
    this.#settle(agent);
    if (availability === 'OFF_QUEUE' && agent.presence === ON_QUEUE) this.#setPresence(agent, AVAILABLE, agent.presenceMessage);
    if (availability === 'IDLE' && agent.presence !== ON_QUEUE) this.#setPresence(agent, ON_QUEUE, agent.presenceMessage);
    if (availability === 'IDLE' && !wasAvailable) this.onAvailable(userId);
  }

  /** Who goes on queue is available; who leaves it is off queue. @param {string} userId @param {Presence} presence @param {string} message */
  setPresence(userId, presence, message) {
    const agent = this.#of(userId);
    this.#setPresence(agent, presence, message);
    if (presence === ON_QUEUE && agent.availability === 'OFF_QUEUE') this.setAvailability(userId, 'IDLE');
    if (presence !== ON_QUEUE && agent.availability !== 'OFF_QUEUE') this.setAvailability(userId, 'OFF_QUEUE');
  }

  /** @param {string} userId @param {Phone} phone */
  setPhone(userId, phone) {
    this.#of(userId).phone = phone;
    this.#announce(`v2.users.${userId}.station`, () => stationEvent(this.#world.directory.user(userId), phone));
    this.#world.changed();
  }

  /** Those of all users, without times. */
  list() {
    return this.#world.directory.users().map(({ userId }) => {
      const agent = this.#agents.get(userId);
      const { status = 'IDLE', presence = ON_QUEUE } = agent ?? {};
      const { kind, persistentConnection } = this.phoneOf(userId);
      return { userId, routingStatus: status, presence: presence.name, phone: kind, persistentConnection, ...counts(agent) };
    });
  }

  /** All are as at the start. */
  reset() {
    this.#agents.clear();
  }

  /** @param {string} userId @returns {AgentState} */
  #of(userId) {
    const known = this.#agents.get(userId);
    if (known) return known;
    /** @type {AgentState} */
    const agent = {
      userId,
      availability: 'IDLE',
      status: 'IDLE',
      statusSince: this.#startedAt,
      presence: ON_QUEUE,
      presenceMessage: '',
      presenceSince: this.#startedAt,
      phone: null,
      work: new Map(),
    };
    this.#agents.set(userId, agent);
    return agent;
  }

  /** @param {AgentState} agent */
  #settle(agent) {
    const status = statusOf(agent);
    if (status === agent.status) return;
    agent.status = status;
    agent.statusSince = now();
    this.#announce(`v2.users.${agent.userId}.routingStatus`, () => routingStatusEvent(agent));
    this.#announce(`v2.users.${agent.userId}.activity`, () => activityEvent(agent, this.#queueIds(agent)));
    this.#world.log(`${this.#world.directory.find(agent.userId)?.name ?? agent.userId} is ${status}`);
    this.#world.changed();
  }

  /** @param {AgentState} agent @param {Presence} presence @param {string} message */
  #setPresence(agent, presence, message) {
    if (agent.presence === presence && agent.presenceMessage === message) return;
    agent.presence = presence;
    agent.presenceMessage = message;
    agent.presenceSince = now();
    this.#announce(`v2.users.${agent.userId}.presence`, () => presenceEvent(agent));
    this.#announce(`v2.users.${agent.userId}.activity`, () => activityEvent(agent, this.#queueIds(agent)));
    this.#world.changed();
  }

  /** The queues that may ring at an agent's. @param {AgentState} agent */
  #queueIds({ availability }) {
    return availability === 'OFF_QUEUE' ? [] : this.#world.directory.usualQueues().map(({ queueId }) => queueId);
  }
}

/** @param {AgentState} agent @returns {RoutingStatus} */
function statusOf({ availability, work }) {
  if (availability !== 'IDLE') return availability;
  const active = [...work.values()].filter(({ phase }) => phase === 'active');
  if (active.some(({ acd }) => acd)) return 'INTERACTING';
  return active.length > 0 ? 'COMMUNICATING' : 'IDLE';
}

/** @param {AgentState | undefined} agent */
function counts(agent) {
  const work = [...(agent?.work.values() ?? [])];
  return { active: work.filter(({ phase }) => phase === 'active').length, afterCallWork: work.filter(({ phase }) => phase === 'acw').length };
}

/** What a leg is to its user's work; `null`: nothing, or nothing any more. @param {Leg} leg @returns {Work['phase'] | null} */
function phaseOf(leg) {
  if (leg.purpose === 'voicemail') return null;
  if (leg.endedAt === null) return leg.state === 'connected' ? 'active' : null;
  return afterCallWorkIsPending(leg) ? 'acw' : null;
}
