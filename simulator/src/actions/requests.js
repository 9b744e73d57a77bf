// @ts-check

import { check } from '../check.js';
import { readRateLimited, readSlow } from './fault-params.js';

/** @typedef {import('../rest/endpoint.js').ApiEndpoint} ApiEndpoint */
/** @typedef {import('../rest/faults.js').ApiFault} ApiFault */
/** @typedef {import('./frames.js').Times} Times */

/**
 * A fault of the Platform API.
 *
 * @typedef {object} RequestFault
 * @property {'rate-limited' | 'error' | 'slow' | 'hang' | 'drop' | 'malformed' | 'no-cors' | 'no-effect'} kind
 * @property {Times} [times] How many requests it occurs; 1 by default.
 * @property {string} [path] Only requests whose path begins so, such as `/api/v2/conversations`; with a `{…}` in it, such as
 * `/api/v2/conversations/calls/{conversationId}`, only those whose whole path is like it.
 * @property {string} [method] Only this method's, such as `PUT`.
 * @property {Readonly<Record<string, unknown>>} [body] Only requests whose body has these values, such as `{ state: 'connected' }`.
 * @property {boolean} [takesEffect] Whether the request does what it asks for all the same, at once; `false` by default: then a `slow` one does so when it
 * is answered, `no-cors` does, and no other.
 * @property {number} [status] `error`: 500 by default.
 * @property {string} [code] `error`: the `code` of the body.
 * @property {string} [message] `error`: the `message` of the body.
 * @property {readonly string[]} [permissions] `error`: those that are missing; makes it a 403 in the words of the service.
 */

/** @typedef {RequestFault & import('./fault-params.js').AnswerFaultParams} RequestFaultParams */

const KINDS = /** @type {const} */ (['rate-limited', 'error', 'slow', 'hang', 'drop', 'malformed', 'no-cors', 'no-effect']);

const SELECTING = ['kind', 'times', 'path', 'method', 'body'];

const COMMON = [...SELECTING, 'takesEffect'];

/**
 * The actions about requests to the Platform API.
 *
 * @param {ApiEndpoint} api
 */
export function requestActions(api) {
  return {
    /** The next requests to the Platform API go wrong. @param {RequestFaultParams} params */
    failRequests: (params) => {
      const kind = check.oneOf(params.kind, 'kind', KINDS);
      const { path, method, body, takesEffect } = params;
      const fault = /** @type {ApiFault} */ ({
        ...readFault(kind, params),
        ...(path === undefined ? {} : { path: check.string(path, 'path') }),
        ...(method === undefined ? {} : { method: check.string(method, 'method').toUpperCase() }),
        ...(body === undefined ? {} : { body: check.object(body, 'body') }),
        ...(takesEffect === undefined ? {} : { takesEffect: check.boolean(takesEffect, 'takesEffect') }),
      });
      api.faults.add(fault, check.times(params.times ?? 1, 'times'));
      return {};
    },
  };
}

/** @param {RequestFaultParams['kind']} kind @param {RequestFaultParams} params @returns {ApiFault} */
function readFault(kind, params) {
  switch (kind) {
    case 'rate-limited':
      return readRateLimited(params, COMMON);
    case 'slow':
      return readSlow(params, COMMON);
    case 'error': {
      check.known(params, [...COMMON, 'status', 'code', 'message', 'permissions']);
      const { permissions } = params;
      return {
        kind,
        status: check.status(params.status ?? (permissions === undefined ? 500 : 403), 'status'),
        ...(params.code === undefined ? {} : { code: check.string(params.code, 'code') }),
        ...(params.message === undefined ? {} : { message: check.string(params.message, 'message') }),
        ...(permissions === undefined ? {} : { permissions: check.strings(permissions, 'permissions') }),
      };
    }
    case 'no-effect':
      check.known(params, SELECTING);
      return { kind };
    default:
      check.known(params, COMMON);
      return { kind };
  }
}
