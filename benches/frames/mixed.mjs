/** A mixed shift: processor time and garbage of 100,000 frames, in Chromium. */
import { onPage } from '../lib/page.mjs';
import { digits, spread, summary } from '../lib/stats.mjs';

const FRAMES = 100_000;
const ROUNDS = 5;
const SOURCES = ['routing-events', 'notifications'];
const LABELS = { ours: 'genesys-toasts', before: 'an earlier version', plain: 'plain', shortcut: 'plain, with our shortcut' };

/** Everything that was allocated while it ran, also what has been collected since; sampled about every 8 kB. */
const SAMPLING = { samplingInterval: 8192, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true };

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {Record<string, { text: string }[]>} recorded
 * @param {string} [before] Where an earlier version is, if it is measured as well.
 */
export async function measureShift(browser, url, recorded, before) {
  const figures = {};
  const rows = [];
  for (const source of SOURCES) {
    const names = ['ours', ...(before ? ['before'] : []), 'plain', ...(source === 'notifications' ? ['shortcut'] : [])];
    const results = await measure(browser, url, source, names);
    figures[source] = results;
    const bytes = recorded[source].reduce((sum, { text }) => sum + text.length, 0) / recorded[source].length;
    for (const one of names) {
      const { handlers, thread, garbage, toasts } = results[one];
      rows.push([`${source}, ${Math.round(bytes)} B a frame`, LABELS[one], spread(handlers), spread(thread), digits(garbage / 1e6), Math.round(toasts)]);
    }
  }
  const head = ['source', 'client', 'in the handlers, ms', 'main thread, ms', 'garbage, MB', 'toasts'];
  const note = `The simulator’s \`busy-shift\`, one conversation in ten the agent’s own; \`notifications\` with the agent’s topic and those of all queues. By so many passes
over 4,000 recorded steps as make 100,000 frames at least, scaled to 100,000; ${ROUNDS} rounds by turns, each client on a page of its own. *In the handlers*: by \`performance.now()\`, with
the listeners. *Main thread*: \`ThreadTime\` of CDP’s \`Performance.getMetrics\` with a task for every 50 frames, which counts collections of garbage that run there.
*Garbage*: all that was allocated on the JavaScript heap, by V8’s sampling heap profiler (8 kB), in a pass of its own.`;
  const charts = [
    chart('shift-cpu', 'Main thread for 100,000 frames of a busy shift', 'ms', figures, ({ thread }) => summary(thread)),
    chart('shift-garbage', 'Garbage of 100,000 frames of a busy shift', 'MB', figures, ({ garbage }) => ({ median: garbage / 1e6 })),
  ];
  return { table: { title: '100,000 frames of a busy shift, Chromium', head, rows, note }, charts, figures };
}

async function measure(browser, url, source, names, rounds = ROUNDS) {
  const results = Object.fromEntries(names.map((one) => [one, { handlers: [], thread: [], garbage: NaN, toasts: NaN }]));
  const desks = [];
  const open = async (one, ready) =>
    onPage(browser, url, async (page, session) => {
      await page.waitForFunction(() => 'bench' in globalThis);
      await page.evaluate(
        async ([name, from]) => {
          globalThis.recorded = await (await globalThis.realFetch(`${from}.json`)).json();
          await globalThis.bench.shift.open(name, from);
        },
        [one, source],
      );
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      let release;
      const done = new Promise((resolve) => (release = resolve));
      ready({ one, page, session, release });
      await done;
    });
  const pages = [];
  for (const one of names) desks.push(await new Promise((resolve, reject) => pages.push(open(one, resolve).catch(reject))));
  try {
    for (const desk of desks) await pass(desk);
    for (let round = 0; round < rounds; round++) {
      for (let turn = 0; turn < desks.length; turn++) {
        const desk = desks[(turn + round) % desks.length];
        const { handlers, thread } = await pass(desk);
        results[desk.one].handlers.push(handlers);
        results[desk.one].thread.push(thread);
      }
    }
    for (const desk of desks) {
      const before = await desk.page.evaluate(() => globalThis.bench.shift.counters().toastsShown);
      const { garbage, frames } = await pass(desk, true);
      results[desk.one].garbage = garbage;
      results[desk.one].toasts = (((await desk.page.evaluate(() => globalThis.bench.shift.counters().toastsShown)) - before) / frames) * FRAMES;
    }
  } finally {
    for (const { release } of desks) release();
    await Promise.all(pages);
  }
  return results;
}

/** Receives so many frames at least; resolves to ms of handlers and thread, and bytes of garbage, for exactly so many. */
async function pass({ page, session }, sampled = false) {
  const sum = { handlers: 0, thread: 0, garbage: 0 };
  let frames = 0;
  await page.bringToFront();
  while (frames < FRAMES) {
    frames += await page.evaluate(() => globalThis.bench.shift.prepare(globalThis.recorded));
    if (sampled) await session.send('HeapProfiler.startSampling', SAMPLING);
    const before = await threadTime(session);
    sum.handlers += await page.evaluate(() => globalThis.bench.shift.receive());
    sum.thread += ((await threadTime(session)) - before) * 1000;
    if (sampled) sum.garbage += bytesOf((await session.send('HeapProfiler.stopSampling')).profile.head);
  }
  const scale = FRAMES / frames;
  return { handlers: sum.handlers * scale, thread: sum.thread * scale, garbage: sum.garbage * scale, frames };
}

async function threadTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN;
}

const bytesOf = ({ selfSize, children }) => children.reduce((sum, child) => sum + bytesOf(child), selfSize);

function chart(name, title, unit, figures, of) {
  const groups = Object.entries(figures).map(([source, results]) => ({
    label: source,
    bars: Object.entries(results).map(([one, result]) => ({ name: LABELS[one], ours: one === 'ours', ...of(result) })),
  }));
  return { name, title, unit, groups };
}
