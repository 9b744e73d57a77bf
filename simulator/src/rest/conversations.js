// @ts-check

import { flatRestConversation } from '../interactions/flat-rest-shape.js';
import { restConversation } from '../interactions/rest-shape.js';
import { MEDIA } from '../media/index.js';
import { VIEW_PERMISSION } from '../notifications/topics.js';
import { missingPermissions, notFound } from './errors.js';
import { onOnePage } from './paging.js';

/** @typedef {import('../interactions/interaction.js').Interaction} Interaction */
/** @typedef {import('../interactions/interactions.js').Interactions} Interactions */
/** @typedef {import('../world.js').World} World */
/** @typedef {import('./routes.js').Call} Call */

/** One of them lets a token read conversations. */
export const READ_SCOPES = ['conversations', 'conversations:readonly'];

/** The media with paths of their own, by the word in these. */
export const MEDIA_LISTS = [...MEDIA.values()].map(({ list }) => list);

const LISTS_PATTERN = MEDIA_LISTS.join('|');

/** Words that are no conversation's id: the media of the service, and paths that have nothing to do with one conversation. */
const NO_IDS = [...MEDIA_LISTS, 'videos', 'socials', 'cobrowsesessions', 'screenshares', 'internalmessages', 'faxes', 'messaging', 'settings', 'screenrecordings'].join('|');

/**
 * The operations that read conversations: all media in one list, or one medium's in its flat shape.
 *
 * @param {World} world
 * @param {Interactions} interactions
 * @returns {import('./routes.js').Route[]}
 */
export function conversationRoutes(world, interactions) {
  /** @param {Call} call */
  const ofUser = ({ token }) => (token.userId === null ? [] : interactions.ofUser(token.userId));
  /** @param {string} conversationId @param {(interaction: Interaction) => boolean} fits */
  const find = (conversationId, fits) => {
    const found = interactions.find(conversationId) ?? interactions.findOver(conversationId);
    if (!found || !fits(found)) throw notFound('conversation');
    return found;
  };
  return [
    {
      method: 'GET',
      path: /^\/api\/v2\/conversations$/,
      scopes: READ_SCOPES,
      answer: (call) => {
        const asked = ofUser(call).filter(({ medium }) => isOfType(medium, call.url.searchParams.get('communicationType')));
        return { status: 200, body: onOnePage(call.url.pathname, asked.map(restConversation)) };
      },
    },
    {
      method: 'GET',
      path: new RegExp(`^/api/v2/conversations/(${LISTS_PATTERN})$`),
      scopes: READ_SCOPES,
      answer: (call) => {
        const asked = ofUser(call).filter(({ medium }) => medium.list === call.params[0]);
        return { status: 200, body: onOnePage(call.url.pathname, asked.map(flatRestConversation)) };
      },
    },
    {
      method: 'GET',
      path: new RegExp(`^/api/v2/conversations/(${LISTS_PATTERN})/([^/]+)$`),
      scopes: READ_SCOPES,
      // Who may read it: the service asks for no permission; here it has to be one's own.
      answer: ({ token, params: [list = '', conversationId = ''] }) => ({
        status: 200,
        body: flatRestConversation(find(conversationId, (found) => found.medium.list === list && isWithin(found, token.userId))),
      }),
    },
    {
      method: 'GET',
      path: new RegExp(`^/api/v2/conversations/(?!(?:${NO_IDS})$)([^/]+)$`),
      scopes: READ_SCOPES,
      answer: ({ token, params: [conversationId = ''] }) => {
        if (!permissionsOf(world, token.userId).includes(VIEW_PERMISSION)) throw missingPermissions([VIEW_PERMISSION]);
        return { status: 200, body: restConversation(find(conversationId, () => true)) };
      },
    },
  ];
}

/** Whether a medium's communications are of a type, such as `call` or `chat`. @param {import('../media/index.js').Medium} medium @param {string | null} type `null`: any. */
function isOfType({ list }, type) {
  return type === null || `${type.toLowerCase()}s` === list;
}

/** @param {Interaction} interaction @param {string | null} userId */
function isWithin({ legs }, userId) {
  return userId === null || legs.some((leg) => leg.userId === userId);
}

/** @param {World} world @param {string | null} userId @returns {readonly string[]} */
function permissionsOf({ directory, settings }, userId) {
  return (userId === null ? undefined : directory.find(userId)?.permissions) ?? settings.current.permissions;
}
