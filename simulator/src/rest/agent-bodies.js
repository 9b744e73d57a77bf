// @ts-check

import { stationOf } from '../agents/phones.js';
import { timestamp } from '../media/shared.js';

/** @typedef {import('../agents/agent-states.js').AgentState} AgentState */
/** @typedef {import('../agents/phones.js').Phone} Phone */
/** @typedef {import('../directory.js').User} User */

/** @param {AgentState} agent */
export function routingStatusBody({ userId, status, statusSince }) {
  return { userId, status, startTime: timestamp(statusSince) };
}

/** @param {AgentState} agent */
export function userPresenceBody({ userId, presence, presenceMessage, presenceSince }) {
  return {
    id: userId,
    source: 'PURECLOUD',
    primary: true,
    presenceDefinition: { id: presence.id, systemPresence: presence.name, selfUri: `/api/v2/presencedefinitions/${presence.id}` },
    message: presenceMessage,
    modifiedDate: timestamp(presenceSince),
    selfUri: `/api/v2/users/${userId}/presences/PURECLOUD`,
  };
}

/** The stations of a user: their phone is the only one. @param {User} user @param {Phone} phone */
export function stationsBody(user, phone) {
  const { id, name, type, isWebRtc } = stationOf(user, phone);
  const station = {
    id,
    name,
    type,
    associatedUser: { id: user.userId, name: user.name, version: 1, selfUri: `/api/v2/users/${user.userId}` },
    ...(isWebRtc ? { webRtcCallAppearances: 100 } : {}),
  };
  return { associatedStation: station, effectiveStation: station };
}

/** @param {User} user @param {Phone} phone */
export function stationBody(user, phone) {
  const { id, name, type, isWebRtc, isPersistent } = stationOf(user, phone);
  return {
    id,
    name,
    status: 'ASSOCIATED',
    userId: user.userId,
    type,
    ...(isWebRtc ? { webRtcUserId: user.userId, webRtcPersistentEnabled: isPersistent, webRtcCallAppearances: 100 } : {}),
    selfUri: `/api/v2/stations/${id}`,
  };
}
