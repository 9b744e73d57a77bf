// @ts-check

/** The permission that topics of queues and of single conversations need. */
export const VIEW_PERMISSION = 'conversation:communication:view';

/** How many topics a channel may have. */
export const MAX_TOPICS = 1000;

/** The longest topic that stands for several. */
const MAX_COMBINED_LENGTH = 200;

/**
 * What a user may have of a topic.
 *
 * @typedef {object} TopicJudgement
 * @property {'permitted' | 'forbidden' | 'invalid'} verdict
 * @property {readonly string[]} missingPermissions
 */

const PERMITTED = Object.freeze({ verdict: 'permitted', missingPermissions: [] });

const INVALID = Object.freeze({ verdict: 'invalid', missingPermissions: [] });

/**
 * The single topics that one stands for: `prefix?a&b` is `prefix.a` and `prefix.b`.
 *
 * @param {string} topic
 * @returns {string[]}
 */
export function expandTopic(topic) {
  const mark = topic.indexOf('?');
  if (mark < 0) return [topic];
  return topic.slice(mark + 1).split('&').map((suffix) => `${topic.slice(0, mark)}.${suffix}`);
}

/**
 * @param {string} topic
 * @param {{ userId: string | null, permissions: readonly string[] }} who
 * @returns {TopicJudgement}
 */
export function judgeTopic(topic, { userId, permissions }) {
  if (topic.includes('?') && topic.length > MAX_COMBINED_LENGTH) return INVALID;
  const judgements = expandTopic(topic).map((single) => judgeSingle(single, userId, permissions));
  return judgements.find(({ verdict }) => verdict === 'invalid') ?? judgements.find(({ verdict }) => verdict === 'forbidden') ?? PERMITTED;
}

/** @param {string} topic @param {string | null} userId @param {readonly string[]} permissions @returns {TopicJudgement} */
function judgeSingle(topic, userId, permissions) {
  const [version, family, ...rest] = topic.toLowerCase().split('.');
  if (version !== 'v2' || rest.length === 0 || rest.some((part) => part === '')) return INVALID;
  switch (family) {
    case 'users':
      if (rest.length < 2) return INVALID;
      // Which permission would open the topics of others is not known.
      return rest[0] === userId?.toLowerCase() ? PERMITTED : { verdict: 'forbidden', missingPermissions: [] };
    case 'routing':
    case 'detail':
    case 'conversations':
      return permissions.includes(VIEW_PERMISSION) ? PERMITTED : { verdict: 'forbidden', missingPermissions: [VIEW_PERMISSION] };
    case 'system':
      return PERMITTED;
    default:
      return INVALID;
  }
}
