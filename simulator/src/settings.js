// @ts-check

import { BadParameter, check } from './check.js';
import { PHONE_KINDS } from './agents/phones.js';
import { DISCONNECT_TYPES } from './interactions/disconnect-types.js';

/**
 * What can be changed while the simulator runs.
 *
 * @typedef {object} Settings
 * @property {number} tokenLifeSeconds Life of tokens issued from now on, in seconds; fractions are allowed.
 * @property {unknown} announcedExpiresIn What `expires_in` says: `'actual'`, `'absent'`, or any JSON value.
 * @property {string} scope What a token may do, if its client has no scope of its own: names with a space between.
 * @property {boolean} announceScope Whether the token answer has the `scope` field.
 * @property {string | string[] | null} allowedOrigin `'*'`, an origin, several, or `null` for no CORS headers.
 * @property {number | null} rateLimitPerSecond Granted token requests per client in any one second; `null`: no limit.
 * @property {RetryAfterForm} retryAfterForm How a 429 writes the header `Retry-After`.
 * @property {boolean} exposeRetryAfter Whether a page may read `Retry-After`.
 * @property {string} userScope What a token of a user may do, if its client has no scope of its own.
 * @property {string | null} autoLogin The user who signs in without being asked; `null`: a page asks.
 * @property {number} codeLifeSeconds Life of an authorization code; fractions are allowed.
 * @property {readonly string[]} permissions What a user may do who has no permissions of their own.
 * @property {number | null} apiRateLimitPerMinute Requests of one token in any one minute; `null`: no limit.
 * @property {number} channelLimit Channels of one user and client.
 * @property {number} channelLifeSeconds Life of a channel since it was made or renewed; fractions are allowed.
 * @property {number} heartbeatSeconds Between two beats on a channel's socket; fractions are allowed.
 * @property {number} secondSocketCode The close code of a channel's socket when a second one opens.
 * @property {number} channelExpiryCode The close code of a channel's socket when the channel expires.
 * @property {boolean} tokenExpiryEndsChannels Whether a channel is gone when the token that it belongs to expires.
 * @property {boolean | 'scenario'} endRingsAtTimeout Whether a ring ends by itself at its alerting timeout; `'scenario'`:
 * those of scenarios do.
 * @property {import('./interactions/disconnect-types.js').DisconnectType | null} unansweredDisconnectType How a ring ends that
 * nobody answers; `null`: as the medium has it.
 * @property {boolean} wrapupRequired Whether an agent has to wrap up what they have answered.
 * @property {import('./agents/phones.js').PhoneKind} phone The phone of every agent for whom none is chosen.
 * @property {number} answerDelayMs How long after an answer by a request the leg is connected.
 * @property {number} endedRingStatus The status of a request to a participant who has ended.
 * @property {boolean} notResponding Whether an agent is Not Responding after a ring of a queue that they did not answer.
 * @property {boolean} ringsFollowStatus Whether a queue rings only at agents who are on queue and respond; other rings wait.
 * @property {boolean} refuseIdleOffQueue Whether the routing status `IDLE` is refused to an agent who is off queue.
 * @property {boolean} autoAnswer Whether rings of queues are answered without the agent.
 * @property {number | null} afterCallWorkMs After how long after-call work ends by itself; `null`: it does not.
 */

/** @typedef {'seconds' | 'http-date' | 'absent'} RetryAfterForm */

/** The scope that the routing events socket asks for. */
export const ROUTING_EVENTS_SCOPE = 'routing:conversation:read';

/** What the token of a desktop may do that answers, declines, wraps up and changes routing status and presence. */
export const DESKTOP_SCOPE = 'notifications conversations users routing presence stations:readonly';

/** Path of the token endpoint. */
export const TOKEN_PATH = '/oauth/token';

/** Path at which a user signs in. */
export const AUTHORIZE_PATH = '/oauth/authorize';

/** Path of the routing events socket. */
export const ROUTING_EVENTS_PATH = '/api/v2/routing/events';

/** Path of a channel's socket; its id follows. */
export const CHANNEL_PATH = '/channels/';

/** Path of the control endpoint. */
export const CONTROL_PATH = '/_control';

/** The client that every simulator knows. */
export const DEFAULT_CLIENT = Object.freeze({
  clientId: 'simulator-client',
  clientSecret: 'simulator-secret',
});

/** The port of the command line; `startSimulator()` takes any free one. */
export const DEFAULT_PORT = 4780;

/** @type {Readonly<Settings>} */
export const DEFAULT_SETTINGS = Object.freeze({
  tokenLifeSeconds: 3600,
  announcedExpiresIn: 'actual',
  scope: 'routing:conversation:read routing:queue:read user:read',
  announceScope: true,
  allowedOrigin: '*',
  rateLimitPerSecond: 10,
  retryAfterForm: 'seconds',
  exposeRetryAfter: true,
  userScope: 'notifications conversations:readonly user-basic-info routing:conversation:read routing:queue:read user:read',
  autoLogin: null,
  codeLifeSeconds: 60,
  permissions: Object.freeze([]),
  apiRateLimitPerMinute: 300,
  channelLimit: 20,
  channelLifeSeconds: 86_400,
  heartbeatSeconds: 30,
  secondSocketCode: 1000,
  channelExpiryCode: 1001,
  tokenExpiryEndsChannels: false,
  endRingsAtTimeout: 'scenario',
  unansweredDisconnectType: null,
  wrapupRequired: true,
  phone: 'managed-sip',
  answerDelayMs: 0,
  endedRingStatus: 400,
  notResponding: true,
  ringsFollowStatus: false,
  refuseIdleOffQueue: false,
  autoAnswer: false,
  afterCallWorkMs: null,
});

/** The ways to write `Retry-After`. @type {readonly RetryAfterForm[]} */
export const RETRY_AFTER_FORMS = ['seconds', 'http-date', 'absent'];

/** @type {{ [K in keyof Settings]: (value: unknown, name: string) => Settings[K] }} */
const READERS = {
  tokenLifeSeconds: (value, name) => check.positive(value, name),
  announcedExpiresIn: (value) => value,
  scope: (value, name) => check.string(value, name),
  announceScope: (value, name) => check.boolean(value, name),
  allowedOrigin: (value, name) => {
    if (value === null || typeof value === 'string') return value;
    if (Array.isArray(value) && value.every((origin) => typeof origin === 'string')) return value;
    throw new BadParameter(`${name}: expected an origin, "*", a list of origins or null`);
  },
  rateLimitPerSecond: (value, name) => (value === null ? null : check.count(value, name)),
  retryAfterForm: (value, name) => check.oneOf(value, name, RETRY_AFTER_FORMS),
  exposeRetryAfter: (value, name) => check.boolean(value, name),
  userScope: (value, name) => check.string(value, name),
  autoLogin: (value, name) => (value === null ? null : check.string(value, name)),
  codeLifeSeconds: (value, name) => check.positive(value, name),
  permissions: (value, name) => check.strings(value, name),
  apiRateLimitPerMinute: (value, name) => (value === null ? null : check.count(value, name)),
  channelLimit: (value, name) => check.count(value, name),
  channelLifeSeconds: (value, name) => check.positive(value, name),
  heartbeatSeconds: (value, name) => check.positive(value, name),
  secondSocketCode: (value, name) => check.closeCode(value, name),
  channelExpiryCode: (value, name) => check.closeCode(value, name),
  tokenExpiryEndsChannels: (value, name) => check.boolean(value, name),
  endRingsAtTimeout: (value, name) => (value === 'scenario' ? value : check.boolean(value, name)),
  unansweredDisconnectType: (value, name) => (value === null ? null : check.oneOf(value, name, DISCONNECT_TYPES)),
  wrapupRequired: (value, name) => check.boolean(value, name),
  phone: (value, name) => check.oneOf(value, name, PHONE_KINDS),
  answerDelayMs: (value, name) => check.wait(value, name),
  endedRingStatus: (value, name) => check.status(value, name),
  notResponding: (value, name) => check.boolean(value, name),
  ringsFollowStatus: (value, name) => check.boolean(value, name),
  refuseIdleOffQueue: (value, name) => check.boolean(value, name),
  autoAnswer: (value, name) => check.boolean(value, name),
  afterCallWorkMs: (value, name) => (value === null ? null : check.wait(value, name)),
};

/**
 * Applies a change to the settings.
 *
 * @param {Settings} current
 * @param {Partial<Record<keyof Settings, unknown>>} change Settings left out stay as they are.
 * @returns {Settings} New settings; `current` is untouched.
 * @throws {BadParameter} An unknown setting, or a value that it cannot have.
 */
export function changeSettings(current, change) {
  const next = /** @type {Record<string, unknown>} */ ({ ...current });
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) continue;
    if (!isSetting(name)) throw new BadParameter(`${name}: there is no such setting`);
    next[name] = READERS[name](value, name);
  }
  return /** @type {Settings} */ (/** @type {unknown} */ (next));
}

/**
 * @param {string} name
 * @returns {name is keyof Settings}
 */
export function isSetting(name) {
  return Object.hasOwn(READERS, name);
}

/**
 * What a token of a client may do, for a user or for the client alone.
 *
 * @param {{ scope?: string } | undefined} client
 * @param {string | null} userId
 * @param {Settings} settings
 */
export function scopeOf(client, userId, { scope, userScope }) {
  return client?.scope ?? (userId === null ? scope : userScope);
}
