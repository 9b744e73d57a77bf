// @ts-check

import { tokenRefusal } from './token-check.js';
import { CHANNEL_PATH, ROUTING_EVENTS_PATH, ROUTING_EVENTS_SCOPE } from './settings.js';

/** @typedef {import('./notifications/channels.js').Channels} Channels */
/** @typedef {import('./sockets.js').Connection} Connection */
/** @typedef {import('./sockets.js').ServerSocket} ServerSocket */
/** @typedef {import('./sockets.js').Sockets} Sockets */
/** @typedef {import('./sockets.js').Source} Source */
/** @typedef {import('./token-check.js').Refusal} Refusal */
/** @typedef {import('./tokens.js').Token} Token */
/** @typedef {import('./world.js').World} World */

/**
 * Where a WebSocket may be opened.
 *
 * @typedef {object} UpgradeRoute
 * @property {Source} source
 * @property {string | null} clientId Whose token or channel it is.
 * @property {() => Refusal | null} refusal Why it may not open now.
 * @property {(socket: ServerSocket) => Connection} open Only where there is no refusal.
 */

/**
 * The route of a path, if it has one.
 *
 * @param {URL} url
 * @param {{ world: World, sockets: Sockets, channels: Channels }} parts
 * @returns {UpgradeRoute | null}
 */
export function upgradeRouteAt(url, { world, sockets, channels }) {
  if (url.pathname === ROUTING_EVENTS_PATH) return routingEventsRoute(url, world, sockets);
  if (url.pathname.startsWith(CHANNEL_PATH)) return channelRoute(url.pathname.slice(CHANNEL_PATH.length), channels);
  return null;
}

/** @param {URL} url @param {World} world @param {Sockets} sockets @returns {UpgradeRoute} */
function routingEventsRoute(url, world, sockets) {
  const value = url.searchParams.get('access_token');
  const token = world.tokens.find(value ?? '');
  return {
    source: 'routing-events',
    clientId: token?.clientId ?? null,
    refusal: () => tokenRefusal(value, token) ?? scopeRefusal(/** @type {Token} */ (token)),
    open: (socket) => sockets.add(socket, /** @type {Token} */ (token)),
  };
}

/** @param {Token} token @returns {Refusal | null} */
function scopeRefusal({ scope }) {
  if (scope.split(' ').includes(ROUTING_EVENTS_SCOPE)) return null;
  return { status: 403, outcome: 'missing-scope', code: 'not.authorized', message: `The token lacks the scope ${ROUTING_EVENTS_SCOPE}` };
}

/** @param {string} channelId @param {Channels} channels @returns {UpgradeRoute} */
function channelRoute(channelId, channels) {
  const found = channels.find(channelId);
  return {
    source: 'notifications',
    clientId: found?.token.clientId ?? null,
    refusal: () =>
      channels.find(channelId) ? null : { status: 404, outcome: 'no-channel', code: 'not.found', message: 'channel not found' },
    open: (socket) => channels.enter(channelId, socket),
  };
}
