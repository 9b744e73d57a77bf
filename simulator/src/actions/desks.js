// @ts-check

import { AVAILABILITIES } from '../agents/agent-states.js';
import { PHONE_KINDS, WITH_PERSISTENT_CONNECTION, freshPhone } from '../agents/phones.js';
import { BadParameter, NotFound, check } from '../check.js';
import { DEFAULT_USER_ID } from '../directory.js';
import { hasAfterCallWork } from '../media/shared.js';

/** @typedef {import('../agents/agent-states.js').AgentStates} AgentStates */
/** @typedef {import('../agents/agent-states.js').Availability} Availability */
/** @typedef {import('../agents/phones.js').PhoneKind} PhoneKind */
/** @typedef {import('../directory.js').Directory} Directory */
/** @typedef {import('../interactions/interactions.js').Interactions} Interactions */

/**
 * What has become of a participant.
 *
 * @typedef {object} LegState
 * @property {string} participantId
 * @property {string} communicationId
 * @property {string} purpose
 * @property {string | null} userId
 * @property {string} state
 * @property {string | null} disconnectType
 * @property {boolean} held
 * @property {boolean} muted
 * @property {'pending' | 'complete' | 'skipped' | null} afterCallWork `null`: there is none.
 * @property {string | null} wrapupCode
 */

/**
 * The actions about the agents' side: phone and routing status, and what has become of their legs.
 *
 * @param {{ directory: Directory, agents: AgentStates, interactions: Interactions }} parts
 */
export function deskActions({ directory, agents, interactions }) {
  /** @param {string | undefined} userId */
  const userOf = (userId) => directory.user(check.string(userId ?? DEFAULT_USER_ID, 'userId')).userId;
  return {
    /** Chooses an agent's phone. @param {{ userId?: string, kind?: PhoneKind, persistentConnection?: boolean }} params The kind as it is, by default. */
    setPhone: (params) => {
      check.known(params, ['userId', 'kind', 'persistentConnection']);
      const userId = userOf(params.userId);
      const before = agents.phoneOf(userId);
      const kind = check.oneOf(params.kind ?? before.kind, 'kind', PHONE_KINDS);
      const persistentConnection = check.boolean(params.persistentConnection ?? freshPhone(kind).persistentConnection, 'persistentConnection');
      if (persistentConnection && !WITH_PERSISTENT_CONNECTION.includes(kind)) {
        throw new BadParameter(`persistentConnection: a phone of the kind ${kind} has none`);
      }
      agents.setPhone(userId, { kind, persistentConnection });
      return { userId, kind, persistentConnection };
    },

    /** Puts an agent on queue, off queue, or to Not Responding. @param {{ userId?: string, status: Availability }} params */
    setRoutingStatus: (params) => {
      check.known(params, ['userId', 'status']);
      const userId = userOf(params.userId);
      agents.setAvailability(userId, check.oneOf(params.status, 'status', AVAILABILITIES));
      return { userId, status: agents.of(userId).status };
    },

    /** What has become of each participant, oldest first; also of a conversation that is over. @param {{ conversationId: string }} params @returns {LegState[]} */
    legs: (params) => {
      check.known(params, ['conversationId']);
      const conversationId = check.string(params.conversationId, 'conversationId');
      const found = interactions.find(conversationId) ?? interactions.findOver(conversationId);
      if (!found) throw new NotFound(`conversationId: there is no conversation ${JSON.stringify(conversationId)}`);
      return found.legs.map((leg) => {
        const { participantId, communicationId, purpose, userId, state, disconnectType, held, muted, acwState, wrapup } = leg;
        const afterCallWork = hasAfterCallWork(leg) ? acwState : null;
        return { participantId, communicationId, purpose, userId, state, disconnectType, held, muted, afterCallWork, wrapupCode: wrapup?.code ?? null };
      });
    },
  };
}
