/** Frames of both sources, for conversations that have a number. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';

const FIXTURES = join(ROOT, 'tests', 'fixtures', 'notifications');

/** The agent and a colleague, as the fixtures have them. */
export const ME = 'f6fadfa7-e5c1-4b62-9362-da5cc13da58a';
export const COLLEAGUE = '2c63888f-28f0-4481-be6d-dce7a7ace732';
export const QUEUE_TOPIC = 'v2.routing.queues.fab36728-a78b-4b7e-8787-c0de2f960063.conversations';
export const USER_TOPIC = `v2.users.${ME}.conversations`;

const read = new Map();

/** Gives the text of a fixture. */
export function fixture(name) {
  if (!read.has(name)) read.set(name, readFileSync(join(FIXTURES, `${name}.json`), 'utf8').trim());
  return read.get(name);
}

const MEDIA_OF_FIXTURES = ['voice-call', 'web-message', 'callback', 'email', 'voice-acd-transfer-two-agents'];
const KINDS = [...MEDIA_OF_FIXTURES.map((name) => `${name}-alerting`), 'voice-call-alerting.calls-topic'].map(fixture);
const LEGS = ['calls', 'messages', 'callbacks', 'emails'];
const MEDIA = ['voice', 'chat', 'email', 'callback', 'message'];
const NAMES = ['Jonas Weber', 'Zoë Ångström', '', '  ', '\u202eevil', 'a'.repeat(300), '李小龙 🐉', '<b>bold</b>', null, 7];
const BAD = [
  ...['{', '', '[]', 'null', '"text"', '{"eventType" 1}', '\ud800{}', '{"topicName":"v2.users.x.conversations","eventBody":'],
  '{"conversation":{"id":""},"eventType":"routing.conversation.event"}',
];

const idOf = (number, part) => `${String(number).padStart(8, '0')}-0000-4000-8000-${part.padStart(12, '0')}`;
const TIME = /"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g;

/** Puts the times of a fixture so that the last of them is now. */
function atTime(text, now) {
  const times = (text.match(TIME) ?? []).map((time) => Date.parse(JSON.parse(time)));
  const shift = now - Math.max(...times);
  return text.replace(TIME, (time) => JSON.stringify(new Date(Date.parse(JSON.parse(time)) + shift).toISOString()));
}

/**
 * An event of `notifications`.
 *
 * @param {object} conversation
 * @param {number} conversation.number
 * @param {boolean} conversation.mine Whether it is offered to the agent, or to a colleague.
 * @param {boolean} conversation.byQueue Whether a queue's topic brings it.
 * @param {number} conversation.legs 2: it rings the agent a second time meanwhile.
 * @param {'alerting' | 'connected' | 'disconnected' | 'terminated' | 'dialing' | 'unheard'} state
 * @param {{ disconnectType?: string, customerGone?: boolean }} ending
 * @param {number} now In ms since 1970.
 */
export function notification(conversation, state, ending, now) {
  const { number, mine, byQueue } = conversation;
  const event = JSON.parse(atTime(KINDS[number % KINDS.length], now));
  const body = event.eventBody;
  body.id = idOf(number, 'a');
  const agent = body.participants.findLast(({ userId, user }) => (userId ?? user?.id) === ME);
  agent.id = idOf(number, 'b');
  if (conversation.legs === 2) {
    const second = structuredClone(agent);
    for (const it of [second, ...legsOf(second)]) it.id = idOf(number, it === second ? 'bb' : 'bc');
    body.participants.push(second);
  }
  const end = (participant, type) => {
    participant.endTime = new Date(now).toISOString();
    for (const leg of legsOf(participant)) Object.assign(leg, { state: 'disconnected', disconnectType: type });
  };
  for (const leg of legsOf(agent)) leg.state = state;
  if (state === 'disconnected' || state === 'terminated') {
    end(agent, ending.disconnectType);
    for (const leg of legsOf(agent)) leg.state = state;
  }
  if (ending.customerGone) for (const other of body.participants) if (other.purpose === 'customer') end(other, 'peer');
  if (byQueue) event.topicName = event.topicName.replace(`v2.users.${ME}.`, 'v2.routing.queues.fab36728-a78b-4b7e-8787-c0de2f960063.');
  const text = JSON.stringify(event);
  return mine ? text : text.replaceAll(ME, COLLEAGUE);
}

/** What has a state: the communications of a participant, or, in the topics of one medium, the participant itself. */
function legsOf(participant) {
  const legs = LEGS.flatMap((name) => participant[name] ?? []).filter(({ state }) => state !== undefined);
  return legs.length > 0 ? legs : [participant];
}

/** The conversation of an event, as `GET conversations` has it. */
export const bodyOf = (event) => JSON.stringify(JSON.parse(event).eventBody);

/** The answer to `GET conversations`. */
export const conversationList = (bodies) => `{"entities":[${bodies.join()}],"total":${bodies.length},"pageSize":25,"pageNumber":1,"pageCount":1}`;

/** An event of `routing-events`. */
export function routingEvent({ number, variant }, state) {
  const participants = [
    { role: 'customer', name: 'Maria Lopez-Fernandez' },
    { role: 'acd', name: 'Orders EN' },
    { role: 'agent', name: NAMES[(number + variant) % NAMES.length] },
  ];
  const event = {
    eventType: 'routing.conversation.event',
    conversation: { id: idOf(number, 'c'), state, mediaType: [...MEDIA, undefined, ''][variant % 7] },
    participants: variant % 5 === 4 ? undefined : participants.slice(variant % 3),
  };
  const text = JSON.stringify(event);
  // The same with other white space, another order of keys, and an escape: not every sender writes JSON as we do.
  if (variant % 11 === 5) return JSON.stringify(event, null, 2);
  if (variant % 11 === 6) return JSON.stringify({ participants: event.participants, conversation: event.conversation, extra: [1, { a: 'ringing' }], eventType: event.eventType });
  return variant % 11 === 7 ? text.replace('conversation.event', 'conversation\\u002eevent') : text;
}

/** A frame that nobody can read. Long ones are over a mebibyte. */
export function badFrame(which) {
  const bad = [...BAD, new ArrayBuffer(8)];
  return which === 99 ? `{"eventType":"${'x'.repeat(1_048_600)}"}` : bad[which % bad.length];
}

/** Frames that are read and mean nothing. */
export const OTHER_FRAMES = {
  'routing-events': ['{"eventType":"routing.user.event","conversation":{}}', '{}', '{"eventType":7}', '{"eventType":"routing.conversation.event2","x":"ringing"}'],
  notifications: [fixture('heartbeat'), fixture('pong'), '{}', '{"topicName":"v2.unknown","eventBody":{}}', fixture('ws-subscribe-ok'), `{"topicName":"${USER_TOPIC}","eventBody":{}}`],
};

/** Frames of the system, about the channel of this id. */
export function systemFrame(name, channelId) {
  return fixture(name).replaceAll('streaming-5-4hu0z7x0zd867qttidvz5ora13', channelId);
}
