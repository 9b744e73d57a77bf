// @ts-check

import { now } from '../clock.js';
import { DEFAULT_USER_ID } from '../directory.js';
import { connect, connectedLeg, endLeg, isLive, isRinging, lastLeg, liveUserLegs, otherParty, ringingLeg } from './interaction.js';
import { organisationParty } from './people.js';

/** @typedef {import('../conversations.js').Conversation} Conversation */
/** @typedef {import('../directory.js').Queue} Queue */
/** @typedef {import('../world.js').World} World */
/** @typedef {import('./interaction.js').Interaction} Interaction */
/** @typedef {import('./interaction.js').Leg} Leg */
/** @typedef {import('./interactions.js').Interactions} Interactions */

/**
 * What the Platform API knows of a change beyond the routing events.
 *
 * @typedef {object} MoveDetail
 * @property {string} [userId] Whose leg it is about; the default user's where a leg is made.
 * @property {string} [customerAddress]
 * @property {boolean} [flow] Whether a conversation that begins has been through an IVR or a workflow; true by default.
 * @property {number} [alertingTimeoutMs]
 * @property {string} [disconnectType] How a leg ended that is over now.
 * @property {boolean} [declined] Whether the agent refused it.
 * @property {string | null} [transferSource] Where it comes by a transfer: how, such as `blind`.
 * @property {string} [purpose] Of a leg that rings now; `agent` by default.
 * @property {boolean} [direct] Whether it is passed to the user themselves, and not by a queue.
 * @property {boolean} [autoAnswer] Whether a ring is answered without the agent; the setting by default.
 * @property {number} [autoAnswerAlertToneSeconds] How long a call that is answered so rings before.
 * @property {string} [leaver] The participant who ends the conversation; the customer by default.
 */

/**
 * What became of it.
 *
 * @typedef {object} Followed
 * @property {string | null} userId Whose leg it is about.
 * @property {string | null} participantId That leg's.
 * @property {number | null} notifiedAt When its event was sent; `null` where nobody is subscribed, or a fault delays it.
 */

/**
 * Who has to know what becomes of a ring.
 *
 * @typedef {object} RingListeners
 * @property {(userId: string) => void} missed A user did not answer what a queue offered, or refused it.
 * @property {(interaction: Interaction) => void} connectedAtOnce A ring has been answered without having rung.
 * @property {(interaction: Interaction, leg: Leg) => void} autoAnswer A leg has rung as long as it does before it is answered by itself.
 */

/** How long a call rings that is answered by itself, where nothing is said. */
const AUTO_ANSWER_TONE_SECONDS = 5;

/** Moves the conversations of the Platform API along with those of the routing events. */
export class InteractionSync {
  #world;
  #interactions;
  #listeners;

  /** @param {World} world @param {Interactions} interactions @param {RingListeners} listeners */
  constructor(world, interactions, listeners) {
    this.#world = world;
    this.#interactions = interactions;
    this.#listeners = listeners;
  }

  /** @param {Conversation} conversation As it is now. @param {MoveDetail} detail @returns {Followed} */
  follow(conversation, detail) {
    const interaction = this.#interactions.find(conversation.conversationId) ?? this.#begin(conversation, detail);
    if (!interaction) return { userId: null, participantId: null, notifiedAt: null };
    switch (conversation.state) {
      case 'queued':
        return this.#queue(interaction, detail, this.#world.directory.queue(conversation.queueName));
      case 'alerting':
        return this.tell(interaction, null);
      case 'ringing':
        return this.ring(interaction, detail);
      case 'connected':
        return this.#answer(interaction, detail);
      case 'abandoned':
      case 'disconnected':
        return this.finish(interaction, detail);
      case 'terminated':
        return this.finish(interaction, { ...detail, straight: true });
    }
  }

  /**
   * Ends a conversation: the customer has gone, and all others with them.
   *
   * @param {Interaction} interaction
   * @param {{ straight?: boolean, disconnectType?: string, leaver?: string }} [how] `straight`: without the state `disconnected`; `leaver`: the
   * participant who has gone.
   * @returns {Followed}
   */
  finish(interaction, { straight = false, disconnectType = 'endpoint', leaver } = {}) {
    const { endState } = interaction.medium;
    const at = now();
    const gone = interaction.legs.find(({ participantId }) => participantId === leaver) ?? otherParty(interaction) ?? interaction.legs[0];
    const ending = interaction.legs.filter(isLive);
    for (const leg of ending) {
      endLeg(leg, { state: straight ? endState : 'disconnected', disconnectType: leg === gone ? disconnectType : 'peer', at });
    }
    const followed = this.tell(interaction, lastLeg(interaction, ({ userId }) => userId !== null));
    if (!straight && endState !== 'disconnected') {
      for (const leg of ending) leg.state = endState;
      this.#interactions.publish(interaction);
    }
    this.#interactions.close(interaction);
    return followed;
  }

  /** @param {Conversation} conversation @param {MoveDetail} detail @returns {Interaction | null} */
  #begin({ conversationId, mediaType, customerName, queueName }, { customerAddress, flow = true }) {
    const queue = this.#world.directory.queue(queueName);
    const interaction = this.#interactions.begin({ conversationId, mediaType, customerName, customerAddress, queue });
    if (!interaction) return null;
    const { medium, customer } = interaction;
    const us = organisationParty(mediaType);
    const { initialStates } = medium;
    this.#interactions.addLeg(interaction, {
      purpose: 'customer', state: 'connected', initialState: initialStates.customer, queue, self: customer, other: us,
    });
    const { flowPurpose } = medium;
    if (flow && flowPurpose !== null) {
      const name = flowPurpose === 'ivr' ? 'Northwind main menu' : 'Delivery bot';
      const leg = this.#interactions.addLeg(interaction, {
        purpose: flowPurpose, name, state: 'connected', initialState: initialStates.queue, self: us, other: customer,
      });
      endLeg(leg, { state: medium.endState, disconnectType: 'transfer', at: now() });
    }
    this.#addQueueLeg(interaction, queue);
    return interaction;
  }

  /** @param {Interaction} interaction @param {Queue} queue @param {string | null} [transferSource] */
  #addQueueLeg(interaction, queue, transferSource = null) {
    interaction.queue = queue;
    this.#interactions.addLeg(interaction, {
      purpose: 'acd',
      name: queue.name,
      state: 'connected',
      initialState: interaction.medium.initialStates.queue,
      queue,
      self: organisationParty(interaction.mediaType),
      other: interaction.customer,
      transferSource,
    });
  }

  /** @param {Interaction} interaction @param {MoveDetail} detail @param {Queue} queue @returns {Followed} */
  #queue(interaction, { disconnectType = this.unanswered(interaction), declined = false, transferSource = null }, queue) {
    const ended = ringingLeg(interaction) ?? connectedLeg(interaction);
    settleTransfers(interaction, declined ? 'failed' : 'timeout');
    if (transferSource !== null) this.#noteTransfer(interaction, { address: queue.queueId });
    const missed = liveUserLegs(interaction).filter((leg) => isRinging(leg) && leg.acd);
    for (const leg of liveUserLegs(interaction)) this.end(interaction, leg, isRinging(leg) ? disconnectType : 'transfer');
    if (!liveQueueLeg(interaction)) this.#addQueueLeg(interaction, queue, transferSource);
    const followed = this.tell(interaction, ended);
    this.#noteMissed(missed);
    return followed;
  }

  /** Rings at a user's; whoever had the conversation has it no more. @param {Interaction} interaction @param {MoveDetail} detail @returns {Followed} */
  ring(interaction, { userId = DEFAULT_USER_ID, alertingTimeoutMs, transferSource = null, purpose = 'agent', direct = false, ...detail }) {
    const user = this.#world.directory.user(userId);
    const ringing = ringingLeg(interaction);
    // The same ring once more.
    if (ringing?.userId === userId && !ringing.consulted) return this.tell(interaction, ringing);
    if (transferSource !== null && connectedLeg(interaction)) this.#noteTransfer(interaction, { userId });
    const missed = liveUserLegs(interaction).filter((leg) => isRinging(leg) && leg.acd);
    for (const leg of liveUserLegs(interaction)) this.end(interaction, leg, isRinging(leg) ? 'system' : 'transfer');
    const autoAnswer = direct ? null : this.#autoAnswer(interaction, detail);
    const atOnce = autoAnswer?.toneSeconds === 0;
    const leg = this.#interactions.addUserLeg(interaction, user, {
      purpose,
      transferSource,
      autoAnswer,
      ...(direct ? { acd: false } : {}),
      ...(atOnce ? { state: 'connected' } : {}),
      ...(alertingTimeoutMs === undefined ? {} : { alertingTimeoutMs }),
    });
    if (atOnce) this.#settleAnswer(interaction);
    else if (autoAnswer) this.#planAutoAnswer(interaction, leg, autoAnswer.toneSeconds);
    const followed = this.tell(interaction, leg);
    this.#noteMissed(missed);
    if (atOnce) this.#listeners.connectedAtOnce(interaction);
    return followed;
  }

  /** Digital media are answered at once, calls after a tone. @param {Interaction} interaction @param {MoveDetail} detail @returns {Leg['autoAnswer']} */
  #autoAnswer({ mediaType }, { autoAnswer = this.#world.settings.current.autoAnswer, autoAnswerAlertToneSeconds = AUTO_ANSWER_TONE_SECONDS }) {
    return autoAnswer ? { toneSeconds: mediaType === 'voice' ? autoAnswerAlertToneSeconds : 0 } : null;
  }

  /** @param {Interaction} interaction @param {Leg} leg @param {number} toneSeconds */
  #planAutoAnswer(interaction, leg, toneSeconds) {
    const { cancelTimeout } = leg;
    const cancel = this.#world.timers.after(toneSeconds * 1000, () => this.#listeners.autoAnswer(interaction, leg));
    leg.cancelTimeout = () => {
      cancelTimeout();
      cancel();
    };
  }

  /** @param {readonly Leg[]} legs */
  #noteMissed(legs) {
    for (const { userId } of legs) if (userId !== null) this.#listeners.missed(userId);
  }

  /** A user leaves, and others go on. @param {Interaction} interaction @param {Leg} leg @returns {Followed} */
  leave(interaction, leg) {
    this.end(interaction, leg, 'client');
    return this.tell(interaction, leg);
  }

  /** A call to a user is passed on to their voicemail. @param {Interaction} interaction @param {Leg} leg @returns {Followed} */
  toVoicemail(interaction, leg) {
    this.end(interaction, leg, 'transfer');
    for (const waiting of interaction.legs.filter((other) => isLive(other) && other.state !== 'connected')) connect(waiting, now());
    this.#interactions.addLeg(interaction, {
      purpose: 'voicemail', state: 'connected', userId: leg.userId, name: leg.name, self: leg.self, other: leg.other,
    });
    return this.tell(interaction, leg);
  }

  /** @param {Interaction} interaction @param {MoveDetail} detail @returns {Followed} */
  #answer(interaction, { userId, disconnectType = 'transfer' }) {
    const leg =
      ringingLeg(interaction, userId) ??
      connectedLeg(interaction, userId) ??
      this.#interactions.addUserLeg(interaction, this.#world.directory.user(userId ?? DEFAULT_USER_ID));
    if (leg.state !== 'connected') connect(leg, now());
    const rung = ringingLeg(interaction);
    if (rung) this.end(interaction, rung, disconnectType);
    this.#settleAnswer(interaction);
    return this.tell(interaction, leg);
  }

  /** The queue has done its part. @param {Interaction} interaction */
  #settleAnswer(interaction) {
    settleTransfers(interaction, 'complete');
    const waiting = liveQueueLeg(interaction);
    if (waiting) this.end(interaction, waiting, 'transfer');
  }

  /** @param {Interaction} interaction @param {import('./interaction.js').Transfer['destination']} destination */
  #noteTransfer(interaction, destination) {
    const initiator = connectedLeg(interaction);
    interaction.transfers.push({
      id: this.#interactions.drawId(),
      state: 'pending',
      issuedAt: now(),
      initiatorId: initiator?.userId ?? DEFAULT_USER_ID,
      destination,
      transferType: 'unattended',
    });
  }

  /** How a ring ends that nobody answers. @param {Interaction} interaction @returns {string} */
  unanswered({ medium }) {
    return this.#world.settings.current.unansweredDisconnectType ?? medium.unansweredDisconnectType;
  }

  /** Ends one leg for good; says nothing of it. @param {Interaction} interaction @param {Leg} leg @param {string} disconnectType */
  end(interaction, leg, disconnectType) {
    endLeg(leg, { state: interaction.medium.endState, disconnectType, at: now() });
  }

  /** Sends the conversation's events. @param {Interaction} interaction @param {Leg | null} leg Which one they are about. @returns {Followed} */
  tell(interaction, leg) {
    const notifiedAt = this.#interactions.publish(interaction);
    return { userId: leg?.userId ?? null, participantId: leg?.participantId ?? null, notifiedAt };
  }
}

/** @param {Interaction} interaction */
function liveQueueLeg(interaction) {
  return lastLeg(interaction, (leg) => leg.purpose === 'acd' && isLive(leg));
}

/** @param {Interaction} interaction @param {string} state */
function settleTransfers({ transfers }, state) {
  for (const transfer of transfers) {
    if (transfer.state === 'pending') transfer.state = state;
  }
}
