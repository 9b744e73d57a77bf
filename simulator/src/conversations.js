// @ts-check

import { NotFound } from './check.js';
import { conversationEvent } from './frames.js';
import { agentName, customerName, queueName } from './names.js';
import { Prng, deriveSeed } from './prng.js';

/** @typedef {import('./frames.js').ConversationEvent} ConversationEvent */
/** @typedef {import('./frames.js').ConversationState} ConversationState */
/** @typedef {import('./frames.js').Participant} Participant */
/** @typedef {import('./interactions/interaction-sync.js').Followed} Followed */
/** @typedef {import('./interactions/interaction-sync.js').MoveDetail} MoveDetail */

/** The media of Genesys Cloud's conversations; others may be sent, too. */
export const MEDIA_TYPES = Object.freeze(['voice', 'chat', 'email', 'callback', 'message']);

/**
 * What a conversation begins with; what is left out is drawn from the seed.
 *
 * @typedef {object} ConversationParams
 * @property {string} [conversationId]
 * @property {string} [mediaType] `voice` by default.
 * @property {string} [customerName]
 * @property {string} [agentName]
 * @property {string} [queueName]
 * @property {readonly Participant[]} [participants] Replaces the usual ones, in every frame of the conversation.
 */

/**
 * @typedef {object} Conversation
 * @property {string} conversationId
 * @property {ConversationState} state
 * @property {string} mediaType
 * @property {string} customerName
 * @property {string} agentName
 * @property {string} queueName
 * @property {boolean} offered Whether an agent has been chosen: then it has an agent participant.
 * @property {readonly Participant[] | null} participants
 */

/** Live conversations that are kept; beyond it the one that changed longest ago is forgotten. */
const MAX_LIVE = 10_000;

/** @type {readonly ConversationState[]} */
const OVER = ['abandoned', 'disconnected', 'terminated'];

/** The conversations that are not over yet. */
export class Conversations {
  /** The one that changed last is at the end. @type {Map<string, Conversation>} */
  #live = new Map();
  #seed;
  #random;
  #send;
  #follow;
  #hold;

  /**
   * @param {number} seed
   * @param {(event: ConversationEvent) => number | null} send Sends a frame, and returns when.
   * @param {(conversation: Conversation, detail: MoveDetail) => Followed} follow Makes the Platform API know of a change.
   * @param {(conversationId: string, detail: MoveDetail) => boolean} [hold] Keeps a ring for later where the agent takes none now.
   */
  constructor(seed, send, follow, hold = () => false) {
    this.#seed = seed;
    this.#send = send;
    this.#follow = follow;
    this.#hold = hold;
    this.#random = new Prng(deriveSeed(seed, 'conversations'));
  }

  /** Forgets all conversations and starts the seed's sequence again. */
  reset() {
    this.#live.clear();
    this.#random = new Prng(deriveSeed(this.#seed, 'conversations'));
  }

  get size() {
    return this.#live.size;
  }

  /** @param {string} conversationId @returns {boolean} Whether it is live. */
  has(conversationId) {
    return this.#live.has(conversationId);
  }

  /** Whether one is there that an action means which names none. @param {boolean} anyState Or else a ringing one. */
  hasLast(anyState) {
    return this.#last(anyState) !== undefined;
  }

  /** @param {number} limit @returns {Conversation[]} The newest, the one that changed last at the end. */
  newest(limit) {
    return [...this.#live.values()].slice(-limit);
  }

  /**
   * Moves a conversation on, or begins one, and sends its frame.
   *
   * @param {'queued' | 'alerting' | 'ringing'} state
   * @param {ConversationParams} params
   * @param {MoveDetail} [detail]
   */
  offer(state, params, detail = {}) {
    const live = params.conversationId === undefined ? undefined : this.#live.get(params.conversationId);
    const conversation = live ?? this.#begin(params);
    if (live) {
      live.mediaType = params.mediaType ?? live.mediaType;
      live.customerName = params.customerName ?? live.customerName;
      live.agentName = params.agentName ?? live.agentName;
      live.queueName = params.queueName ?? live.queueName;
      live.participants = params.participants ?? live.participants;
    }
    const isHeld = state === 'ringing' && this.#hold(conversation.conversationId, detail);
    return this.#move(conversation, isHeld ? 'queued' : state, detail);
  }

  /**
   * Moves a live conversation on and sends its frame.
   *
   * @param {ConversationState} state
   * @param {string | undefined} conversationId Left out: the one that began to ring last, or, where `anyState`, changed last.
   * @param {{ anyState?: boolean, detail?: MoveDetail }} [choice]
   * @throws {NotFound}
   */
  move(state, conversationId, { anyState = false, detail = {} } = {}) {
    const conversation = conversationId === undefined ? this.#last(anyState) : this.#live.get(conversationId);
    if (conversation) return this.#move(conversation, state, detail);
    throw new NotFound(
      conversationId === undefined
        ? `no conversation is ${anyState ? 'live' : 'ringing'}`
        : `conversationId: no live conversation has the id ${JSON.stringify(conversationId)}`,
    );
  }

  /** Whether it is live and waits in its queue. @param {string} conversationId */
  isQueued(conversationId) {
    return this.#live.get(conversationId)?.state === 'queued';
  }

  /** Sends the frame of an answer that the Platform API knows of. @param {string} conversationId */
  noteAnswer(conversationId) {
    const conversation = this.#live.get(conversationId);
    if (!conversation) return;
    conversation.state = 'connected';
    this.#send(eventOf(conversation));
  }

  /** A ring's frame of a conversation that nobody keeps. @returns {ConversationEvent} */
  sampleRing() {
    return eventOf({ ...this.#invent({}), state: 'ringing', offered: true });
  }

  /** @param {boolean} anyState @returns {Conversation | undefined} */
  #last(anyState) {
    return [...this.#live.values()].reverse().find(({ state }) => anyState || state === 'ringing');
  }

  /** @param {ConversationParams} params @returns {Conversation} */
  #begin(params) {
    const conversation = this.#invent(params);
    if (this.#live.size >= MAX_LIVE) this.#live.delete(/** @type {string} */ (this.#live.keys().next().value));
    return conversation;
  }

  /** @param {ConversationParams} params @returns {Conversation} */
  #invent(params) {
    // All are drawn even where they are given, so that giving one doesn't change the conversations that follow.
    const drawn = {
      conversationId: this.#random.uuid(),
      customerName: customerName(this.#random),
      agentName: agentName(this.#random),
      queueName: queueName(this.#random),
    };
    return {
      conversationId: params.conversationId ?? drawn.conversationId,
      state: 'queued',
      mediaType: params.mediaType ?? 'voice',
      customerName: params.customerName ?? drawn.customerName,
      agentName: params.agentName ?? drawn.agentName,
      queueName: params.queueName ?? drawn.queueName,
      offered: false,
      participants: params.participants ?? null,
    };
  }

  /** @param {Conversation} conversation @param {ConversationState} state @param {MoveDetail} detail */
  #move(conversation, state, detail) {
    const { conversationId, mediaType } = conversation;
    conversation.state = state;
    if (state === 'queued') conversation.offered = false;
    if (state === 'alerting' || state === 'ringing' || state === 'connected') conversation.offered = true;
    this.#live.delete(conversationId);
    if (!OVER.includes(state)) this.#live.set(conversationId, conversation);
    const sentAt = this.#send(eventOf(conversation));
    const followed = this.#follow(conversation, detail);
    // What follows may have moved it on.
    return { conversationId, state: conversation.state, mediaType, sentAt, ...followed };
  }
}

/** @param {Conversation} conversation */
function eventOf(conversation) {
  const { customerName: customer, agentName: agent, queueName: queue, offered } = conversation;
  const usual = [
    { role: 'customer', name: customer },
    { role: 'acd', name: queue },
    ...(offered ? [{ role: 'agent', name: agent }] : []),
  ];
  return conversationEvent({ ...conversation, participants: conversation.participants ?? usual });
}
