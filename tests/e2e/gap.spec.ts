/** The connection is cut while rings begin and end: twenty desktops at once, each with a simulator of its own. */
import { startSimulator, type Simulator } from 'genesys-cloud-simulator';
import { describe, expect, it, type Desk, type Open } from './support/test.js';

/** In so many ms after the reconnect the toasts are right. 348 were measured. */
const LIMIT_MS = 1_000;

/** How long each desktop is cut off, in ms, and 500 ms longer each: what is measured is not the crowd. */
const CUTS = [...Array<number>(10).fill(1_000), ...Array<number>(7).fill(10_000), ...Array<number>(3).fill(60_000)];

/** Longer than the longest cut: an alert that outlasts its own time is over for the desktop. */
const ALERT_MS = 120_000;

/** Twenty pages that look in every frame would take a processor. */
const POLLING = { polling: 100 };

/** Toasts on the page, as JSON, and when; in ms since 1970. */
interface Shown {
  readonly at: number;
  until: number;
  readonly toasts: string;
}

declare global {
  interface Window {
    /** What the page has shown since its network was cut, oldest first. */
    readonly gap: readonly Shown[];
  }
}

interface Outcome {
  readonly seed: number;
  readonly cutMs: number;
  /** From `connected` to toasts that equal the truth, in ms; an empty list of differences is the truth. */
  readonly lateMs: number;
  /** The engine's last events where that was too late: they say what it waited for. */
  readonly events: readonly string[];
  readonly found: number;
  readonly twice: number;
}

describe('notifications', () => {
  it('show the rings of the server within a second of each reconnect, after gaps of 1, 10 and 60 s [N4] [N8]', { timeout: 170_000 }, async ({ open }) => {
    // All desktops stand before the first is cut: loading a page takes more of the processor than any reconnect.
    const desks = await Promise.all(CUTS.map((_, seed) => prepare(open, seed)));
    const outcomes = await Promise.all(desks.map((prepared, seed) => cut(prepared, seed, (CUTS[seed] ?? NaN) + seed * 500)));
    const latest = Math.max(...outcomes.map(({ lateMs }) => lateMs));
    const found = outcomes.reduce((sum, outcome) => sum + outcome.found, 0);
    console.log(`\n${String(outcomes.length)} cuts of 1, 10 and 60 s: equal to the truth ${latest.toFixed(0)} ms after the reconnect at the latest; ${String(found)} rings found\n`);
    expect(outcomes.filter(({ lateMs }) => lateMs > LIMIT_MS)).toEqual([]);
    expect(outcomes.filter(({ twice }) => twice > 0)).toEqual([]);
    expect(found).toBeGreaterThan(20);
  });
});

/** A connected desktop with three toasts, and the conversations of these. */
interface Prepared {
  readonly sim: Simulator;
  readonly desk: Desk;
  readonly before: readonly string[];
}

async function prepare(open: Open, seed: number): Promise<Prepared> {
  const sim = await startSimulator({ seed });
  const desk = await open('vanilla', { sim, agent: true, options: { backoff: { maxMs: 5_000 } } });
  desk.allowNetworkFailures();
  await desk.status('connected');
  const before = [1, 2, 3].map((number) => sim.ring({ customerName: `Before ${String(number)}`, alertingTimeoutMs: ALERT_MS }).conversationId);
  await desk.page.waitForFunction(() => window.desk.toasts.length === 3);
  await desk.page.evaluate(noteToasts);
  return { sim, desk, before };
}

async function cut({ sim, desk, before }: Prepared, seed: number, cutMs: number): Promise<Outcome> {
  sim.goOffline({ durationMs: cutMs });
  await desk.page.waitForFunction(() => window.desk.client.getSnapshot().status !== 'connected', null, POLLING);
  // One continues, one is answered, one is abandoned; of those that begin, as many as the seed says end again.
  sim.answer({ conversationId: before[0] });
  sim.abandon({ conversationId: before[1] });
  const begun = Array.from({ length: 2 + (seed % 3) }, (_, number) => sim.ring({ customerName: `Meanwhile ${String(number)}`, alertingTimeoutMs: ALERT_MS }).conversationId);
  if (seed % 2 === 1) sim.timeOutRing({ conversationId: begun[0] });
  await desk.page.waitForFunction(() => window.desk.client.getSnapshot().status === 'connected', null, { ...POLLING, timeout: cutMs + 30_000 });
  const connectedAt = await desk.page.evaluate(() => window.desk.statuses.findLast(({ status }) => status === 'connected')?.since ?? NaN);
  const shown = await desk.page.waitForFunction(
    ({ wanted, from }) => window.gap.find(({ until, toasts }) => until >= from && toasts === wanted)?.at,
    { wanted: JSON.stringify(truthOf(sim)), from: connectedAt },
    { ...POLLING, timeout: 10_000 },
  );
  const lateMs = Math.max(0, ((await shown.jsonValue()) ?? NaN) - connectedAt);
  const events = lateMs > LIMIT_MS ? await desk.page.evaluate(() => window.desk.client.diagnostics().events.slice(-20).map(({ at, line }) => `${String(at)} ${line}`)) : [];
  const outcome = { seed, cutMs, lateMs, events, ...(await tally(desk)) };
  await desk.page.close();
  await sim.close();
  return outcome;
}

/** Runs in the page: notes which toasts there are, and from when until when, so that a busy test runner does not count. */
function noteToasts(): void {
  const { client } = window.desk;
  const gap: Shown[] = [];
  const note = (): void => {
    const toasts = JSON.stringify(client.getSnapshot().toasts.map(({ conversationId, participantId }) => `${conversationId} ${participantId ?? ''}`).sort());
    const last = gap.at(-1);
    if (last?.toasts === toasts) return;
    const at = Date.now();
    if (last) last.until = at;
    gap.push({ at, until: Infinity, toasts });
  };
  note();
  client.subscribe(note);
  Object.assign(window, { gap });
}

const truthOf = (sim: Simulator): string[] =>
  sim.rings({ userId: sim.userId }).map(({ conversationId, participantId }) => `${conversationId} ${participantId}`).sort();

/** How many rings were shown that had begun in the gap, and how many more than once. */
async function tally(desk: Desk): Promise<{ found: number; twice: number }> {
  const shown = await desk.page.evaluate(() => window.desk.toasts.map(({ callerName, participantId }) => [callerName, participantId ?? '']));
  const participants = shown.map(([, participant]) => participant);
  return { found: shown.filter(([name]) => name?.startsWith('Meanwhile')).length, twice: participants.length - new Set(participants).size };
}
