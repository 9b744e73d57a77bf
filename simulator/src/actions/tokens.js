// @ts-check

import { NotFound, check } from '../check.js';
import { DEFAULT_CLIENT, RETRY_AFTER_FORMS, scopeOf } from '../settings.js';

/** @typedef {import('../oauth.js').TokenEndpoint} TokenEndpoint */
/** @typedef {import('../oauth.js').TokenFault} TokenFault */
/** @typedef {import('../settings.js').RetryAfterForm} RetryAfterForm */
/** @typedef {import('../world.js').World} World */
/** @typedef {import('./frames.js').Times} Times */

/** Whose tokens are meant; all by default. @typedef {{ clientId?: string, userId?: string }} Whose */

/**
 * A fault of the token endpoint.
 *
 * @typedef {object} TokenFaultParams
 * @property {'rate-limited' | 'error' | 'slow' | 'hang' | 'drop' | 'malformed' | 'no-token' | 'no-cors'} kind
 * @property {Times} [times] How many requests it strikes; 1 by default.
 * @property {string} [clientId] Only this client's requests.
 * @property {number} [retryAfterSeconds] `rate-limited`: whole seconds, 1 by default.
 * @property {RetryAfterForm} [retryAfterForm] `rate-limited`: the setting by default.
 * @property {boolean} [exposeRetryAfter] `rate-limited`: the setting by default.
 * @property {number} [status] `error`: 500 by default.
 * @property {string} [error] `error`: the OAuth error code.
 * @property {string} [description] `error`: the server's own words.
 * @property {number} [delayMs] `slow`: 5000 by default.
 */

const KINDS = /** @type {const} */ (['rate-limited', 'error', 'slow', 'hang', 'drop', 'malformed', 'no-token', 'no-cors']);

const SLOW_MS = 5000;

/**
 * The actions about tokens and the endpoint that gives them.
 *
 * @param {World} world
 * @param {TokenEndpoint} endpoint
 */
export function tokenActions(world, endpoint) {
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

    /** An administrator takes every token back. @param {Whose} [params] */
    revokeTokens: (params = {}) => {
      check.known(params, ['clientId', 'userId']);
      return { ended: world.tokens.endAll('revoked', readWhose(params)).length };
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
    case 'rate-limited': {
      check.known(params, [...common, 'retryAfterSeconds', 'retryAfterForm', 'exposeRetryAfter']);
      const { retryAfterForm: form, exposeRetryAfter: exposed } = params;
      return {
        kind,
        retryAfterSeconds: check.count(params.retryAfterSeconds ?? 1, 'retryAfterSeconds', 0),
        ...(form === undefined ? {} : { retryAfterForm: check.oneOf(form, 'retryAfterForm', RETRY_AFTER_FORMS) }),
        ...(exposed === undefined ? {} : { exposeRetryAfter: check.boolean(exposed, 'exposeRetryAfter') }),
      };
    }
    case 'error':
      check.known(params, [...common, 'status', 'error', 'description']);
      return {
        kind,
        status: check.status(params.status ?? 500, 'status'),
        ...(params.error === undefined ? {} : { error: check.string(params.error, 'error') }),
        ...(params.description === undefined ? {} : { description: check.string(params.description, 'description') }),
      };
    case 'slow':
      check.known(params, [...common, 'delayMs']);
      return { kind, delayMs: check.wait(params.delayMs ?? SLOW_MS, 'delayMs') };
    default:
      check.known(params, common);
      return { kind };
  }
}
