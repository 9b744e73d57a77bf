// @ts-check

import { answersByRequest } from '../agents/phones.js';
import { now } from '../clock.js';
import { afterCallWorkIsPending, hasAfterCallWork } from '../media/shared.js';
import { isLive, isRinging } from './interaction.js';

/** @typedef {import('../agents/agent-states.js').AgentStates} AgentStates */
/** @typedef {import('../call-router.js').CallRouter} CallRouter */
/** @typedef {import('../world.js').World} World */
/** @typedef {import('./calls.js').Calls} Calls */
/** @typedef {import('./interaction-sync.js').InteractionSync} InteractionSync */
/** @typedef {import('./interaction.js').Interaction} Interaction */
/** @typedef {import('./interaction.js').Leg} Leg */
/** @typedef {import('./interactions.js').Interactions} Interactions */

/** How a desktop wraps up. @typedef {Pick<import('./interaction.js').Wrapup, 'code' | 'notes' | 'tags'> & { durationSeconds?: number }} WrapupGiven */

/** The code of after-call work that ended by itself. */
const TIMEOUT_CODE = 'ININ-WRAP-UP-TIMEOUT';

/** What an agent's desktop does to a leg of its own, by requests. */
export class Desk {
  #world;
  #interactions;
  #interactionSync;
  #callRouter;
  #calls;
  #agents;

  /** @param {World} world @param {{ interactions: Interactions, interactionSync: InteractionSync, callRouter: CallRouter, calls: Calls, agents: AgentStates }} parts */
  constructor(world, { interactions, interactionSync, callRouter, calls, agents }) {
    this.#world = world;
    this.#interactions = interactions;
    this.#interactionSync = interactionSync;
    this.#callRouter = callRouter;
    this.#calls = calls;
    this.#agents = agents;
  }

  /** Answers a ring, as far as the agent's phone lets a request do so. @param {Interaction} interaction @param {Leg} leg */
  answer(interaction, leg) {
    const userId = String(leg.userId);
    if (interaction.mediaType === 'voice' && !answersByRequest(this.#agents.phoneOf(userId))) {
      this.#world.log('an answer was accepted, and the phone does not take it');
      return;
    }
    const connect = () => {
      if (isRinging(leg)) this.#callRouter.move('connected', { conversationId: interaction.conversationId, detail: { userId } });
    };
    const { answerDelayMs } = this.#world.settings.current;
    if (answerDelayMs === 0) connect();
    else this.#world.timers.after(answerDelayMs, connect);
  }

  /** Declines a ring, or hangs up. @param {Interaction} interaction @param {Leg} leg */
  disconnect(interaction, leg) {
    const { conversationId } = interaction;
    const userId = String(leg.userId);
    if (isRinging(leg)) {
      this.#callRouter.move('queued', { conversationId, detail: { userId, disconnectType: 'client', declined: true } });
    } else if (interaction.legs.some((other) => other !== leg && other.userId !== null && other.state === 'connected')) {
      this.#interactionSync.leave(interaction, leg);
    } else {
      this.#callRouter.move('disconnected', { conversationId, anyState: true, detail: { leaver: leg.participantId, disconnectType: 'client' } });
    }
  }

  /** Ends a conversation for all. @param {Interaction} interaction */
  disconnectAll({ conversationId }) {
    this.#callRouter.move('disconnected', { conversationId, anyState: true, detail: { disconnectType: 'client' } });
  }

  /** @param {Interaction} interaction @param {Leg} leg @param {boolean} held */
  hold(interaction, leg, held) {
    this.#calls.hold(interaction, String(leg.userId), held);
  }

  /** @param {Interaction} interaction @param {Leg} leg @param {{ muted?: boolean, confined?: boolean }} change */
  setSound(interaction, leg, change) {
    Object.assign(leg, change);
    this.#interactionSync.tell(interaction, leg);
  }

  /** Passes a call to a user on to their voicemail. @param {Interaction} interaction @param {Leg} leg */
  toVoicemail(interaction, leg) {
    this.#interactionSync.toVoicemail(interaction, leg);
  }

  /** A blind transfer to a user. @param {Interaction} interaction @param {import('../directory.js').User} user */
  transferToUser(interaction, user) {
    this.#callRouter.ring(interaction, user, { transferSource: 'blind', direct: true });
  }

  /** A blind transfer to a queue. @param {Interaction} interaction @param {import('../directory.js').Queue} queue */
  transferToQueue(interaction, queue) {
    this.#callRouter.queue(interaction, queue.name, { transferSource: 'blind' });
  }

  /** Says what it was about; ends the after-call work, now or as soon as it begins. @param {Interaction} interaction @param {Leg} leg @param {WrapupGiven} given */
  wrapUp(interaction, leg, given) {
    const at = now();
    const { durationSeconds = Math.round((at - (leg.endedAt ?? at)) / 1000), ...rest } = given;
    leg.wrapup = { ...rest, durationSeconds, endedAt: at };
    this.#endAfterCallWork(interaction, leg, 'complete');
  }

  /** @param {Interaction} interaction @param {Leg} leg */
  skipWrapUp(interaction, leg) {
    this.#endAfterCallWork(interaction, leg, 'skipped');
  }

  /** Ends after-call work that nobody ends, where the setting says so. @param {Interaction} interaction */
  follow(interaction) {
    const { afterCallWorkMs } = this.#world.settings.current;
    if (afterCallWorkMs === null) return;
    for (const leg of interaction.legs) {
      if (!afterCallWorkIsPending(leg) || leg.acwPlanned) continue;
      leg.acwPlanned = true;
      this.#world.timers.after(afterCallWorkMs, () => {
        if (afterCallWorkIsPending(leg)) this.wrapUp(interaction, leg, { code: TIMEOUT_CODE });
      });
    }
  }

  /** @param {Interaction} interaction @param {Leg} leg @param {'complete' | 'skipped'} state */
  #endAfterCallWork(interaction, leg, state) {
    leg.acwState = state;
    if (hasAfterCallWork(leg)) leg.acwEndedAt = now();
    this.#interactions.publish(interaction);
  }
}

/** Whether a desktop can still do something to a leg. @param {Leg} leg */
export function isOpen(leg) {
  return isLive(leg) && leg.purpose !== 'voicemail';
}
