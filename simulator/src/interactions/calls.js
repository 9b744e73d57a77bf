// @ts-check

import { now } from '../clock.js';
import { connect, connectedLeg, hold, otherParty } from './interaction.js';
import { userParty } from './people.js';

/** @typedef {import('../directory.js').User} User */
/** @typedef {import('./interaction-sync.js').Followed} Followed */
/** @typedef {import('./interaction-sync.js').InteractionSync} InteractionSync */
/** @typedef {import('./interaction.js').Interaction} Interaction */
/** @typedef {import('./interactions.js').Interactions} Interactions */

/** What a call that users make became. @typedef {{ conversationId: string } & Followed} Placed */

/** The states that a call of a user's own passes through. */
export const CALL_OUT_STATES = /** @type {const} */ (['contacting', 'alerting', 'dialing', 'connected']);

/** @typedef {typeof CALL_OUT_STATES[number]} CallOutState */

/** Calls that users make: to a colleague, to somebody outside, within a conversation. No queue has to do with them. */
export class Calls {
  #interactions;
  #interactionSync;

  /** @param {Interactions} interactions @param {InteractionSync} interactionSync */
  constructor(interactions, interactionSync) {
    this.#interactions = interactions;
    this.#interactionSync = interactionSync;
  }

  /** A colleague calls. @param {{ from: User, to: User, purpose: string, alertingTimeoutMs: number | null }} call @returns {Placed} */
  direct({ from, to, purpose, alertingTimeoutMs }) {
    const caller = userParty(from);
    const interaction = this.#begin(caller.name, caller.address);
    interaction.ourAddress = userParty(to).address;
    const common = { purpose, queue: null };
    this.#interactions.addUserLeg(interaction, from, {
      ...common, state: 'dialing', initialState: 'contacting', direction: 'outbound', ownCall: true, other: userParty(to), alertingTimeoutMs: null,
    });
    const leg = this.#interactions.addUserLeg(interaction, to, { ...common, other: caller, alertingTimeoutMs });
    return { conversationId: interaction.conversationId, ...this.#interactionSync.tell(interaction, leg) };
  }

  /** A user calls somebody outside; sends an event for each state. @param {{ from: User, name: string, address: string | undefined, states: readonly CallOutState[] }} call @returns {Placed} */
  out({ from, name, address, states }) {
    const interaction = this.#begin(name, address);
    const [first = 'contacting'] = states;
    const own = this.#interactions.addUserLeg(interaction, from, {
      purpose: 'user', queue: null, state: first, direction: 'outbound', ownCall: true, alertingTimeoutMs: null,
    });
    let notifiedAt = null;
    for (const state of states) {
      if (state === 'dialing' || state === 'connected') this.#callFarEnd(interaction, from);
      for (const leg of interaction.legs) {
        if (state === 'connected') connect(leg, now());
        else leg.state = state;
      }
      notifiedAt = this.#interactions.publish(interaction) ?? notifiedAt;
    }
    return { conversationId: interaction.conversationId, userId: own.userId, participantId: own.participantId, notifiedAt };
  }

  /** An agent asks a colleague, while the conversation stays theirs. @param {Interaction} interaction @param {{ from: User, to: User, purpose: string, alertingTimeoutMs: number | null }} call @returns {Placed} */
  consult(interaction, { from, to, purpose, alertingTimeoutMs }) {
    const leg = this.#interactions.addUserLeg(interaction, to, {
      purpose,
      queue: null,
      consulted: true,
      acd: false,
      consultParticipantId: otherParty(interaction)?.participantId ?? null,
      other: userParty(from),
      alertingTimeoutMs,
    });
    return { conversationId: interaction.conversationId, ...this.#interactionSync.tell(interaction, leg) };
  }

  /** Holds the conversation, or goes on with it: two snapshots that are the same, as it has been seen. @param {Interaction} interaction @param {string | undefined} userId @param {boolean} held @returns {Placed} */
  hold(interaction, userId, held) {
    const leg = connectedLeg(interaction, userId);
    if (leg) hold(leg, held, now());
    const followed = this.#interactionSync.tell(interaction, leg);
    this.#interactions.publish(interaction);
    return { conversationId: interaction.conversationId, ...followed };
  }

  /** Sends a snapshot in which nothing has changed that matters. @param {Interaction} interaction @returns {Placed} */
  touch(interaction) {
    interaction.attributes.touched = String(Number(interaction.attributes.touched ?? 0) + 1);
    return { conversationId: interaction.conversationId, ...this.#interactionSync.tell(interaction, null) };
  }

  /** @param {string} customerName @param {string | undefined} customerAddress */
  #begin(customerName, customerAddress) {
    const begun = this.#interactions.begin({ mediaType: 'voice', customerName, customerAddress, queue: null });
    return /** @type {Interaction} */ (begun);
  }

  /** @param {Interaction} interaction @param {User} from */
  #callFarEnd(interaction, from) {
    if (otherParty(interaction)) return;
    this.#interactions.addLeg(interaction, {
      purpose: 'external', state: 'dialing', direction: 'outbound', self: interaction.customer, other: userParty(from),
    });
  }
}
