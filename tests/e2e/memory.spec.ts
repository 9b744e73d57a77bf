/** A long day and a bad line in the browser build: what the memory does not do. */
import type { CDPSession } from 'playwright-core';
import { table } from '../../scripts/lib/report.mjs';
import type { LongDay } from './pages/memory.js';
import { describe, expect, it, type Desk, type Simulator } from './support/test.js';
import { VIEWS } from './support/view.js';

declare global {
  interface Window {
    /** On the page `memory`. */
    readonly longDay: LongDay;
  }
}

const WARM_UP = 100_000;
const EVENTS = 1_000_000;
/** What does grow is compiled code, by some 3 % until all that is busy has been optimised; objects do not. */
const ALLOWED_GROWTH = 1.05;

/** Bytes, after the garbage has gone; `nodes` and `listeners` are counts. */
interface Use {
  readonly wasm: number;
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

async function useOf(session: CDPSession): Promise<Use> {
  // Twice: what only a finaliser lets go of goes with the second.
  for (let round = 0; round < 2; round++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { wasm: await wasmMemory(session), heap: usedSize, nodes, listeners: jsEventListeners };
}

/** The bytes of all WebAssembly memories of the page: nothing of the page has to be changed to find them. */
async function wasmMemory(session: CDPSession): Promise<number> {
  const objectGroup = 'memories';
  const { result: prototype } = await session.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype', objectGroup });
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: prototype.objectId ?? '', objectGroup });
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: 'function () { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0); }',
    returnByValue: true,
  });
  await session.send('Runtime.releaseObjectGroup', { objectGroup });
  return result.value as number;
}

it('a million events, one in ten a ring, leave the memory as large as the first 100,000 did [E3] [E8] [E9] [D1]', async ({ open }) => {
  // Without motion: at this speed toasts would be on their way out by the hundred.
  const { page } = await open('memory', { context: { reducedMotion: 'reduce' } });
  await page.waitForFunction(() => window.longDay.client.getSnapshot().status === 'connected');
  const session = await page.context().newCDPSession(page);
  const feed = (count: number): Promise<void> => page.evaluate((frames) => window.longDay.feed(frames), count);

  const began = performance.now();
  await feed(WARM_UP);
  const first = await useOf(session);
  await feed(EVENTS - WARM_UP);
  const last = await useOf(session);
  const seconds = (performance.now() - began) / 1000;

  const { counters, shown } = await page.evaluate(() => {
    const { client } = window.longDay;
    return { counters: client.diagnostics().counters, shown: client.getSnapshot().toasts.length };
  });
  const percent = (now: number, before: number): string => `${((now / before - 1) * 100).toFixed(1)} %`;
  const row = (what: string, key: keyof Use, unit: number): string[] => [
    what,
    ...[first, last].map((use) => (use[key] / unit).toLocaleString('en', { maximumFractionDigits: unit === 1 ? 0 : 2 })),
    percent(last[key], first[key]),
  ];
  console.log(`\n${EVENTS.toLocaleString('en')} events in ${seconds.toFixed(0)} s: ${counters.toastsShown.toLocaleString('en')} toasts`);
  table(
    ['', `after ${WARM_UP.toLocaleString('en')}`, 'at the end', ''],
    [row('Wasm memory, kB', 'wasm', 1000), row('JavaScript heap, kB', 'heap', 1000), row('DOM nodes', 'nodes', 1), row('listeners', 'listeners', 1)],
  );

  expect(counters.frames).toBe(EVENTS);
  expect(counters.toastsShown).toBe(EVENTS / 10);
  expect(counters.bad).toBe(EVENTS / 100);
  expect(shown).toBeLessThan(10);
  for (const key of ['wasm', 'heap', 'nodes', 'listeners'] as const) expect(last[key], key).toBeLessThanOrEqual(first[key] * ALLOWED_GROWTH);
}, 180_000);

/** How much faster than the clock on the wall the bad network is, and the page's clock: what the client waits for passes in the same time. */
const SPEED = 20;
const MINUTE_MS = 60_000;
/** A line that was first needed late keeps its text: less than one toast would leave. */
const MAX_GROWTH = 5;

/** Makes the page's clock go at {@link SPEED} until something is so. */
async function hurry({ page }: Desk, isSo: () => Promise<boolean>): Promise<void> {
  for (let last = performance.now(); !(await isSo()); ) {
    const now = performance.now();
    await page.clock.runFor(Math.round((now - last) * SPEED));
    last = now;
  }
}

/** Plays so many minutes of a bad network; resolves when the client is connected again, and its view shows nothing any more. */
async function playBadNetwork(sim: Simulator, desk: Desk, minutes: number): Promise<void> {
  sim.runScenario({ name: 'bad-network', speed: SPEED });
  await hurry(desk, () => Promise.resolve((sim.state().scenario?.atMs ?? Infinity) >= minutes * MINUTE_MS));
  sim.stopScenario();
  sim.clearFaults();
  await hurry(desk, () => desk.page.evaluate(() => window.desk.client.getSnapshot().status === 'connected'));
  await hurry(desk, async () => (await desk.page.locator('.gt-item, .gt-warning').count()) === 0);
}

describe.each(VIEWS)('$view', ({ page: name }) => {
  it('has as many listeners and nodes after ten minutes of a bad network as before', async ({ sim, open }) => {
    const desk = await open(name, {
      agent: true,
      context: { reducedMotion: 'reduce' },
      query: { view: JSON.stringify({ status: true }) },
      prepare: (page) => page.clock.install(),
    });
    desk.allowNetworkFailures();
    await desk.status('connected');
    const session = await desk.page.context().newCDPSession(desk.page);
    await playBadNetwork(sim, desk, 2);
    const first = await useOf(session);
    await playBadNetwork(sim, desk, 10);
    const last = await useOf(session);
    const { toastsShown, connects } = await desk.page.evaluate(() => window.desk.client.diagnostics().counters);
    console.log(`\n${name}: ${String(toastsShown)} toasts, ${String(connects)} connections; nodes ${String(first.nodes)} → ${String(last.nodes)}, listeners ${String(first.listeners)} → ${String(last.listeners)}`);
    expect(toastsShown).toBeGreaterThan(20);
    expect(connects).toBeGreaterThan(10);
    for (const key of ['nodes', 'listeners'] as const) expect(last[key], key).toBeLessThanOrEqual(first[key] + MAX_GROWTH);
  }, 180_000);
});
