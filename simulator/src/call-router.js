// @ts-check

import { NotFound } from './check.js';
import { now } from './clock.js';
import { connect, isLive, liveUserLegs, ringingLeg } from './interactions/interaction.js';

/** @typedef {import('./conversations.js').Conversations} Conversations */
/** @typedef {import('./frames.js').ConversationState} ConversationState */
/** @typedef {import('./interactions/interaction-sync.js').Followed} Followed */
/** @typedef {import('./interactions/interaction-sync.js').InteractionSync} InteractionSync */
/** @typedef {import('./interactions/interaction-sync.js').MoveDetail} MoveDetail */
/** @typedef {import('./interactions/interaction.js').Interaction} Interaction */
/** @typedef {import('./interactions/interactions.js').Interactions} Interactions */

/**
 * What became of an action: `sentAt` is `null` where a fault held the routing event back, or where there is none.
 *
 * @typedef {{ conversationId: string, state: ConversationState, mediaType: string, sentAt: number | null } & Followed} Sent
 */

/** @typedef {{ conversationId?: string | undefined, anyState?: boolean, detail?: MoveDetail }} Target `anyState`: where none is named, the one that changed last, ringing or not. */

/** @type {readonly ConversationState[]} */
const OVER = ['abandoned', 'disconnected', 'terminated'];

/** Takes each move to who knows the conversation: both sources, or the Platform API alone. */
export class CallRouter {
  #conversations;
  #interactions;
  #interactionSync;

  /** @param {Conversations} conversations @param {Interactions} interactions @param {InteractionSync} interactionSync */
  constructor(conversations, interactions, interactionSync) {
    this.#conversations = conversations;
    this.#interactions = interactions;
    this.#interactionSync = interactionSync;
  }

  /**
   * Moves a live conversation on.
   *
   * @param {ConversationState} state
   * @param {Target} target
   * @returns {Sent}
   * @throws {NotFound}
   */
  move(state, { conversationId, anyState = false, detail = {} }) {
    const alone = this.#findAlone(state, conversationId, anyState, detail.userId);
    if (!alone) return this.#conversations.move(state, conversationId, { anyState, detail });
    const { conversationId: id, mediaType } = alone;
    return { conversationId: id, state, mediaType, sentAt: null, ...this.#moveAlone(alone, state, detail) };
  }

  /**
   * Rings at a user's in a live conversation.
   *
   * @param {Interaction} interaction
   * @param {import('./directory.js').User} user
   * @param {MoveDetail} detail
   * @returns {Sent}
   */
  ring({ conversationId, mediaType }, user, detail) {
    const toUser = { ...detail, userId: user.userId };
    if (this.#conversations.has(conversationId)) {
      return this.#conversations.offer('ringing', { conversationId, agentName: user.name }, toUser);
    }
    const interaction = this.#interactions.find(conversationId);
    if (!interaction) throw new NotFound(`conversationId: no live conversation has the id ${JSON.stringify(conversationId)}`);
    return { conversationId, state: 'ringing', mediaType, sentAt: null, ...this.#interactionSync.ring(interaction, toUser) };
  }

  /** Gives a live conversation to a queue. @param {Interaction} interaction @param {string} queueName @param {MoveDetail} detail @returns {Sent} */
  queue({ conversationId }, queueName, detail) {
    if (this.#conversations.has(conversationId)) {
      return this.#conversations.offer('queued', { conversationId, queueName }, detail);
    }
    throw new NotFound(`conversationId: ${JSON.stringify(conversationId)} is between users; it can't be given to a queue`);
  }

  /** The conversation that routing events know nothing of, if the move means one. @param {ConversationState} state @param {string | undefined} conversationId @param {boolean} anyState @param {string | undefined} userId @returns {Interaction | null} */
  #findAlone(state, conversationId, anyState, userId) {
    if (conversationId === undefined) {
      if (this.#conversations.hasLast(anyState)) return null;
      return this.#interactions.newest((interaction) => this.#isAlone(interaction) && (anyState || ringingLeg(interaction) !== null));
    }
    const interaction = this.#interactions.find(conversationId);
    if (!interaction || this.#isAlone(interaction)) return interaction;
    const isConsult = ringingLeg(interaction, userId)?.consulted ?? false;
    return isConsult && !OVER.includes(state) ? interaction : null;
  }

  /** @param {Interaction} interaction */
  #isAlone({ conversationId }) {
    return !this.#conversations.has(conversationId);
  }

  /** @param {Interaction} interaction @param {ConversationState} state @param {MoveDetail} detail @returns {Followed} */
  #moveAlone(interaction, state, detail) {
    if (OVER.includes(state)) return this.#interactionSync.finish(interaction, { ...detail, straight: state === 'terminated' });
    const ringing = ringingLeg(interaction, detail.userId);
    if (state === 'connected') {
      const leg = ringing ?? liveUserLegs(interaction)[0] ?? null;
      for (const waiting of interaction.legs.filter((other) => isLive(other) && (other === ringing || isCalling(other.state)))) connect(waiting, now());
      return this.#interactionSync.tell(interaction, leg);
    }
    if (!ringing) throw new NotFound(`nobody is rung in the conversation ${JSON.stringify(interaction.conversationId)}`);
    this.#interactionSync.end(interaction, ringing, detail.disconnectType ?? this.#interactionSync.unanswered(interaction));
    const followed = { userId: ringing.userId, participantId: ringing.participantId };
    // A consultation that nobody answers leaves the conversation as it was; a call that nobody answers is over.
    const { notifiedAt } = ringing.consulted ? this.#interactionSync.tell(interaction, ringing) : this.#interactionSync.finish(interaction, { disconnectType: 'peer' });
    return { ...followed, notifiedAt };
  }
}

/** Whether a leg waits for the other end. @param {string} state */
function isCalling(state) {
  return state === 'contacting' || state === 'dialing' || state === 'alerting';
}
