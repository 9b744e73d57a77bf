/** From the simulator's send to the painted toast, alone and during 500 events a second. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '../../simulator/src/index.js';
import { bundle, launch, packageIn, serve } from '../lib/page.mjs';
import { digits, quantile, summary } from '../lib/stats.mjs';
import { atPhase, offsetOf, phases } from './clock.mjs';

export const name = 'paint';
export const title = 'From a frame to the painted toast';

const RINGS = 200;
/** Rings of one contestant before it is another's turn. */
const TURN = 10;
const LOAD = { everyMs: 10, events: 5 };
const BEFORE = { one: 'before', label: 'an earlier version', entry: 'before' };
const CONTESTANTS = [
  { one: 'ours', label: 'genesys-toasts', entry: 'ours' },
  { one: 'plain', label: 'plain component', entry: 'plain' },
  { one: 'again', label: 'plain component, again', entry: 'plain' },
];
const PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>paint</title><link rel="stylesheet" href="main.css"><div id="root"></div><script type="module" src="main.js"></script></html>\n';

const METHOD = `The method of tests/e2e/latency.spec.ts: a simulator for each contestant in one process, real sockets, one browser, the page that is measured in front,
reduced motion; rings are sent at places spread evenly over a frame, so part of the time is the wait for the next one. Both wear the same
style sheet under React 18. \`benches/baseline/PlainToasts.tsx\` takes part twice: by how much it differs from itself is what a run cannot tell apart.
*Under load*: ${(1000 / LOAD.everyMs) * LOAD.events} routing events a second on the same socket, of conversations that are queued and never ring. ${RINGS} rings each, by turns of ${TURN}.`;

/** @returns {Promise<{ method: string, tables: object[], charts: object[], figures: object }>} */
export async function run({ before }) {
  const contestants = before ? [...CONTESTANTS, BEFORE] : CONTESTANTS;
  const sites = {};
  for (const entry of new Set(contestants.map((one) => one.entry))) {
    const page = entry === 'before' ? 'ours' : entry;
    const more = { define: { 'process.env.NODE_ENV': '"production"' }, jsx: 'automatic', ...packageIn(entry === 'before' ? before : undefined) };
    const folder = await bundle(`paint-${entry}`, join(import.meta.dirname, `${page}.jsx`), more);
    writeFileSync(join(folder, 'index.html'), PAGE);
    sites[entry] = await serve(folder);
  }
  const browser = await launch([]);
  const desks = [];
  try {
    for (const contestant of contestants) desks.push(await open(browser, sites[contestant.entry].origin, contestant));
    await measure(desks, 'alone', TURN);
    for (const { delays } of desks) delays.alone.length = 0;
    await measure(desks, 'alone', RINGS);
    await measure(desks, 'load', RINGS);
  } finally {
    await browser.close();
    for (const { sim } of desks) await sim.close();
    for (const site of Object.values(sites)) await site.close();
  }
  const figures = Object.fromEntries(desks.map(({ one, delays }) => [one, delays]));
  const kinds = { alone: 'alone', load: '500 events a second' };
  const rows = Object.entries(kinds).flatMap(([kind, words]) =>
    desks.map(({ label, delays }) => [words, label, ...[0.5, 0.95, 0.99, 0, 1].map((q) => digits(quantile(delays[kind], q))), digits(delays[kind].reduce((sum, one) => sum + one, 0) / delays[kind].length)]),
  );
  const groups = Object.entries(kinds).map(([kind, words]) => ({
    label: words,
    bars: desks.map(({ one, label, delays }) => ({ name: label, ours: one === 'ours', ...summary(delays[kind]) })),
  }));
  return {
    method: METHOD,
    tables: [{ title: 'Send → painted, Chromium, ms', head: ['', 'client', 'median', 'p95', 'p99', 'least', 'most', 'mean'], rows, note: `The load came to ${Math.round((pressed.events / pressed.ms) * 1000)} events a second.` }],
    charts: [{ name: 'paint', title: 'From the send to the painted toast', unit: 'ms', groups }],
    figures: { ms: figures, pressed },
  };
}

async function open(browser, origin, contestant) {
  const sim = await startSimulator();
  const { tokenUrl, socketUrl, clientId, clientSecret } = sim;
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${origin}/index.html?${new URLSearchParams({ tokenUrl, socketUrl, clientId, clientSecret })}`);
  await sim.until(({ counters }) => counters.socketsOpen === 1);
  return { ...contestant, sim, page, offset: await offsetOf(page), delays: { alone: [], load: [] } };
}

async function measure(desks, kind, rings) {
  const places = phases(rings);
  for (let from = 0; from < rings; from += TURN) {
    for (let turn = 0; turn < desks.length; turn++) {
      const desk = desks[(turn + from / TURN) % desks.length];
      const end = kind === 'load' ? press(desk.sim) : () => {};
      await desk.page.bringToFront();
      for (const place of places.slice(from, from + TURN)) desk.delays[kind].push(await ring(desk, place));
      end();
    }
  }
}

let count = 0;
/** What the load came to. */
const pressed = { events: 0, ms: 0 };

async function ring({ page, sim, offset }, phase) {
  // A page that has just come to the front has its first frames late for reasons of its own.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const agentName = `Agent ${++count}`;
  await atPhase(phase);
  const { sentAt } = sim.ring({ agentName });
  const painted = await page.evaluate((wanted) => globalThis.paints.of(wanted), agentName);
  await page.evaluate(() => window.paints.dismiss());
  await page.waitForFunction(() => window.paints.none());
  return painted - offset - sentAt;
}

/** Sends events that ring nowhere until the function that it gives is called. */
function press(sim) {
  const begun = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    // As many as are due, however late the timer is.
    for (const due = ((performance.now() - begun) / LOAD.everyMs) * LOAD.events; sent < due; sent++) sim.queue({ customerName: 'In the queue' });
  }, LOAD.everyMs);
  return () => {
    clearInterval(timer);
    pressed.events += sent;
    pressed.ms += performance.now() - begun;
  };
}
