// @ts-check

import { ORGANISATION } from '../directory.js';

/** @typedef {import('../interactions/interaction.js').Leg} Leg */

/** REST has `donotdisturb` for calls only. */
export const WITHOUT_DND = Object.freeze({ 'endpoint.dnd': 'endpoint', 'transfer.dnd': 'transfer' });

/** A time as the API writes it. @param {number | null} at In ms since 1970. @returns {string | undefined} */
export function timestamp(at) {
  return at === null ? undefined : new Date(at).toISOString();
}

/** Whether somebody of the organisation is at the leg's end. @param {Leg} leg */
export function isUserLeg({ userId }) {
  return userId !== null;
}

/** Whether the leg is a user's and came to them through a queue. @param {Leg} leg */
export function isAcdLeg(leg) {
  return isUserLeg(leg) && leg.queue !== null;
}

/** What a communication of every medium says of its beginning and end. @param {Leg} leg */
export function course(leg) {
  return {
    peerId: leg.peerId ?? undefined,
    startHoldTime: timestamp(leg.heldAt),
    connectedTime: timestamp(leg.connectedAt),
    disconnectedTime: timestamp(leg.endedAt),
    disconnectType: leg.disconnectType ?? undefined,
    wrapup: wrapupOf(leg),
    afterCallWork: hasAfterCallWork(leg)
      ? { state: leg.acwState, startTime: timestamp(leg.endedAt), ...(leg.acwEndedAt === null ? {} : { endTime: timestamp(leg.acwEndedAt) }) }
      : undefined,
  };
}

/** What an agent's communication says of the queue. @param {Leg} leg @param {import('./index.js').Fields} [tones] */
export function queueMediaSettings(leg, tones = {}) {
  if (!isAcdLeg(leg) || leg.alertingTimeoutMs === null) return undefined;
  return {
    alertingTimeoutSeconds: Math.ceil(leg.alertingTimeoutMs / 1000),
    enableAutoAnswer: leg.autoAnswer !== null,
    ...tones,
    ...(leg.autoAnswer === null ? {} : { autoAnswerAlertToneSeconds: leg.autoAnswer.toneSeconds }),
  };
}

/** The script of an agent's communication. @param {Leg} leg */
export function scriptId(leg) {
  return isAcdLeg(leg) ? ORGANISATION.scriptId : undefined;
}

/** Whether the agent has had wrap-up work, done or not. @param {Leg} leg */
export function hasAfterCallWork(leg) {
  return expectsWrapup(leg) && leg.connectedAt !== null && leg.endedAt !== null;
}

/** Whether the agent has wrap-up work now. @param {Leg} leg */
export function afterCallWorkIsPending(leg) {
  return hasAfterCallWork(leg) && leg.acwState === 'pending';
}

/** How the agent wrapped it up, if they did. @param {Leg} leg */
export function wrapupOf({ wrapup: done }) {
  if (done === null) return undefined;
  const { code, notes, tags, durationSeconds, endedAt } = done;
  return { code, ...(notes === undefined ? {} : { notes }), ...(tags === undefined ? {} : { tags }), durationSeconds, endTime: timestamp(endedAt) };
}

/** Whether the agent of the leg has to wrap up if they answer. @param {Leg} leg */
export function expectsWrapup(leg) {
  return isAcdLeg(leg) && leg.wrapupRequired;
}

/** What an agent's participant says of the wrap-up: required since they answered. @param {Leg} leg @param {string} wrapupPrompt */
export function wrapup(leg, wrapupPrompt) {
  if (!isAcdLeg(leg)) return {};
  const wrapupExpected = expectsWrapup(leg);
  return { wrapupRequired: wrapupExpected && leg.connectedAt !== null, wrapupExpected, wrapupPrompt };
}

/** An id in the form of a provider's. @param {string} id @param {number} length */
export function opaqueId(id, length) {
  return id.replaceAll('-', '').padEnd(length, '0').slice(0, length);
}
