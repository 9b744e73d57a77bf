/**
 * How long from the simulator's send to the painted toast: ours against the plain component, in the same browser and the same run.
 *
 * The two take turns in blocks, each with a simulator of its own in this one process, and the page that is measured is in front. A toast counts as painted
 * at the first task after the frame in which it is on the page for the first time. Both are asked for reduced motion, so that it is there in full in
 * that frame.
 *
 * Most of the time is the wait for the next frame: up to 16.7 ms, by when in a frame the ring falls. So rings are sent at places spread evenly over a
 * frame, the same ones for both.
 */
import { startSimulator } from 'genesys-cloud-simulator';
import { table } from '../../scripts/lib/report.mjs';
import { atPhase, offsetOf, phases, quantile } from './support/clock.js';
import type { Desk, Simulator } from './support/test.js';
import { expect, it } from './support/test.js';

const RINGS = 100;
const BLOCK = 10;

/**
 * How much of a difference is the measurement's own, in ms: the plain component against itself, in this very way, differs by up to this much. (Each
 * figure comes from 100 rings, and where these fall in the browser's frames is known only up to timers and scheduling.)
 */
const NOISE_MS = 1;

interface Contestant {
  readonly desk: Desk;
  readonly sim: Simulator;
  readonly prefix: string;
  readonly delays: number[];
}

let count = 0;

/** Rings once and dismisses; resolves to ms from the send to the painted toast, by two clocks. */
async function ring({ desk, sim, prefix }: Contestant, phase: number): Promise<number> {
  const name = `${prefix} ${String(++count)}`;
  await atPhase(phase);
  const { sentAt } = sim.ring({ agentName: name });
  const painted = await desk.page.evaluate((wanted) => window.paints.of(wanted), name);
  await desk.page.evaluate(() => document.querySelector<HTMLElement>('[aria-label="Dismiss notification"]')?.click());
  await desk.page.waitForFunction(() => document.querySelector('.gt-item, .plain-toast') === null);
  return painted - (sentAt ?? NaN);
}

async function measure(contestant: Contestant, places: readonly number[]): Promise<void> {
  await contestant.desk.page.bringToFront();
  // The first frame of a page that has just come to the front is late for reasons of its own.
  await ring(contestant, 0);
  for (const place of places) contestant.delays.push(await ring(contestant, place));
}

it('paints a toast as soon as the plain component does', { timeout: 180_000 }, async ({ sim, open }) => {
  const otherSim = await startSimulator();
  const context = { reducedMotion: 'reduce' } as const;
  const ours: Contestant = { desk: await open('react', { context }), sim, prefix: 'Ours', delays: [] };
  const plain: Contestant = { desk: await open('baseline', { context, sim: otherSim }), sim: otherSim, prefix: 'Plain', delays: [] };
  for (const { sim: own } of [ours, plain]) await own.until(({ counters }) => counters.socketsOpen === 1);
  const clocks = [await offsetOf(ours.desk.page), await offsetOf(plain.desk.page)];
  const offset = clocks.reduce((sum, clock) => sum + clock.offset, 0) / clocks.length;

  const places = phases(RINGS);
  for (let at = 0; at < RINGS; at += BLOCK) {
    const block = places.slice(at, at + BLOCK);
    const order = (at / BLOCK) % 2 === 0 ? [ours, plain] : [plain, ours];
    for (const contestant of order) await measure(contestant, block);
  }
  await otherSim.close();

  const figures = [ours, plain].map(({ delays }) => delays.map((delay) => delay - offset));
  const [our = [], their = []] = figures;
  console.log(`\nFrom the simulator's send to the painted toast, ${String(RINGS)} rings each, ms`);
  table(
    ['', 'median', 'p95', 'mean', 'min', 'max'],
    [
      ['genesys-toasts', ...summary(our)],
      ['plain component', ...summary(their)],
    ],
  );
  console.log(`clocks: pages ahead of Node by ${clocks.map((clock) => `${clock.offset.toFixed(2)} ± ${clock.error.toFixed(2)}`).join(' and ')} ms; taken off: ${offset.toFixed(2)} ms\n`);

  expect(Math.min(...our, ...their), 'a toast painted before its ring: the clocks are not what this test takes them for').toBeGreaterThan(-NOISE_MS);
  expect(quantile(our, 0.5), 'median').toBeLessThanOrEqual(quantile(their, 0.5) + NOISE_MS);
  expect(quantile(our, 0.95), 'p95').toBeLessThanOrEqual(quantile(their, 0.95) + NOISE_MS);
});

const summary = (values: readonly number[]): string[] =>
  [quantile(values, 0.5), quantile(values, 0.95), values.reduce((sum, value) => sum + value, 0) / values.length, Math.min(...values), Math.max(...values)].map((value) =>
    value.toFixed(1),
  );
