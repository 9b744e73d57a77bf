/** What a frame costs as toasts, topics and frames grow, and the memory that it takes; in Chromium, a page for each. */
import { onPage } from '../lib/page.mjs';
import { digits, quantile, spread } from '../lib/stats.mjs';
import { TEMPLATES } from './templates.mjs';

const ROUNDS = 5;
const NAMES = ['ours', 'plain'];
const template = (key) => TEMPLATES.find((one) => one.key === key);

const ready = (page) => page.waitForFunction(() => 'bench' in globalThis);
const kB = (bytes) => Math.round(bytes / 1000).toLocaleString('en');

/** @param {import('playwright-core').Browser} browser @param {string} url @param {Record<string, string>} labels */
export async function measureToasts(browser, url, labels) {
  const idle = template('small');
  const ring = template('small-ring');
  const end = { ...ring, text: ring.text.replace('"ringing"', '"connected"') };
  const figures = [];
  for (const count of [10, 100, 1000]) {
    for (const one of NAMES) {
      const results = await onPage(browser, url, async (page) => {
        await ready(page);
        return page.evaluate(([name, toasts, rounds, frames]) => globalThis.bench.toasts(name, toasts, rounds, frames), [one, count, ROUNDS, { idle, ring, end }]);
      });
      figures.push({ count, one, ...results });
    }
  }
  const rows = figures.map(({ count, one, idle: quiet, pair }) => [count, labels[one], spread(quiet), spread(pair)]);
  const table = { title: 'With so many toasts shown, Chromium, µs', head: ['toasts', 'client', 'a frame that ends nothing', 'a ring and its end'], rows, note: '`maxToasts` 1,000; routing events; a listener reads the snapshot after each frame of the right column.' };
  return { table, figures };
}

/** @param {import('playwright-core').Browser} browser @param {string} url @param {Record<string, string>} labels */
export async function measureTopics(browser, url, labels) {
  const figures = [];
  for (const count of [1, 10, 100, 1000]) {
    const { results, wasm } = await onPage(browser, url, async (page) => {
      await ready(page);
      return page.evaluate(([topics, rounds, frame]) => globalThis.bench.topics('ours', topics, rounds, frame), [count, ROUNDS, template('elsewhere')]);
    });
    figures.push({ count, results, wasm });
  }
  const rows = figures.map(({ count, results, wasm }) => [count, labels.ours, spread(results), kB(wasm)]);
  const table = { title: 'With so many topics, Chromium', head: ['topics', 'client', 'a colleague’s ring, µs', 'Wasm memory, kB'], rows, note: 'The plain client knows no topics: its cost does not depend on them.' };
  return { table, figures };
}

/** Days that are received, each client on pages of its own by turns; the last one is the longest. */
const DAYS = [[10_000, 100_000], [10_000, 100_000], [10_000, 100_000, 1_000_000, 10_000_000]];

/** @param {import('playwright-core').Browser} browser @param {string} url @param {Record<string, string>} labels */
export async function measureDay(browser, url, labels) {
  const figures = Object.fromEntries(NAMES.map((one) => [one, {}]));
  for (const counts of DAYS) {
    for (const one of NAMES) {
      for (const { count, ...figure } of await onPage(browser, url, (page, session) => runDay(page, session, one, counts))) (figures[one][count] ??= []).push(figure);
    }
  }
  const rows = NAMES.flatMap((one) =>
    Object.entries(figures[one]).map(([count, list]) => [
      labels[one],
      Number(count).toLocaleString('en'),
      list.length > 1 ? spread(list.map(({ nanoseconds }) => nanoseconds)) : digits(list[0].nanoseconds),
      kB(quantile(list.map(({ heap }) => heap), 0.5)),
      one === 'ours' ? kB(Math.max(...list.map(({ wasm }) => wasm))) : '0',
    ]),
  );
  const note = `The frames of tests/e2e/pages/shared/long-day.ts, one in ten a ring, names of up to 400 characters, a task for every 50 frames. Time: of the frames since the
row above, ${DAYS.length} days (from the million on: one). Memory: after collections.`;
  return { table: { title: 'A long day, Chromium', head: ['client', 'frames', 'ns a frame', 'JavaScript heap, kB', 'Wasm memory, kB'], rows, note }, figures };
}

async function runDay(page, session, one, counts) {
  await ready(page);
  const figures = [];
  let received = 0;
  for (const count of counts) {
    const ms = await page.evaluate(([name, frames]) => globalThis.bench.longDay(name, frames, globalThis.longDayFrame), [one, count - received]);
    const nanoseconds = (ms / (count - received)) * 1e6;
    received = count;
    for (let turn = 0; turn < 2; turn++) await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    figures.push({ count, nanoseconds, heap: usedSize, wasm: await page.evaluate(() => globalThis.bench.wasmBytes()) });
  }
  return figures;
}
