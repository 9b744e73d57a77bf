// @ts-check

import { ORGANISATION } from '../directory.js';
import { restConversation } from '../interactions/rest-shape.js';
import { noUserContext } from './errors.js';
import { tokenBody } from './tokens.js';

/** @typedef {import('../directory.js').Directory} Directory */
/** @typedef {import('../interactions/interactions.js').Interactions} Interactions */

/**
 * The operations of an agent: who they are, and which conversations they are in.
 *
 * @param {Directory} directory
 * @param {Interactions} interactions
 * @returns {import('./routes.js').Route[]}
 */
export function agentRoutes(directory, interactions) {
  return [
    {
      method: 'GET',
      path: /^\/api\/v2\/users\/me$/,
      scopes: ['users', 'users:readonly', 'user-basic-info'],
      answer: ({ token, url }) => {
        const user = token.userId === null ? null : directory.find(token.userId);
        if (!user) throw noUserContext();
        return { status: 200, body: { ...userBody(user), ...expanded(url, token) } };
      },
    },
    {
      method: 'GET',
      path: /^\/api\/v2\/conversations$/,
      scopes: ['conversations', 'conversations:readonly'],
      answer: ({ token, url }) => {
        const active = token.userId === null ? [] : interactions.ofUser(token.userId);
        const asked = active.filter(({ medium }) => isOfType(medium, url.searchParams.get('communicationType')));
        return { status: 200, body: onOnePage(asked.map(restConversation)) };
      },
    },
  ];
}

/** Whether a medium's communications are of a type, such as `call` or `chat`. @param {import('../media/index.js').Medium} medium @param {string | null} type `null`: any. */
function isOfType({ list }, type) {
  return type === null || `${type.toLowerCase()}s` === list;
}

/** A listing of all there is, as recorded: the page is as large as the list. @param {unknown[]} entities */
function onOnePage(entities) {
  const { length } = entities;
  const uri = `/api/v2/conversations?pageSize=${length}&pageNumber=1`;
  return { entities, pageSize: length, pageNumber: 1, total: length, firstUri: uri, selfUri: uri, lastUri: uri, pageCount: 1 };
}

/** What a request for the user asks for besides; fields that the simulator knows nothing of are left out. @param {URL} url @param {import('../tokens.js').Token} token */
function expanded({ searchParams }, token) {
  const fields = searchParams.getAll('expand').flatMap((list) => list.split(','));
  const { organizationId: id, name } = ORGANISATION;
  return {
    ...(fields.includes('organization') ? { organization: { id, name, version: 1, state: 'active', selfUri: `/api/v2/organizations/${id}` } } : {}),
    ...(fields.includes('token') ? { token: tokenBody(token) } : {}),
  };
}

/** @param {import('../directory.js').User} user */
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
