// @ts-check

import { timestamp } from '../media/shared.js';
import { stationOf } from './phones.js';

/** @typedef {import('./agent-states.js').AgentState} AgentState */

/** The media that a summary counts, with the lists of their communications. */
const SUMMARY_MEDIA = Object.freeze({
  call: 'calls', callback: 'callbacks', email: 'emails', message: 'messages', chat: 'chats', socialExpression: 'socialExpressions', video: 'videos',
});

/** The body of an event of `….routingStatus`. @param {AgentState} agent */
export function routingStatusEvent(agent) {
  return { id: agent.userId, routingStatus: routingStatus(agent) };
}

/** The body of an event of `….presence`. @param {AgentState} agent */
export function presenceEvent({ presence, presenceMessage, presenceSince }) {
  return {
    source: 'PURECLOUD',
    presenceDefinition: { id: presence.id, systemPresence: presence.word },
    primary: true,
    message: presenceMessage,
    modifiedDate: timestamp(presenceSince),
  };
}

/** The body of an event of `….activity`. @param {AgentState} agent @param {readonly string[]} activeQueueIds */
export function activityEvent(agent, activeQueueIds) {
  const { presence, presenceMessage, presenceSince } = agent;
  const modifiedDate = timestamp(presenceSince);
  return {
    id: agent.userId,
    routingStatus: routingStatus(agent),
    presence: { presenceDefinition: { id: presence.id, systemPresence: presence.word }, presenceMessage, modifiedDate },
    outOfOffice: { active: false, modifiedDate },
    activeQueueIds,
    dateActiveQueuesChanged: modifiedDate,
  };
}

/** The body of an event of `….station`. @param {import('../directory.js').User} user @param {import('./phones.js').Phone} phone */
export function stationEvent(user, phone) {
  const { id, name } = stationOf(user, phone);
  return { associatedStation: { id, name, associatedUser: { id: user.userId } } };
}

/** How many conversations an agent has, by media: those of queues and the others. @param {Pick<AgentState, 'work'>} agent */
export function summary({ work }) {
  const all = [...work.values()];
  return Object.fromEntries(
    Object.entries(SUMMARY_MEDIA).map(([name, list]) => {
      const ofMedium = all.filter((one) => one.list === list);
      return [name, { contactCenter: count(ofMedium.filter(({ acd }) => acd)), enterprise: count(ofMedium.filter(({ acd }) => !acd)) }];
    }),
  );
}

/** @param {readonly import('./agent-states.js').Work[]} work */
function count(work) {
  const active = work.filter(({ phase }) => phase === 'active').length;
  return { active, acw: work.length - active };
}

/** @param {AgentState} agent */
function routingStatus({ status, statusSince }) {
  return { status, startTime: timestamp(statusSince) };
}
