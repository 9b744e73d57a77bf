// @ts-check

import { BadParameter, NotFound, check } from '../check.js';
import { DEFAULT_USER_ID } from '../directory.js';
import { CALL_OUT_STATES } from '../interactions/calls.js';
import { connectedLeg, ringingLeg } from '../interactions/interaction.js';
import { readDisconnectType } from './ring-params.js';

/** @typedef {import('../directory.js').Directory} Directory */
/** @typedef {import('../interactions/interaction-sync.js').MoveDetail} MoveDetail */
/** @typedef {import('../interactions/calls.js').Calls} Calls */
/** @typedef {import('../interactions/calls.js').CallOutState} CallOutState */
/** @typedef {import('../interactions/calls.js').Placed} Placed */
/** @typedef {import('../interactions/interaction.js').Interaction} Interaction */
/** @typedef {import('../interactions/interactions.js').Interactions} Interactions */
/** @typedef {import('../call-router.js').Sent} Sent */
/** @typedef {import('../call-router.js').CallRouter} CallRouter */

/** A ring that has ended, and the one that followed it, if one did. @typedef {Sent & { next: Sent | null }} RingEnded */

/**
 * @typedef {object} RingEndParams
 * @property {string} [conversationId] The one that began to ring last by default.
 * @property {string} [userId] The agent whose ring it is.
 * @property {string} [disconnectType] How the leg ends: one of `DISCONNECT_TYPES`.
 * @property {string} [nextUserId] The agent whose desktop rings next, which may be the same one; by default none.
 * @property {number} [alertingTimeoutMs] How long that next ring lasts at most.
 */

const RING_END_PARAMS = ['conversationId', 'userId', 'disconnectType', 'nextUserId', 'alertingTimeoutMs'];

/**
 * The actions about agents and their legs: what the Platform API distinguishes and routing events do not.
 *
 * @param {{ interactions: Interactions, calls: Calls, callRouter: CallRouter, directory: Directory }} parts
 */
export function agentActions({ interactions, calls, callRouter, directory }) {
  /** @param {string | undefined} userId @param {string} name */
  const userOf = (userId, name) => directory.user(check.string(userId ?? DEFAULT_USER_ID, name), name);

  /**
   * The conversation that is named, or the one that is meant where none is.
   *
   * @param {string | undefined} conversationId
   * @param {string} what
   * @param {(interaction: Interaction) => boolean} fits
   * @param {() => Interaction | null} [usual] The newest that fits by default.
   */
  const target = (conversationId, what, fits, usual = () => interactions.newest(fits)) => {
    const id = conversationId === undefined ? undefined : check.string(conversationId, 'conversationId');
    const found = id === undefined ? usual() : interactions.find(id);
    if (found && fits(found)) return found;
    throw new NotFound(id === undefined ? `no conversation ${what}` : `conversationId: no live conversation with the id ${JSON.stringify(id)} ${what}`);
  };

  /** @param {string | undefined} conversationId @param {string} [userId] */
  const ringingAt = (conversationId, userId) =>
    target(conversationId, 'is ringing', (interaction) => ringingLeg(interaction, userId) !== null, () => interactions.lastRinging(userId));

  /** @param {string | undefined} conversationId @param {string} [userId] */
  const connectedTo = (conversationId, userId) =>
    target(conversationId, 'is connected', (interaction) => connectedLeg(interaction, userId) !== null);

  /** @param {RingEndParams} params @param {MoveDetail} end @returns {RingEnded} */
  const endRing = ({ conversationId, userId, nextUserId, alertingTimeoutMs }, end) => {
    const rung = userId === undefined ? undefined : userOf(userId, 'userId').userId;
    const next = nextUserId === undefined ? null : userOf(nextUserId, 'nextUserId');
    const timeout = readTimeout(alertingTimeoutMs);
    const interaction = ringingAt(conversationId, rung);
    const leg = ringingLeg(interaction, rung);
    const ended = callRouter.move('queued', {
      conversationId: interaction.conversationId,
      detail: { ...end, ...(leg?.userId ? { userId: leg.userId } : {}) },
    });
    return { ...ended, next: next && callRouter.ring(interaction, next, timeout) };
  };

  return {
    /** Which legs ring now. @param {{ userId?: string }} [params] Everybody's by default. @returns {import('../interactions/interactions.js').RingingLeg[]} */
    rings: (params = {}) => {
      check.known(params, ['userId']);
      return interactions.rings(params.userId === undefined ? undefined : userOf(params.userId, 'userId').userId);
    },

    /** Nobody answers in time: the leg is over, the customer waits again. @param {RingEndParams} [params] @returns {RingEnded} */
    timeOutRing: (params = {}) => {
      check.known(params, RING_END_PARAMS);
      return endRing(params, readDisconnectType(params.disconnectType));
    },

    /** The agent refuses the ring: the customer waits again. @param {RingEndParams} [params] @returns {RingEnded} */
    decline: (params = {}) => {
      check.known(params, RING_END_PARAMS);
      return endRing(params, { ...readDisconnectType(params.disconnectType ?? 'client'), declined: true });
    },

    /** It is answered at another device of the agent's; or by a colleague, where one is named. @param {{ conversationId?: string, userId?: string, disconnectType?: string }} [params] `disconnectType`: of the agent's leg, where a colleague has it. @returns {Sent} */
    answerElsewhere: (params = {}) => {
      check.known(params, ['conversationId', 'userId', 'disconnectType']);
      const end = readDisconnectType(params.disconnectType ?? 'transfer');
      const interaction = ringingAt(params.conversationId);
      const userId = params.userId === undefined ? ringingLeg(interaction)?.userId : userOf(params.userId, 'userId').userId;
      return callRouter.move('connected', {
        conversationId: interaction.conversationId,
        detail: { ...end, ...(userId ? { userId } : {}) },
      });
    },

    /**
     * A blind transfer: the agent passes the conversation on to a user, or to a queue (and from there to `nextUserId`).
     *
     * @param {{ conversationId?: string, userId?: string, queueName?: string, nextUserId?: string, purpose?: string, alertingTimeoutMs?: number }} params
     * @returns {Sent & { next: Sent | null }}
     */
    transfer: (params) => {
      check.known(params, ['conversationId', 'userId', 'queueName', 'nextUserId', 'purpose', 'alertingTimeoutMs']);
      const { userId, queueName, nextUserId } = params;
      if ((userId === undefined) === (queueName === undefined)) throw new BadParameter('expected either userId or queueName');
      const detail = {
        transferSource: 'blind',
        purpose: check.string(params.purpose ?? 'agent', 'purpose'),
        ...readTimeout(params.alertingTimeoutMs),
      };
      const next = nextUserId === undefined ? null : userOf(nextUserId, 'nextUserId');
      const user = userId === undefined ? null : userOf(userId, 'userId');
      const interaction = connectedTo(params.conversationId);
      if (user) return { ...callRouter.ring(interaction, user, { ...detail, direct: true }), next: null };
      const queued = callRouter.queue(interaction, check.string(queueName, 'queueName'), detail);
      return { ...queued, next: next && callRouter.ring(interaction, next, detail) };
    },

    /**
     * An agent who talks to a customer asks a colleague: the colleague's desktop rings, in the same conversation.
     *
     * @param {{ conversationId?: string, fromUserId?: string, userId: string, purpose?: string, alertingTimeoutMs?: number }} params
     * @returns {Placed}
     */
    consult: (params) => {
      check.known(params, ['conversationId', 'fromUserId', 'userId', 'purpose', 'alertingTimeoutMs']);
      const to = userOf(check.string(params.userId, 'userId'), 'userId');
      const interaction = connectedTo(params.conversationId, params.fromUserId);
      const from = userOf(connectedLeg(interaction, params.fromUserId)?.userId ?? undefined, 'fromUserId');
      return calls.consult(interaction, { from, to, ...readCall(params) });
    },

    /**
     * A colleague calls: nothing of a queue.
     *
     * @param {{ fromUserId?: string, userId?: string, purpose?: string, alertingTimeoutMs?: number }} [params]
     * @returns {Placed}
     */
    directCall: (params = {}) => {
      check.known(params, ['fromUserId', 'userId', 'purpose', 'alertingTimeoutMs']);
      const to = userOf(params.userId, 'userId');
      const colleague = directory.users().find(({ userId }) => userId !== to.userId)?.userId;
      return calls.direct({ from: userOf(params.fromUserId ?? colleague, 'fromUserId'), to, ...readCall(params) });
    },

    /**
     * A user calls somebody outside.
     *
     * @param {{ userId?: string, customerName?: string, customerAddress?: string, states?: readonly CallOutState[] }} [params]
     * @returns {Placed}
     */
    callOut: (params = {}) => {
      check.known(params, ['userId', 'customerName', 'customerAddress', 'states']);
      const { customerAddress, states = ['contacting', 'dialing', 'connected'] } = params;
      const path = check.strings(states, 'states').map((state) => check.oneOf(state, 'states', CALL_OUT_STATES));
      if (path.length === 0) throw new BadParameter('states: expected at least one');
      return calls.out({
        from: userOf(params.userId, 'userId'),
        name: check.string(params.customerName ?? '', 'customerName'),
        address: customerAddress === undefined ? undefined : check.string(customerAddress, 'customerAddress'),
        states: path,
      });
    },

    /** The agent puts the conversation on hold, or continues it. @param {{ conversationId?: string, userId?: string, held?: boolean }} [params] @returns {Placed} */
    hold: (params = {}) => {
      check.known(params, ['conversationId', 'userId', 'held']);
      const userId = params.userId === undefined ? undefined : userOf(params.userId, 'userId').userId;
      return calls.hold(connectedTo(params.conversationId, userId), userId, check.boolean(params.held ?? true, 'held'));
    },

    /** A snapshot in which nothing has changed that matters. @param {{ conversationId?: string }} [params] The newest by default. @returns {Placed} */
    touch: (params = {}) => {
      check.known(params, ['conversationId']);
      return calls.touch(target(params.conversationId, 'is live', () => true));
    },
  };
}

/** @param {number | undefined} alertingTimeoutMs */
function readTimeout(alertingTimeoutMs) {
  return alertingTimeoutMs === undefined ? {} : { alertingTimeoutMs: check.wait(alertingTimeoutMs, 'alertingTimeoutMs') };
}

/** @param {{ purpose?: string, alertingTimeoutMs?: number }} params */
function readCall({ purpose, alertingTimeoutMs }) {
  return { purpose: check.string(purpose ?? 'user', 'purpose'), alertingTimeoutMs: readTimeout(alertingTimeoutMs).alertingTimeoutMs ?? null };
}
