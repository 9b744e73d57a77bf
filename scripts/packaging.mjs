/**
 * Installs the packed package into fresh apps, builds and serves each as its own tools do, and opens it in a real browser on the
 * simulator until its toasts are seen: `npm run test:packaging`, or some by name: `npm run test:packaging -- vite-8 none`.
 * What there is: tests/packaging. Exit code 1 where one failed.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { browserAdvice, browserArguments, complaintsOf, findBrowser } from './lib/browser.mjs';
import { prepared, served } from './lib/packaged-app.mjs';
import { DIST, ROOT, isMain } from './lib/paths.mjs';
import { Failure, bold, green, main, red, seconds, stopwatch, table } from './lib/report.mjs';
import { pack } from './pack.mjs';
import { setUp } from './setup.mjs';

const CASES = join(ROOT, 'tests', 'packaging');
const TOAST_TIMEOUT_MS = 60_000;

/** The cases with these names; all of them where no name is given. */
export function choose(cases, names) {
  const unknown = names.filter((name) => !cases.includes(name));
  if (unknown.length > 0) throw new Failure(`There is no case ${unknown.join(' or ')}. There are: ${cases.join(', ')}.`);
  return names.length > 0 ? names : cases;
}

const known = () => readdirSync(CASES).filter((name) => existsSync(join(CASES, name, 'package.json'))).sort();

/** Opens an app's page and waits for its toasts. Throws where they don't come, or the page complains. */
async function look({ browser, sim, address, toasts }) {
  const { tokenUrl, socketUrl, clientId, clientSecret } = sim;
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  try {
    await page.goto(`${address}?options=${encodeURIComponent(JSON.stringify({ tokenUrl, socketUrl, clientId, clientSecret }))}`);
    await sim.until(({ counters }) => counters.socketsOpen >= toasts, { timeoutMs: TOAST_TIMEOUT_MS });
    sim.ring({ agentName: 'Maria Lopez' });
    await page.locator('.gt-item[data-state="open"]', { hasText: 'Maria Lopez' }).nth(toasts - 1).waitFor({ timeout: TOAST_TIMEOUT_MS });
  } catch (error) {
    throw new Error([error.message, ...complaints].join('\n'));
  } finally {
    await page.close();
  }
  if (complaints.length > 0) throw new Error(`The page said: ${complaints.join('\n')}`);
}

async function runCase(name, { browser, startSimulator }) {
  const elapsed = stopwatch();
  const app = await prepared(name);
  const sim = await startSimulator();
  const serving = await served(app);
  try {
    for (const address of serving.addresses) await look({ browser, sim, address, toasts: app.toasts });
  } finally {
    await serving.close();
    await sim.close();
  }
  return { name, versions: app.versions, ms: elapsed() };
}

/** Runs the cases one after another; resolves to 1 where one failed, else 0. */
export async function testPackaging(names) {
  const { chromium } = await import('playwright-core');
  const { startSimulator } = await import('genesys-cloud-simulator');
  const path = findBrowser();
  if (!path) throw new Failure(browserAdvice('Chrome, Chromium or Edge'));
  const browser = await chromium.launch({ executablePath: path, args: browserArguments() });
  const results = [];
  for (const name of choose(known(), names)) {
    console.log(bold(`\n── ${name}`));
    const result = await runCase(name, { browser, startSimulator }).catch((error) => ({ name, versions: '', ms: 0, error }));
    console.log(result.error ? red(`   ${result.error.message}`) : green(`   passed after ${seconds(result.ms)}`));
    results.push(result);
  }
  await browser.close();
  const failed = results.filter(({ error }) => error).length;
  console.log(`\n${bold('Summary')}`);
  table(['app', 'with', 'time', ''], results.map(({ name, versions, ms, error }) => [name, versions, seconds(ms), error ? 'failed' : 'passed']));
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setUp('test');
    if (!existsSync(join(DIST, 'genesys-toasts.tgz')) || process.env.PACKAGING_TARBALL !== 'as-is') await pack();
    return testPackaging(process.argv.slice(2));
  });
}
