/** The frames that are measured one by one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';

const FIXTURES = join(ROOT, 'tests', 'fixtures', 'notifications');
const ME = 'f6fadfa7-e5c1-4b62-9362-da5cc13da58a';
const COLLEAGUE = '2c63888f-28f0-4481-be6d-dce7a7ace732';
const TOPIC = /"topicName":"[^"]+"/;
const QUEUE_TOPIC = '"topicName":"v2.routing.queues.fab36728-a78b-4b7e-8787-c0de2f960063.conversations"';

const fixture = (name) => readFileSync(join(FIXTURES, `${name}.json`), 'utf8').trim();
const idOf = (text) => JSON.parse(text).eventBody?.id ?? '';

/** A web message with so many messages on two legs: an event grows to some 70 kB. */
function long(text) {
  const event = JSON.parse(text);
  for (const { messages } of event.eventBody.participants) for (const leg of messages ?? []) leg.messages = Array.from({ length: 118 }, () => leg.messages[0]);
  return JSON.stringify(event);
}

const ringing = fixture('web-message-alerting');
const elsewhere = (text) => text.replace(TOPIC, QUEUE_TOPIC).replaceAll(ME, COLLEAGUE);
const answered = (text) => text.replaceAll('"state":"alerting"', '"state":"connected"');

const routing = (state) => {
  const id = '6b1e0a52-93d4-4f6e-8a3b-0c5d2e7f9a11';
  const people = [
    { role: 'customer', name: 'Maria Lopez-Fernandez' },
    { role: 'acd', name: 'Orders EN' },
    { role: 'agent', name: 'Jonas Weber' },
  ];
  const event = { eventType: 'routing.conversation.event', conversation: { id, state, mediaType: 'voice' }, participants: people };
  return { text: JSON.stringify(event), id };
};

const notification = (text) => ({ text, id: idOf(text) });

/**
 * `rings`: a toast is made of each; `foreign`: a queue's topic brings it, and the agent's id is not in it. `text` and `id` go to `freshFrames`.
 *
 * @type {readonly { key: string, name: string, source: 'routing-events' | 'notifications', rings: boolean, foreign?: boolean, text: string, id: string }[]}
 */
export const TEMPLATES = [
  { key: 'heartbeat', name: 'heartbeat', source: 'notifications', rings: false, text: fixture('heartbeat'), id: '' },
  { key: 'small', name: 'routing event, queued: ends nothing', source: 'routing-events', rings: false, ...routing('queued') },
  { key: 'small-ring', name: 'routing event that rings', source: 'routing-events', rings: true, ...routing('ringing') },
  { key: 'elsewhere', name: 'a colleague’s ring, by a queue’s topic', source: 'notifications', rings: false, foreign: true, ...notification(elsewhere(ringing)) },
  { key: 'mine', name: 'my own leg, already connected', source: 'notifications', rings: false, ...notification(answered(ringing)) },
  { key: 'ring', name: 'a ring of mine', source: 'notifications', rings: true, ...notification(ringing) },
  { key: 'long-elsewhere', name: 'a colleague’s ring, long', source: 'notifications', rings: false, foreign: true, ...notification(elsewhere(long(ringing))) },
  { key: 'long-ring', name: 'a ring of mine, long', source: 'notifications', rings: true, ...notification(long(ringing)) },
];
