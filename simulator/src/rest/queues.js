// @ts-check

import { ORGANISATION } from '../directory.js';
import { Prng, deriveSeed } from '../prng.js';
import { noUserContext, notFound } from './errors.js';
import { onPages } from './paging.js';

/** @typedef {import('../directory.js').Directory} Directory */
/** @typedef {import('../directory.js').Queue} Queue */

/** @typedef {{ id: string, name: string }} WrapupCode */

const WRAPUP_NAMES = ['Resolved', 'Call back later', 'Passed on', 'Wrong number'];

/** The codes that an agent can wrap up with, the same for every queue. @type {readonly WrapupCode[]} */
export const WRAPUP_CODES = Object.freeze(WRAPUP_NAMES.map((name) => ({ id: new Prng(deriveSeed(0, `wrap-up ${name}`)).uuid(), name })));

const DIVISION = Object.freeze({
  id: ORGANISATION.divisionId, name: 'Home', selfUri: `/api/v2/authorization/divisions/${ORGANISATION.divisionId}`,
});

const SCOPES = ['routing', 'routing:readonly'];

/**
 * The operations that read queues and wrap-up codes.
 *
 * @param {Directory} directory
 * @returns {import('./routes.js').Route[]}
 */
export function queueRoutes(directory) {
  /** @param {string} queueId */
  const find = (queueId) => {
    const queue = directory.queues().find((candidate) => candidate.queueId === queueId);
    if (!queue) throw notFound('queue');
    return queue;
  };
  /** @param {RegExp} path @param {import('./routes.js').Route['answer']} answer */
  const read = (path, answer) => ({ method: 'GET', path, scopes: SCOPES, answer });
  return [
    read(/^\/api\/v2\/routing\/queues$/, ({ url }) => {
      const name = url.searchParams.get('name')?.toLowerCase();
      const found = directory.queues().filter((queue) => name === undefined || queue.name.toLowerCase().includes(name));
      return { status: 200, body: onPages(url, found.map(queueBody)) };
    }),
    read(/^\/api\/v2\/routing\/queues\/me$/, ({ url, token }) => {
      if (token.userId === null) throw noUserContext();
      return { status: 200, body: onPages(url, directory.usualQueues().map(userQueueBody)) };
    }),
    read(/^\/api\/v2\/routing\/queues\/([^/]+)$/, ({ params: [queueId = ''] }) => ({ status: 200, body: queueBody(find(queueId)) })),
    read(/^\/api\/v2\/routing\/queues\/([^/]+)\/wrapupcodes$/, ({ url, params: [queueId = ''] }) => {
      find(queueId);
      return { status: 200, body: onPages(url, WRAPUP_CODES.map(wrapupCodeBody)) };
    }),
    read(/^\/api\/v2\/routing\/wrapupcodes$/, ({ url }) => ({ status: 200, body: onPages(url, WRAPUP_CODES.map(wrapupCodeBody)) })),
    {
      method: 'GET',
      path: /^\/api\/v2\/users\/([^/]+)\/queues$/,
      scopes: [...SCOPES, 'users', 'users:readonly'],
      answer: ({ url, params: [userId = ''] }) => {
        if (!directory.find(userId)) throw notFound('user');
        const joined = url.searchParams.get('joined') !== 'false';
        return { status: 200, body: onPages(url, joined ? directory.usualQueues().map(userQueueBody) : []) };
      },
    },
  ];
}

/** @param {WrapupCode} code */
export function wrapupCodeBody({ id, name }) {
  return { id, name, division: DIVISION, selfUri: `/api/v2/routing/wrapupcodes/${id}` };
}

/** @param {Queue} queue */
function queueBody({ queueId, name }) {
  return { id: queueId, name, division: DIVISION, acwSettings: { wrapupPrompt: 'OPTIONAL' }, selfUri: `/api/v2/routing/queues/${queueId}` };
}

/** A queue that a user has joined: everybody has joined all. @param {Queue} queue */
function userQueueBody(queue) {
  return { ...queueBody(queue), joined: true };
}
