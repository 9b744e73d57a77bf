// @ts-check

import { NotFound, check } from '../check.js';
import { DEFAULT_CLIENT, scopeOf } from '../settings.js';
import { readRateLimited, readSlow } from './fault-params.js';

/** @typedef {import('../oauth.js').TokenEndpoint} TokenEndpoint */
/** @typedef {import('../oauth.js').TokenFault} TokenFault */
/** @typedef {import('../world.js').World} World */
/** @typedef {import('./frames.js').Times} Times */

/** Whose tokens are meant; all by default. @typedef {{ clientId?: string, userId?: string }} Whose */

/**
 * A fault of the token endpoint.
 *
 * @typedef {object} TokenFaultKind
 * @property {'rate-limited' | 'error' | 'slow' | 'hang' | 'drop' | 'malformed' | 'no-token' | 'no-cors'} kind
 * @property {Times} [times] How many requests it occurs; 1 by default.
 * @property {string} [clientId] Only this client's requests.
 * @property {number} [status] `error`: 500 by default.
 * @property {string} [error] `error`: the OAuth error code.
 * @property {string} [description] `error`: the server's own words.
 */

/** @typedef {TokenFaultKind & import('./fault-params.js').AnswerFaultParams} TokenFaultParams */

const KINDS = /** @type {const} */ (['rate-limited', 'error', 'slow', 'hang', 'drop', 'malformed', 'no-token', 'no-cors']);

/** The code with which a channel's socket closes for a revoked token, if it does: which one it is, is not known. */
const CLOSE_REVOKED = 1008;

/**
 * The actions about tokens and the endpoint that issues them.
 *
 * @param {World} world
 * @param {TokenEndpoint} endpoint
 * @param {import('../notifications/channels.js').Channels} channels
 */
export function tokenActions(world, endpoint, channels) {
  /** @param {{ clientId?: string }} params */
  const readClient = ({ clientId }) => {
    if (clientId === undefined) return undefined;
    if (!world.clients.has(check.string(clientId, 'clientId'))) throw new NotFound(`clientId: no client is called ${clientId}`);
    return clientId;
  };
  /** @param {{ userId?: string }} params */
  const readUser = ({ userId }) =>
    userId === undefined ? undefined : world.directory.user(check.string(userId, 'userId')).userId;
  /** @param {Whose} params */
  const readWhose = (params) => ({ clientId: readClient(params), userId: readUser(params) });
  return {
    /**
     * A token without a request: of a user, where one is named.
     *
     * @param {{ clientId?: string, userId?: string, lifeSeconds?: number, scope?: string, accessToken?: string }} [params]
     */
    issueToken: (params = {}) => {
      check.known(params, ['clientId', 'userId', 'lifeSeconds', 'scope', 'accessToken']);
      const { tokenLifeSeconds } = world.settings.current;
      const clientId = readClient(params) ?? DEFAULT_CLIENT.clientId;
      const userId = readUser(params) ?? null;
      const lifeSeconds = check.positive(params.lifeSeconds ?? tokenLifeSeconds, 'lifeSeconds');
      const usualScope = scopeOf(world.clients.get(clientId), userId, world.settings.current);
      const scope = check.string(params.scope ?? usualScope, 'scope');
      const value = params.accessToken === undefined ? undefined : check.string(params.accessToken, 'accessToken');
      const token = world.tokens.issue({ clientId, userId, scope, lifeSeconds, ...(value === undefined ? {} : { value }) });
      return { accessToken: token.value, expiresIn: lifeSeconds, scope };
    },

    /** Every token is over now. @param {Whose} [params] */
    expireTokens: (params = {}) => {
      check.known(params, ['clientId', 'userId']);
      return { ended: world.tokens.endAll('expired', readWhose(params)).length };
    },

    /**
     * An administrator takes every token back. The sockets of routing events close, those of channels where it says so.
     *
     * @param {Whose & { closeChannelSockets?: boolean, code?: number }} [params]
     */
    revokeTokens: (params = {}) => {
      check.known(params, ['clientId', 'userId', 'closeChannelSockets', 'code']);
      const closes = check.boolean(params.closeChannelSockets ?? false, 'closeChannelSockets');
      const code = check.closeCode(params.code ?? CLOSE_REVOKED, 'code');
      const ended = world.tokens.endAll('revoked', readWhose(params));
      if (closes) channels.closeSocketsOf(ended, code);
      return { ended: ended.length };
    },

    /** The next token requests go wrong. @param {TokenFaultParams} params */
    failTokenRequests: (params) => {
      const kind = check.oneOf(params.kind, 'kind', KINDS);
      const clientId = params.clientId === undefined ? {} : { clientId: check.string(params.clientId, 'clientId') };
      const fault = /** @type {TokenFault} */ ({ ...readFault(kind, params), ...clientId });
      endpoint.faults.add(fault, check.times(params.times ?? 1, 'times'));
      return {};
    },
  };
}

/** @param {TokenFaultParams['kind']} kind @param {TokenFaultParams} params @returns {TokenFault} */
function readFault(kind, params) {
  const common = ['kind', 'times', 'clientId'];
  switch (kind) {
    case 'rate-limited':
      return readRateLimited(params, common);
    case 'error':
      check.known(params, [...common, 'status', 'error', 'description']);
      return {
        kind,
        status: check.status(params.status ?? 500, 'status'),
        ...(params.error === undefined ? {} : { error: check.string(params.error, 'error') }),
        ...(params.description === undefined ? {} : { description: check.string(params.description, 'description') }),
      };
    case 'slow':
      return readSlow(params, common);
    default:
      check.known(params, common);
      return { kind };
  }
}
