/** What a frame costs on the page's main thread, through the socket's own callback, beside `JSON.parse` of the same text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { quantile } from './support/clock.js';
import { describe, expect, it } from './support/test.js';

const FIXTURES = join(ROOT, 'tests', 'fixtures', 'notifications');
const ME = 'f6fadfa7-e5c1-4b62-9362-da5cc13da58a';
const ROUNDS = 9;

const fixture = (name: string): string => readFileSync(join(FIXTURES, `${name}.json`), 'utf8').trim();

/** A web message with so many messages on two legs: events grow to some 70 kB. */
function long(text: string): string {
  const event = JSON.parse(text) as { eventBody: { participants: { messages?: { messages: unknown[] }[] }[] } };
  for (const { messages } of event.eventBody.participants) for (const leg of messages ?? []) leg.messages = Array.from({ length: 60 }, () => leg.messages[0]);
  return JSON.stringify(event);
}

const FRAMES = [
  { name: 'heartbeat', text: fixture('heartbeat'), matters: false },
  { name: 'another agent’s ring, by the queue’s topic', text: fixture('voice-call-alerting.queue-topic').replaceAll(ME, '2c63888f-28f0-4481-be6d-dce7a7ace732'), matters: false },
  { name: 'a ring of mine', text: fixture('voice-call-alerting'), matters: true },
  { name: 'a ring of mine, long', text: long(fixture('web-message-alerting')), matters: true },
];

describe('a frame of notifications', () => {
  it('costs less than JSON.parse if it has no effect, or two microseconds more if it is short [N7] [N12]', { timeout: 120_000 }, async ({ sim, open }) => {
    const desk = await open('vanilla', {
      agent: true,
      before: () => {
        // The page's own socket, within reach.
        const Native = WebSocket;
        class Reached extends Native {
          constructor(...args: ConstructorParameters<typeof WebSocket>) {
            super(...args);
            Object.assign(globalThis, { reached: this });
          }
        }
        globalThis.WebSocket = Reached;
      },
    });
    await desk.status('connected');
    sim.silenceSockets({});
    const rows = [];
    for (const { name, text, matters } of FRAMES) {
      const rounds = await desk.page.evaluate(measure, { text, rounds: ROUNDS });
      const [ours, plain] = [quantile(rounds.map(({ ours }) => ours), 0.5), quantile(rounds.map(({ plain }) => plain), 0.5)];
      rows.push({ frame: name, bytes: text.length, 'engine µs': ours.toFixed(2), 'JSON.parse µs': plain.toFixed(2), share: (ours / plain).toFixed(2), matters });
    }
    console.log('\nA frame through the socket’s callback, and JSON.parse of the same text alone (medians of 9 rounds):');
    console.table(rows.map(({ matters: _, ...row }) => row));
    for (const row of rows.filter(({ matters }) => !matters)) {
      // The way into the WebAssembly and back is most of what a short frame costs.
      if (row.bytes < 1_000) expect(Number(row['engine µs']), row.frame).toBeLessThan(Number(row['JSON.parse µs']) + 2);
      else expect(Number(row.share), row.frame).toBeLessThan(0.75);
    }
  });
});

/** Runs in the page: µs a frame, by rounds. */
function measure({ text, rounds }: { text: string; rounds: number }): { ours: number; plain: number }[] {
  const socket = (globalThis as unknown as { reached: WebSocket }).reached;
  // A text that was received is one flat string. Two by turns, so that nothing is remembered of the one before; heartbeats are alike.
  const other = text.includes('Heartbeat') ? `${text} `.trimEnd() : `${text} `;
  const events = [text, other].map((data) => new MessageEvent('message', { data }));
  let next = 0;
  const event = (): MessageEvent => events[(next ^= 1)] as MessageEvent;
  const time = (run: () => void): number => {
    const times = Math.max(200, Math.round(2_000_000 / text.length));
    for (let warm = 0; warm < times / 4; warm++) run();
    const begun = performance.now();
    for (let turn = 0; turn < times; turn++) run();
    return ((performance.now() - begun) / times) * 1_000;
  };
  return Array.from({ length: rounds }, () => ({ ours: time(() => socket.onmessage?.(event())), plain: time(() => void JSON.parse(text)) }));
}
