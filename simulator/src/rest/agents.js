// @ts-check

import { summary } from '../agents/events.js';
import { ORGANISATION } from '../directory.js';
import { routingStatusBody, stationsBody, userPresenceBody } from './agent-bodies.js';
import { noUserContext, notFound } from './errors.js';
import { tokenBody } from './tokens.js';

/** @typedef {import('../agents/agent-states.js').AgentStates} AgentStates */
/** @typedef {import('../directory.js').Directory} Directory */
/** @typedef {import('../directory.js').User} User */

/**
 * The operations that say who an agent is.
 *
 * @param {Directory} directory
 * @param {AgentStates} agents
 * @returns {import('./routes.js').Route[]}
 */
export function agentRoutes(directory, agents) {
  return [
    {
      method: 'GET',
      path: /^\/api\/v2\/users\/me$/,
      scopes: ['users', 'users:readonly', 'user-basic-info'],
      answer: ({ token, url }) => {
        const user = token.userId === null ? null : directory.find(token.userId);
        if (!user) throw noUserContext();
        return { status: 200, body: { ...userBody(user), ...expandedMe(url, token), ...expandedUser(url, user, agents) } };
      },
    },
    {
      method: 'GET',
      path: /^\/api\/v2\/users\/(?!me$)([^/]+)$/,
      scopes: ['users', 'users:readonly'],
      answer: ({ url, params: [userId = ''] }) => {
        const user = directory.find(userId);
        if (!user) throw notFound('user');
        return { status: 200, body: { ...userBody(user), ...expandedUser(url, user, agents) } };
      },
    },
  ];
}

/** The words after `expand`, in lower case. @param {URL} url */
function wordsOf({ searchParams }) {
  return searchParams.getAll('expand').flatMap((list) => list.toLowerCase().split(','));
}

/** What a request for the user of the token asks for besides; words that the simulator does not know are passed over. @param {URL} url @param {import('../tokens.js').Token} token */
function expandedMe(url, token) {
  const words = wordsOf(url);
  const { organizationId: id, name } = ORGANISATION;
  return {
    ...(words.includes('organization') ? { organization: { id, name, version: 1, state: 'active', selfUri: `/api/v2/organizations/${id}` } } : {}),
    ...(words.includes('token') ? { token: tokenBody(token) } : {}),
  };
}

/** What a request for any user asks for besides. @param {URL} url @param {User} user @param {AgentStates} agents */
function expandedUser(url, user, agents) {
  const words = wordsOf(url);
  const agent = agents.of(user.userId);
  return {
    ...(words.includes('routingstatus') ? { routingStatus: routingStatusBody(agent) } : {}),
    ...(words.includes('presence') ? { presence: userPresenceBody(agent) } : {}),
    ...(words.includes('conversationsummary') ? { conversationSummary: { userId: user.userId, ...summary(agent) } } : {}),
    ...(words.includes('station') ? { station: stationsBody(user, agents.phoneOf(user.userId)) } : {}),
  };
}

/** @param {User} user */
function userBody({ userId, name, email }) {
  return {
    id: userId,
    name,
    division: { id: ORGANISATION.divisionId, name: 'Home', selfUri: `/api/v2/authorization/divisions/${ORGANISATION.divisionId}` },
    chat: { jabberId: `${userId.replaceAll('-', '').slice(0, 24)}@northwind.orgspan.com` },
    email,
    state: 'active',
    username: email,
    version: 1,
    acdAutoAnswer: false,
    selfUri: `/api/v2/users/${userId}`,
  };
}
