// @ts-check

import { isOpen } from '../interactions/desk.js';
import { isRinging } from '../interactions/interaction.js';
import { errorCodeFor } from '../http.js';
import { wrapupOf } from '../media/shared.js';
import { WRAPUP_CODES, wrapupCodeBody } from './queues.js';
import { MEDIA_LISTS, READ_SCOPES } from './conversations.js';
import { ApiError, badRequest, forbidden, noUserContext, notFound } from './errors.js';
import { readParticipantChange, readReplacement, readWrapup } from './participant-bodies.js';

/** @typedef {import('../interactions/desk.js').Desk} Desk */
/** @typedef {import('../interactions/interaction.js').Interaction} Interaction */
/** @typedef {import('../interactions/interaction.js').Leg} Leg */
/** @typedef {import('../interactions/interactions.js').Interactions} Interactions */
/** @typedef {import('../world.js').World} World */
/** @typedef {import('./participant-bodies.js').ParticipantChange} ParticipantChange */
/** @typedef {import('./routes.js').Answer} Answer */
/** @typedef {import('./routes.js').Call} Call */
/** @typedef {import('./routes.js').Route} Route */

/** The scope that changes conversations. */
const WRITE_SCOPES = ['conversations'];

const LIST = `(${MEDIA_LISTS.join('|')})`;

/** A participant by the path of all media; its first group is never there. */
const ANY_PARTICIPANT = '^/api/v2/conversations(?:/(never))?/([^/]+)/participants/([^/]+)';

/** A participant by the path of one medium, or of all. */
const PARTICIPANT = `^/api/v2/conversations(?:/${LIST})?/([^/]+)/participants/([^/]+)`;

/** A communication: there is no path for all media. */
const COMMUNICATION = `^/api/v2/conversations/${LIST}/([^/]+)/participants/([^/]+)/communications/([^/]+)`;

/** What a path names. @typedef {{ interaction: Interaction, leg: Leg }} Target */

/**
 * The operations on a participant: an agent answers, declines, hangs up, holds, mutes, passes on and wraps up.
 *
 * @param {World} world
 * @param {Interactions} interactions
 * @param {Desk} desk
 * @returns {Route[]}
 */
export function participantRoutes(world, interactions, desk) {
  /** @param {Call} call @returns {Target} */
  const target = ({ token, params: [list, conversationId = '', participantId = '', communicationId] }) => {
    if (token.userId === null) throw noUserContext();
    const interaction = interactions.find(conversationId) ?? interactions.findOver(conversationId);
    if (!interaction || (list !== undefined && interaction.medium.list !== list)) throw notFound('conversation');
    const leg = interaction.legs.find((candidate) => candidate.participantId === participantId);
    if (!leg) throw notFound('participant');
    if (communicationId !== undefined && leg.communicationId !== communicationId) throw notFound('communication');
    if (leg.userId !== token.userId) throw forbidden('The participant is not the user of the token');
    return { interaction, leg };
  };

  /** The status of a request that comes too late is not known, so it is a setting. @param {string} what */
  const tooLate = (what) => {
    const { endedRingStatus: status } = world.settings.current;
    return new ApiError(status, errorCodeFor(status), what);
  };

  /** @param {Target} target */
  const live = ({ interaction, leg }) => {
    if (!isOpen(leg)) throw tooLate('The participant has ended');
    return { interaction, leg };
  };

  /** @param {Target} where @param {ParticipantChange} change */
  const changeState = (where, { state }) => {
    const { interaction, leg } = live(where);
    if (state === 'disconnected') return desk.disconnect(interaction, leg);
    if (isRinging(leg)) return desk.answer(interaction, leg);
    if (leg.state !== 'connected') throw tooLate('The participant does not ring');
    return undefined;
  };

  /** @param {Call} call */
  const patch = (call) => {
    const where = target(call);
    const change = readParticipantChange(call.body);
    const { interaction, leg } = where;
    const { wrapup, wrapupSkipped, held, muted, confined } = change;
    const needsConnection = held !== undefined || muted !== undefined || confined !== undefined;
    if (needsConnection && (live(where), leg.state !== 'connected')) throw tooLate('The participant is not connected');
    if (wrapup !== undefined) desk.wrapUp(interaction, leg, wrapup);
    if (wrapupSkipped) desk.skipWrapUp(interaction, leg);
    if (held !== undefined) desk.hold(interaction, leg, held);
    const sound = { ...(muted === undefined ? {} : { muted }), ...(confined === undefined ? {} : { confined }) };
    if (Object.keys(sound).length > 0) desk.setSound(interaction, leg, sound);
    if (change.state !== undefined) changeState(where, change);
  };

  /** @param {Call} call @param {'agent' | 'queue' | undefined} to @returns {Answer} */
  const replace = (call, to) => {
    const { interaction, leg } = live(target(call));
    const { voicemail, userId, queueId } = readReplacement(call.body, to);
    if (voicemail) {
      if (!isRinging(leg) || leg.acd || interaction.mediaType !== 'voice') throw badRequest('Only a call to a user that rings can go to voicemail');
      desk.toVoicemail(interaction, leg);
    } else if (userId !== undefined) {
      const user = world.directory.find(userId);
      if (!user) throw notFound('user');
      desk.transferToUser(interaction, user);
    } else {
      const queue = world.directory.queues().find((candidate) => candidate.queueId === queueId);
      if (!queue) throw notFound('queue');
      desk.transferToQueue(interaction, queue);
    }
    return { status: 202 };
  };

  /** @param {string} path */
  const whole = (path) => new RegExp(`${path}$`);
  return [
    {
      method: 'PATCH',
      path: whole(PARTICIPANT),
      scopes: WRITE_SCOPES,
      answer: (call) => {
        patch(call);
        return { status: 202 };
      },
    },
    {
      method: 'PATCH',
      path: whole(COMMUNICATION),
      scopes: WRITE_SCOPES,
      answer: (call) => {
        patch(call);
        return { status: 202, body: {} };
      },
    },
    { method: 'POST', path: whole(`${PARTICIPANT}/replace`), scopes: WRITE_SCOPES, answer: (call) => replace(call, undefined) },
    { method: 'POST', path: whole(`${ANY_PARTICIPANT}/replace/agent`), scopes: WRITE_SCOPES, answer: (call) => replace(call, 'agent') },
    { method: 'POST', path: whole(`${ANY_PARTICIPANT}/replace/queue`), scopes: WRITE_SCOPES, answer: (call) => replace(call, 'queue') },
    {
      method: 'POST',
      path: whole('^/api/v2/conversations/([^/]+)/disconnect'),
      scopes: WRITE_SCOPES,
      answer: ({ token, params: [conversationId = ''] }) => {
        const { userId } = token;
        if (userId === null) throw noUserContext();
        const interaction = interactions.find(conversationId);
        if (!interaction) throw interactions.findOver(conversationId) ? tooLate('The conversation is over') : notFound('conversation');
        if (!interaction.legs.some((leg) => leg.userId === userId && isOpen(leg))) throw forbidden('The user of the token is not in the conversation');
        desk.disconnectAll(interaction);
        return { status: 202 };
      },
    },
    {
      method: 'POST',
      path: whole(`${COMMUNICATION}/wrapup`),
      scopes: WRITE_SCOPES,
      answer: (call) => {
        const { interaction, leg } = target(call);
        desk.wrapUp(interaction, leg, readWrapup(call.body));
        return { status: 202 };
      },
    },
    ...[`${PARTICIPANT}/wrapup`, `${COMMUNICATION}/wrapup`].map((path) => ({
      method: 'GET',
      path: whole(path),
      scopes: READ_SCOPES,
      answer: (/** @type {Call} */ call) => ({ status: 200, body: wrapupOf(target(call).leg) ?? {} }),
    })),
    {
      method: 'GET',
      path: whole(`${PARTICIPANT}/wrapupcodes`),
      scopes: READ_SCOPES,
      answer: (call) => {
        target(call);
        return { status: 200, body: WRAPUP_CODES.map(wrapupCodeBody) };
      },
    },
  ];
}
