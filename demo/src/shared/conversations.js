import { SOURCE } from './client-options.js';
import { clock, timeOfDay } from './format.js';
import { media } from './media.js';
import { script } from './scripts.js';

/** Tabs that are shown; the rest is a number. */
const MAX_TABS = 3;

/** What a ring that the agent refuses is called: only an agent's own token can decline. */
const REFUSE = SOURCE === 'notifications' ? 'Decline' : 'Back to queue';

/** The conversations of this agent, ringing ones first, the newest first among them. */
export function mine(conversations) {
  const newestFirst = (a, b) => b.stateAt - a.stateAt;
  const ringing = conversations.filter(({ state }) => state === 'ringing').sort(newestFirst);
  const connected = conversations.filter(({ state }) => state === 'connected').sort(newestFirst);
  return [...ringing, ...connected];
}

/** The conversation to show: the chosen one, else the one that was answered last, else the one that rings. */
export function current(conversations, chosenId) {
  const own = mine(conversations);
  return own.find(({ id }) => id === chosenId) ?? own.find(({ state }) => state === 'connected') ?? own[0] ?? null;
}

/** What the tabs show: `{ tabs: [{ id, name, icon, label, ringing, timer }], more }`; the current one is always among them. */
export function tabs(conversations, currentId, now) {
  const own = mine(conversations);
  const shown = own.slice(0, MAX_TABS);
  const selected = own.find(({ id }) => id === currentId);
  if (selected && !shown.includes(selected)) shown.splice(MAX_TABS - 1, 1, selected);
  return { tabs: shown.map((conversation) => tab(conversation, now)), more: own.length - shown.length };
}

function tab({ id, customerName, mediaType, state, stateAt }, now) {
  const { icon, label } = media(mediaType);
  const ringing = state === 'ringing';
  return { id, name: customerName, icon, label: `${label} · ${customerName}${ringing ? ' · ringing' : ''}`, ringing, timer: ringing ? '' : clock(now - stateAt) };
}

/** What the pane shows of one conversation. */
export function describe(conversation, now) {
  const { customerName, mediaType, queueName, state, stateAt } = conversation;
  const { subject, lines } = script(queueName);
  const { label, icon, verb } = media(mediaType);
  const ringing = state === 'ringing';
  return {
    id: conversation.id,
    mediaType,
    name: customerName,
    label,
    icon,
    queueName,
    subject,
    ringing,
    timer: clock(now - stateAt),
    invitation: `${customerName} ${verb}`,
    refuse: REFUSE,
    end: mediaType === 'voice' || mediaType === 'callback' ? 'Hang up' : 'End',
    heading: mediaType === 'voice' || mediaType === 'callback' ? 'Live transcript' : subject,
    lines: ringing ? [] : spoken(lines, { name: customerName, startedAt: stateAt, now }),
  };
}

function spoken(lines, { name, startedAt, now }) {
  return lines
    .map((line) => ({ ...line, saidAt: startedAt + line.at * 1000 }))
    .filter(({ saidAt }) => saidAt <= now)
    .map(({ agent = false, text, saidAt }) => ({ agent, text, who: agent ? 'You' : name, time: timeOfDay(saidAt) }));
}
