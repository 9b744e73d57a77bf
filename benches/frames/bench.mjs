/** Frame → decision on the main thread, through the socket's own handler: ours beside the plain client and the floors. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { run as runCommand } from '../../scripts/lib/run.mjs';
import { bundle, launch, onPage, packages, serve } from '../lib/page.mjs';
import { spread, summary } from '../lib/stats.mjs';
import { measureDay, measureToasts, measureTopics } from './growth.mjs';
import { measureShift } from './mixed.mjs';
import { recordShift } from './shift.mjs';
import { TEMPLATES } from './templates.mjs';

export const name = 'frames';
export const title = 'From a frame to what follows from it';

const ROUNDS = 9;
/** Contestants as tables and charts call them. */
export const LABELS = { ours: 'genesys-toasts', before: 'an earlier version', plain: 'plain', shortcut: 'plain, with our shortcut', 'JSON.parse': 'JSON.parse alone', copy: 'copy to UTF-8 alone' };

const METHOD = `A fake \`WebSocket\` calls the handler that each client gave it with \`{ data }\`, in one page (or process) for both, by turns. Each string is decoded
from bytes, received once, and has a conversation id of its own. ${ROUNDS} rounds of up to 2,000 frames follow on two that do not count: hot code, as it is in a
busy minute; the first frames after a quiet hour cost more, on either side. Rings: listeners read the snapshot after each, and 40 toasts are closed at a
time, off the clock. The plain client: [benches/plain](../benches/plain/README.md). *With our shortcut* it, too, does not parse an event of a queue's topic
in which the agent's id does not occur. Figures are µs a frame: median (least–most of the rounds).`;

/** @returns {Promise<{ method: string, tables: object[], charts: object[], figures: object }>} */
export async function run({ before }) {
  const folder = await bundle(name, join(import.meta.dirname, 'page.js'), packages(before));
  const recorded = await recordShift(4000);
  for (const [source, frames] of Object.entries(recorded)) writeFileSync(join(folder, `${source}.json`), JSON.stringify(frames));
  const site = await serve(folder);
  const browser = await launch();
  try {
    const url = `${site.origin}/index.html`;
    const inChromium = await onPage(browser, url, chromiumFrames);
    const inNode = await nodeFrames(before);
    const shift = await measureShift(browser, url, recorded, before);
    const toasts = await measureToasts(browser, url, LABELS);
    const topics = await measureTopics(browser, url, LABELS);
    const day = await measureDay(browser, url, LABELS);
    return {
      method: METHOD,
      tables: [frameTable('Chromium', inChromium), frameTable('Node', inNode), shift.table, toasts.table, topics.table, day.table],
      charts: [frameChart(inChromium), ...shift.charts],
      figures: { chromium: inChromium, node: inNode, shift: shift.figures, toasts: toasts.figures, topics: topics.figures, day: day.figures },
    };
  } finally {
    await browser.close();
    await site.close();
  }
}

async function chromiumFrames(page) {
  await page.waitForFunction(() => 'bench' in globalThis);
  const results = {};
  for (const template of TEMPLATES) results[template.key] = await page.evaluate(([one, rounds]) => globalThis.bench.frame(one, rounds), [template, ROUNDS]);
  return results;
}

async function nodeFrames(before) {
  const script = join(ROOT, 'benches', 'frames', 'node.mjs');
  const { output } = await runCommand(process.execPath, ['--expose-gc', script, String(ROUNDS), ...(before ? [join(before, 'index.js')] : [])], { quiet: true, collect: true, stdoutOnly: true, orElse: 'The frames could not be measured in Node.' });
  return JSON.parse(output);
}

function frameTable(where, results) {
  const names = Object.keys(LABELS).filter((one) => one !== 'before' || Object.values(results).some((result) => result.before));
  const rows = TEMPLATES.map(({ key, name: frame, text }) => {
    const ratio = summary(results[key].ours).median / summary(results[key].plain).median;
    return [frame, text.length, ...names.map((one) => (results[key][one] ? spread(results[key][one]) : '')), `${ratio.toFixed(2)}×`];
  });
  return { title: `A frame in ${where}, µs`, head: ['frame', 'bytes', ...names.map((one) => LABELS[one]), 'ours : plain'], rows };
}

function frameChart(results) {
  const groups = TEMPLATES.map(({ key, name: frame, text }) => ({
    label: `${frame}, ${text.length.toLocaleString('en')} B`,
    bars: Object.keys(LABELS)
      .filter((one) => results[key][one])
      .map((one) => ({ name: LABELS[one], ours: one === 'ours', ...summary(results[key][one]) })),
  }));
  return { name: 'frames', title: 'A frame on the main thread, Chromium', unit: 'µs', groups };
}
