// @ts-check

import { PRESENCES, findPresence } from '../agents/presences.js';
import { routingStatusBody, stationBody, stationsBody, userPresenceBody } from './agent-bodies.js';
import { badRequest, forbidden, noUserContext, notFound } from './errors.js';
import { onPages } from './paging.js';
import { readObject } from './participant-bodies.js';

/** @typedef {import('../agents/agent-states.js').AgentStates} AgentStates */
/** @typedef {import('../world.js').World} World */
/** @typedef {import('./routes.js').Call} Call */

/** Which scopes the service asks for is not known; one of these is enough. */
const ROUTING_WRITE = ['users', 'routing'];

const ROUTING_READ = [...ROUTING_WRITE, 'users:readonly', 'routing:readonly'];

const PRESENCE_WRITE = ['presence', 'users'];

const PRESENCE_READ = [...PRESENCE_WRITE, 'presence:readonly', 'users:readonly'];

const STATION_READ = ['stations', 'stations:readonly', 'users', 'users:readonly'];

/** What a request may put a routing status to. */
const SETTABLE = /** @type {const} */ (['OFF_QUEUE', 'IDLE']);

/**
 * The operations on a user's routing status, presence and station.
 *
 * @param {World} world
 * @param {AgentStates} agents
 * @returns {import('./routes.js').Route[]}
 */
export function userRoutes({ directory, settings }, agents) {
  /** The user of a path, who has to be the one of the token. @param {Call} call */
  const own = ({ token, params: [userId = ''] }) => {
    if (token.userId === null) throw noUserContext();
    if (!directory.find(userId)) throw notFound('user');
    if (userId !== token.userId) throw forbidden('The user is not the one of the token');
    return userId;
  };
  /** @param {string} userId */
  const known = (userId) => {
    const user = directory.find(userId);
    if (!user) throw notFound('user');
    return user;
  };
  const routingStatus = /^\/api\/v2\/users\/([^/]+)\/routingstatus$/;
  const presence = /^\/api\/v2\/users\/([^/]+)\/presences\/purecloud$/i;
  return [
    {
      method: 'GET',
      path: routingStatus,
      scopes: ROUTING_READ,
      // As published: of somebody who does not exist it is OFF_QUEUE.
      answer: ({ params: [userId = ''] }) => ({
        status: 200,
        body: directory.find(userId) ? routingStatusBody(agents.of(userId)) : { userId, status: 'OFF_QUEUE' },
      }),
    },
    {
      method: 'PUT',
      path: routingStatus,
      scopes: ROUTING_WRITE,
      answer: (call) => {
        const userId = own(call);
        const { status } = readObject(call.body, 'The body');
        const wanted = SETTABLE.find((candidate) => candidate === status);
        if (wanted === undefined) throw badRequest(`status has to be one of ${SETTABLE.join(', ')}`);
        if (wanted === 'IDLE' && settings.current.refuseIdleOffQueue && agents.of(userId).availability === 'OFF_QUEUE') {
          throw badRequest('The user is off queue');
        }
        agents.setAvailability(userId, wanted);
        return { status: 200, body: routingStatusBody(agents.of(userId)) };
      },
    },
    {
      method: 'GET',
      path: presence,
      scopes: PRESENCE_READ,
      answer: ({ params: [userId = ''] }) => ({ status: 200, body: userPresenceBody(agents.of(known(userId).userId)) }),
    },
    {
      method: 'PATCH',
      path: presence,
      scopes: PRESENCE_WRITE,
      answer: (call) => {
        const userId = own(call);
        const { presenceDefinition, message } = readObject(call.body, 'The body');
        const { presence: before, presenceMessage } = agents.of(userId);
        if (message !== undefined && typeof message !== 'string') throw badRequest('message has to be a string');
        agents.setPresence(userId, presenceDefinition === undefined ? before : readPresence(presenceDefinition), message ?? presenceMessage);
        return { status: 200, body: userPresenceBody(agents.of(userId)) };
      },
    },
    {
      method: 'GET',
      path: /^\/api\/v2\/presencedefinitions$/,
      scopes: PRESENCE_READ,
      answer: ({ url }) => ({ status: 200, body: onPages(url, PRESENCES.map(definitionBody)) }),
    },
    {
      method: 'GET',
      path: /^\/api\/v2\/users\/stations\/me$/,
      scopes: STATION_READ,
      answer: ({ token }) => {
        const user = token.userId === null ? null : directory.find(token.userId);
        if (!user) throw noUserContext();
        return { status: 200, body: stationsBody(user, agents.phoneOf(user.userId)) };
      },
    },
    {
      method: 'GET',
      path: /^\/api\/v2\/users\/([^/]+)\/station$/,
      scopes: STATION_READ,
      answer: ({ params: [userId = ''] }) => ({ status: 200, body: stationsBody(known(userId), agents.phoneOf(userId)) }),
    },
    {
      method: 'GET',
      path: /^\/api\/v2\/stations\/([^/]+)$/,
      scopes: STATION_READ,
      answer: ({ params: [stationId = ''] }) => {
        const stations = directory.users().map((user) => stationBody(user, agents.phoneOf(user.userId)));
        const found = stations.find(({ id }) => id === stationId);
        if (!found) throw notFound('station');
        return { status: 200, body: found };
      },
    },
  ];
}

/** @param {unknown} given */
function readPresence(given) {
  const { id, systemPresence } = readObject(given, 'presenceDefinition');
  const named = [id, systemPresence].find((text) => typeof text === 'string');
  const found = typeof named === 'string' ? findPresence(named) : null;
  if (!found) throw badRequest('There is no such presence definition');
  return found;
}

/** @param {import('../agents/presences.js').Presence} presence */
function definitionBody({ id, name }) {
  return { id, name, languageLabels: { en_US: name }, systemPresence: name, deactivated: false, primary: true, selfUri: `/api/v2/presencedefinitions/${id}` };
}
