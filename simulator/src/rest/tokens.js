// @ts-check

import { ORGANISATION } from '../directory.js';

/** @typedef {import('../tokens.js').Token} Token */
/** @typedef {import('../tokens.js').Tokens} Tokens */

/**
 * The operations on the token of the request itself; none needs a scope.
 *
 * @param {Tokens} tokens
 * @returns {import('./routes.js').Route[]}
 */
export function tokenRoutes(tokens) {
  const path = /^\/api\/v2\/tokens\/me$/;
  return [
    { method: 'GET', path, scopes: [], answer: ({ token }) => ({ status: 200, body: tokenBody(token) }) },
    { method: 'HEAD', path, scopes: [], answer: () => ({ status: 200 }) },
    {
      method: 'DELETE',
      path,
      scopes: [],
      answer: ({ token }) => {
        tokens.revoke(token);
        return { status: 204 };
      },
    },
  ];
}

/** What a token may do, and whose it is. @param {Token} token */
export function tokenBody({ clientId, userId, scope }) {
  const { organizationId: id, name } = ORGANISATION;
  const authorizedScope = scope.split(' ').filter((word) => word !== '');
  return {
    organization: { id, name },
    homeOrganization: { id, name },
    authorizedScope,
    OAuthClient: {
      id: clientId,
      name: clientId,
      authorizedGrantType: userId === null ? 'CLIENT-CREDENTIALS' : 'CODE',
      scope: authorizedScope,
      organization: { id, name },
    },
  };
}
