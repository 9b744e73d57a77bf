/** What both clients have to do with frames: rules E1–E8, and the part of N7–N10 that the plain client has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text is a frame as it is, an object one as JSON; `wait`: ms that pass; `dismiss`: the agent closes the toast of that conversation. */
export type Step = string | object | ArrayBuffer | { readonly wait: number } | { readonly dismiss: string };

export interface Case {
  readonly name: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
  /** Lines as `+ c1 Ada voice`, `- c1 answered`, `! bad_frame`. */
  readonly callbacks: readonly string[];
  readonly counters?: Readonly<Record<string, number>>;
}

export const ME = 'f6fadfa7-e5c1-4b62-9362-da5cc13da58a';
const COLLEAGUE = '2c63888f-28f0-4481-be6d-dce7a7ace732';
const CALL = 'bb262a93-4ce1-4c61-aa03-36d98b8c82f1';

const event = (id: unknown, state: unknown, more: object = {}, participants: unknown = [{ role: 'agent', name: 'Ada' }], eventType: unknown = 'routing.conversation.event'): object => ({
  eventType,
  conversation: { id, state, mediaType: 'voice', ...more },
  participants,
});
const ring = (id = 'c1', more = {}): object => event(id, 'ringing', more);
const by = (participants: unknown): object => event('c1', 'ringing', {}, participants);
const bad = (name: string, frame: Step): Case => ({ name: `[E3] bad: ${name}`, steps: [frame], callbacks: ['! bad_frame'], counters: { bad: 1 } });
const ends = (state: string, reason: string): Case => ({ name: `[E8] ${state} ends it: ${reason}`, steps: [ring(), event('c1', state)], callbacks: ['+ c1 Ada voice', `- c1 ${reason}`] });
const named = (name: string, participants: unknown, shown: string, options = {}): Case => ({ name: `[E4] ${name}`, options, steps: [by(participants)], callbacks: [`+ c1 ${shown} voice`] });
const media = (name: string, mediaType: unknown, shown: string): Case => ({ name: `[E5] ${name}`, steps: [ring('c1', { mediaType })], callbacks: [`+ c1 Ada ${shown}`] });

export const ROUTING_EVENTS: readonly Case[] = [
  { name: '[E1] ringing makes a toast', steps: [ring()], callbacks: ['+ c1 Ada voice'] },
  { name: '[E1] queued and alerting make none', steps: [event('c1', 'queued'), event('c1', 'alerting'), ring()], callbacks: ['+ c1 Ada voice'], counters: { frames: 3, ignored: 2 } },
  { name: '[E1] a state that nobody knows', steps: [event('c1', 'parked')], callbacks: [], counters: { ignored: 1 } },
  { name: '[E2] another event type', steps: [event('c1', 'ringing', {}, [], 'routing.queue.event')], callbacks: [], counters: { ignored: 1, bad: 0 } },
  { name: '[E2] no event type, whatever else is in it', steps: [{ conversation: 7 }, '{}'], callbacks: [], counters: { ignored: 2, bad: 0 } },
  bad('no JSON', 'no JSON'),
  bad('nothing', ''),
  bad('cut short', JSON.stringify(ring()).slice(0, -5)),
  bad('a list', [ring()]),
  bad('null', 'null'),
  bad('no conversation', { eventType: 'routing.conversation.event' }),
  bad('a conversation that is a list', { eventType: 'routing.conversation.event', conversation: ['ringing'] }),
  bad('no id', event(undefined, 'ringing')),
  bad('an empty id', event('', 'ringing')),
  bad('an id that is a number', event(7, 'ringing')),
  bad('an id over 1 KiB', ring('x'.repeat(1025))),
  bad('an id over 1 KiB in UTF-8', ring('é'.repeat(513))),
  // With the word in it: without, the package does not read it at all.
  bad('no state', event('c1', undefined, { note: 'ringing' })),
  bad('an empty state', event('c1', '', { note: 'ringing' })),
  bad('a state that is a number', event('c1', 3, { note: 'ringing' })),
  bad('longer than 1 MiB', ring('c1', { padding: 'x'.repeat(1024 * 1024) })),
  bad('longer than 1 MiB in UTF-8', ring('c1', { padding: 'é'.repeat(600 * 1024) })),
  bad('binary', new ArrayBuffer(8)),
  { name: '[E3] an id of 1 KiB is good', steps: [ring('x'.repeat(1024))], callbacks: [`+ ${'x'.repeat(1024)} Ada voice`] },
  { name: '[E3] bad frames are callbacks at most once a minute, all are counted, and the next good one rings', steps: ['a', 'b', { wait: 59_000 }, 'c', ring('c0'), { wait: 1500 }, 'd', ring()], callbacks: ['! bad_frame', '+ c0 Ada voice', '! bad_frame', '+ c1 Ada voice'], counters: { frames: 6, bad: 4 } },
  named('the first agent, not the first participant', [{ role: 'customer', name: 'Carl' }, { role: 'agent', name: 'Ada' }, { role: 'agent', name: 'Bob' }], 'Ada'),
  named('nobody is an agent: the first participant', [{ role: 'customer', name: 'Carl' }, { role: 'acd', name: 'Q' }], 'Carl'),
  named('an order of one’s own', [{ role: 'agent', name: 'Ada' }, { role: 'customer', name: 'Carl' }], 'Carl', { callerRoles: ['customer', 'agent'] }),
  named('an empty name', [{ role: 'agent', name: '' }], 'Unknown Caller'),
  named('a name that is no text', [{ role: 'agent', name: 7 }], 'Unknown Caller'),
  named('no participants', [], 'Unknown Caller'),
  named('participants that are no list', 'nobody', 'Unknown Caller'),
  media('no media type', undefined, 'voice'),
  media('an empty one', '', 'voice'),
  media('one that is no text', 5, 'voice'),
  media('any other text', 'hologram', 'hologram'),
  { name: '[E6] control characters and overrides of the writing direction go', steps: [by([{ role: 'agent', name: ' A\u0007d\u202ea\u2066<b> ' }])], callbacks: ['+ c1 Ada<b> voice'] },
  { name: '[E6] 200 characters, cut between characters', steps: [by([{ role: 'agent', name: '😀'.repeat(300) }])], callbacks: [`+ c1 ${'😀'.repeat(200)} voice`] },
  { name: '[E7] one toast for a conversation at a time', steps: [ring(), ring(), { wait: 3000 }, ring(), ring('c2')], callbacks: ['+ c1 Ada voice', '+ c2 Ada voice'], counters: { toastsShown: 2 } },
  { name: '[E8] it rings again after it was dismissed', steps: [ring(), { dismiss: 'c1' }, ring()], callbacks: ['+ c1 Ada voice', '- c1 user', '+ c1 Ada voice'] },
  { name: '[E8] and after it timed out', steps: [ring(), { wait: 7900 }, ring(), { wait: 200 }, ring()], callbacks: ['+ c1 Ada voice', '- c1 timeout', '+ c1 Ada voice'] },
  ends('connected', 'answered'),
  ends('abandoned', 'abandoned'),
  ends('disconnected', 'ended'),
  ends('terminated', 'ended'),
  { name: '[E8] queued and alerting end nothing', steps: [ring(), event('c1', 'queued'), event('c1', 'alerting'), event('c2', 'connected')], callbacks: ['+ c1 Ada voice'] },
  { name: '[E8] what ended rings again', steps: [ring(), event('c1', 'connected'), ring()], callbacks: ['+ c1 Ada voice', '- c1 answered', '+ c1 Ada voice'] },
  { name: '[O2] while it rings', options: { duration: 'while-ringing' }, steps: [ring(), { wait: 60_000 }, event('c1', 'abandoned')], callbacks: ['+ c1 Ada voice', '- c1 abandoned'] },
  { name: '[O2] a duration for each medium', options: { duration: { voice: 3000, default: 1000 } }, steps: [ring(), ring('c2', { mediaType: 'chat' }), { wait: 1500 }, { wait: 2000 }], callbacks: ['+ c1 Ada voice', '+ c2 Ada chat', '- c2 timeout', '- c1 timeout'] },
  { name: '[O4] beyond the most the oldest that is not voice goes', options: { maxToasts: 2 }, steps: [ring(), ring('c2', { mediaType: 'chat' }), ring('c3'), ring('c4')], callbacks: ['+ c1 Ada voice', '+ c2 Ada chat', '+ c3 Ada voice', '- c2 overflow', '+ c4 Ada voice', '- c1 overflow'] },
];

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, '..', '..', 'tests', 'fixtures', 'notifications', `${name}.json`), 'utf8').trim();
const ringing = fixture('voice-call-alerting');
/** The fixture without the toast of the colleague's own leg: another agent is rung, by the queue's topic. */
const colleagues = fixture('voice-call-alerting.queue-topic').replaceAll(ME, COLLEAGUE);
const mine = `+ ${CALL} Indianapolis, IN voice`;

export const NOTIFICATIONS: readonly Case[] = [
  { name: '[N7] a ring of mine', steps: [ringing], callbacks: [mine] },
  { name: '[N7] a colleague’s', steps: [colleagues], callbacks: [] },
  { name: '[N2] a heartbeat', steps: [fixture('heartbeat')], callbacks: [] },
  { name: '[N8] the same by another topic, or twice, is one', steps: [ringing, ringing, fixture('voice-call-alerting.queue-topic')], callbacks: [mine] },
  { name: '[N8] it does not come back when it was closed', steps: [ringing, { dismiss: CALL }, ringing], callbacks: [mine, `- ${CALL} user`] },
  { name: '[N10] answered, and a late copy of the ring', steps: [ringing, fixture('voice-call-connected'), ringing], callbacks: [mine, `- ${CALL} answered`] },
  { name: '[N10] nobody answered', steps: [ringing, ringing.replace('"state":"alerting"', '"state":"terminated","disconnectType":"timeout"')], callbacks: [mine, `- ${CALL} missed`] },
  { name: '[N10] it went elsewhere', steps: [ringing, ringing.replace('"state":"alerting"', '"state":"terminated","disconnectType":"transfer"')], callbacks: [mine, `- ${CALL} moved`] },
  { name: '[N10] the customer is gone', steps: [ringing, ringing.replaceAll('"state":"alerting"', '"state":"terminated"').replace('"state":"connected"', '"state":"terminated"')], callbacks: [mine, `- ${CALL} abandoned`] },
  { name: '[N12] an unknown topic', steps: ['{"topicName":"v2.users.x.presence","eventBody":{}}'], callbacks: [] },
];
