import { clock } from './format.js';
import { media } from './media.js';

/** The queues of the invented company, with the wait that its customers should not go beyond, in ms. */
const QUEUES = [
  { name: 'Support', skills: 'Lighting, Heating, Set-up', targetMs: 60_000 },
  { name: 'Sales', skills: 'Kitchens, Trade accounts', targetMs: 45_000 },
  { name: 'Billing', skills: 'Invoices, Direct debit', targetMs: 90_000 },
  { name: 'Returns', skills: 'Collections, Warranty', targetMs: 120_000 },
  { name: 'Complaints', skills: 'Escalations, Goodwill', targetMs: 60_000 },
];

/** The media that a row has room for: those that most customers wait with. */
const MEDIA_SHOWN = 3;

const WAITING = ['queued', 'alerting', 'ringing'];

/** What the queue list shows: `{ name, skills, waiting, ringing, mix, oldest, tone }` for each queue. */
export function queueRows(conversations, now) {
  const known = new Map(QUEUES.map((queue) => [queue.name, queue]));
  for (const { queueName } of conversations) {
    if (!known.has(queueName)) known.set(queueName, { name: queueName, skills: '', targetMs: 60_000 });
  }
  return [...known.values()].map((queue) => {
    const here = conversations.filter(({ queueName, state }) => queueName === queue.name && WAITING.includes(state));
    const oldestMs = here.length === 0 ? null : Math.max(...here.map(({ queuedAt }) => now - queuedAt));
    return {
      name: queue.name,
      skills: queue.skills,
      waiting: here.length,
      ringing: here.filter(({ state }) => state === 'ringing').length,
      mix: mix(here),
      oldest: oldestMs === null ? '–' : clock(oldestMs),
      tone: tone(oldestMs, queue.targetMs),
    };
  });
}

/** All queues in one line: `{ waiting, longest }`. */
export function queueTotals(conversations, now) {
  const waiting = conversations.filter(({ state }) => WAITING.includes(state));
  const longestMs = Math.max(0, ...waiting.map(({ queuedAt }) => now - queuedAt));
  return { waiting: waiting.length, longest: waiting.length === 0 ? '–' : clock(longestMs) };
}

function mix(conversations) {
  const counts = new Map();
  for (const { mediaType } of conversations) counts.set(mediaType, (counts.get(mediaType) ?? 0) + 1);
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, MEDIA_SHOWN);
  return most.map(([mediaType, count]) => ({ icon: media(mediaType).icon, label: media(mediaType).label, count }));
}

function tone(oldestMs, targetMs) {
  if (oldestMs === null) return 'none';
  if (oldestMs >= targetMs) return 'late';
  return oldestMs >= targetMs * 0.6 ? 'soon' : 'good';
}
