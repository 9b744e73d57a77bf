/** From a page's `import()` to the client's first `new WebSocket`. */
import { copyFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../../scripts/lib/paths.mjs';
import { bundle, launch, packages, serve } from '../lib/page.mjs';
import { spread, summary } from '../lib/stats.mjs';

export const name = 'start';
export const title = 'From import to the first socket';

const ROUNDS = 15;
const LOADS = 4;
/** What the browser has still to do for the page before this one must not count. */
const SETTLE_MS = 300;
const SLOWER = [1, 4];
const LABELS = { ours: 'genesys-toasts', file: 'genesys-toasts, option `wasm`', before: 'an earlier version', plain: 'plain' };
const PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>start</title><script type="module">globalThis.begun = performance.now(); await import("./main.js");</script></html>\n';

const METHOD = `Both clients without a view, bundled by esbuild in the same way (minified, split), served from loopback: no network is in the figures, nor a
token request or handshake (the token is at hand, the socket a fake). The clock runs from the page's \`import()\` until the first \`new WebSocket\`. *Option \`wasm\`*: the page gives the address of the \`.wasm\` file. *Cold*: a
browser context of its own with the HTTP cache off, after an empty page (the start of the browser's own process is not counted). *Second* and *fourth load*: the same page again in one context with the cache on; V8 keeps compiled
scripts from the second or third load on. Between two loads the browser rests for ${SETTLE_MS} ms. ${ROUNDS} rounds by turns; the processor slowed down by \`Emulation.setCPUThrottlingRate\`. Median (least–most).`;

/** @returns {Promise<{ method: string, tables: object[], charts: object[], figures: object }>} */
export async function run({ before }) {
  const names = Object.keys(LABELS).filter((one) => one !== 'before' || before);
  const sites = {};
  const bytes = {};
  for (const one of names) {
    const folder = await bundle(`start-${one}`, join(import.meta.dirname, `${one}.js`), packages(before));
    if (one === 'file') copyFileSync(join(PACKAGE, 'engine.wasm'), join(folder, 'engine.wasm'));
    writeFileSync(join(folder, 'index.html'), PAGE);
    writeFileSync(join(folder, 'blank.html'), '<!doctype html><title>blank</title>');
    bytes[one] = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.js')).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    sites[one] = await serve(folder, { 'Cache-Control': 'max-age=3600' }, false);
  }
  const browser = await launch([]);
  const figures = {};
  try {
    for (const slower of SLOWER) {
      figures[slower] = Object.fromEntries(names.map((one) => [one, { cold: [], second: [], fourth: [] }]));
      for (let round = -1; round < ROUNDS; round++) {
        for (let turn = 0; turn < names.length; turn++) {
          const one = names[(turn + round + 1) % names.length];
          const [cold] = await loads(browser, `${sites[one].origin}/index.html`, slower, 1, false);
          const [, second, , fourth] = await loads(browser, `${sites[one].origin}/index.html`, slower, LOADS, true);
          if (round < 0) continue;
          figures[slower][one].cold.push(cold);
          figures[slower][one].second.push(second);
          figures[slower][one].fourth.push(fourth);
        }
      }
    }
  } finally {
    await browser.close();
    for (const site of Object.values(sites)) await site.close();
  }
  const rows = SLOWER.flatMap((slower) => names.map((one) => [slower === 1 ? 'as it is' : `${slower}× slower`, LABELS[one], ...Object.values(figures[slower][one]).map(spread)]));
  const table = { title: 'import → first socket, Chromium, ms', head: ['processor', 'client', 'cold', 'second load', 'fourth load'], rows, note: `JavaScript of the page, raw: ours ${bytes.ours.toLocaleString('en')} B with the Wasm in it, plain ${bytes.plain.toLocaleString('en')} B.` };
  const groups = SLOWER.flatMap((slower) =>
    ['cold', 'second'].map((load) => ({
      label: `${load === 'cold' ? 'cold' : 'second load'}, processor ${slower === 1 ? 'as it is' : `${slower}× slower`}`,
      bars: names.map((one) => ({ name: LABELS[one], ours: one === 'ours', ...summary(figures[slower][one][load]) })),
    })),
  );
  return { method: METHOD, tables: [table], charts: [{ name: 'start', title: 'From import to the first socket', unit: 'ms', groups }], figures: { bytes, ms: figures } };
}

/** Loads a page so often in a context of its own; resolves to ms of each. */
async function loads(browser, url, slower, times, cached) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: !cached });
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    const results = [];
    // The renderer's own start is not the client's.
    await page.goto(url.replace('index', 'blank'));
    for (let load = 0; load < times; load++) {
      await page.waitForTimeout(SETTLE_MS);
      await page.goto(url);
      await page.waitForFunction(() => 'opened' in globalThis);
      results.push(await page.evaluate(() => globalThis.opened));
    }
    return results;
  } finally {
    await context.close();
  }
}
