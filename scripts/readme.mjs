/**
 * Follows "A toast in two minutes" of the README to the letter, until a toast is seen in a real browser: `node scripts/readme.mjs`. Both pages, both sources.
 * Two things differ from what a reader does: the packages come from `dist/*.tgz`, and a port that is taken here is another one.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserAdvice, browserArguments, complaintsOf, findBrowser } from './lib/browser.mjs';
import { fences } from './lib/markdown.mjs';
import { DIST, ROOT, isMain } from './lib/paths.mjs';
import { Failure, green, main, red, step } from './lib/report.mjs';
import { npm, run } from './lib/run.mjs';

const PORTS = [4780, 8080];
const TOAST_TIMEOUT_MS = 60_000;

/** What the section says: commands, pages, and the options of the other source. */
export function steps(readme) {
  const section = /^## A toast in two minutes[^]*?(?=^## )/m.exec(readme)?.[0] ?? '';
  const blocks = fences(section);
  const found = (what, { code } = {}) => {
    if (!code) throw new Failure(`README.md: "A toast in two minutes" has no ${what}.`);
    return code;
  };
  const command = (text) => found(`command ${text}`, blocks.find(({ language, code }) => language === 'sh' && code.includes(text)));
  const inline = (pattern) => found(`command like ${pattern}`, { code: pattern.exec(section)?.[1] });
  return {
    simulator: command('npx genesys-cloud-simulator'),
    ring: command('curl'),
    app: { make: command('npm create vite'), file: 'src/App.tsx', page: found('App.tsx', blocks.find(({ language }) => language === 'tsx')), serve: inline(/Run `(npm run dev)`/) },
    page: { make: command('mkdir'), file: 'index.html', page: found('index.html', blocks.find(({ language }) => language === 'html')), serve: inline(/Run `(npx http-server[^`]*)`/), address: inline(/open (http:\S+[^.\s])/) },
    other: found('options of the other source', blocks.find(({ meta }) => meta === 'options')),
  };
}

/** The page with these options in place of its own. */
export const withOptions = (page, options) => page.replace(/\(\{\n[^]*?\n( *)\}\)/, (_, indent) => `({\n${options.replace(/^/gm, `${indent}  `).trimEnd()}\n${indent}})`);

/** The folder that a command leads into. */
const folderOf = (commands) => /^cd (\S+)$/m.exec(commands)?.[1];

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The README with other ports where one is taken. */
async function withFreePorts(readme) {
  let text = readme;
  for (const port of PORTS) {
    if (await isFree(port)) continue;
    const other = await freePort();
    console.log(`Port ${port} is taken here: ${other} in its place.`);
    text = text.replaceAll(String(port), String(other));
    if (port === 4780) text = text.replace(/(npx genesys-cloud-simulator)/, `$1 --port ${other}`);
  }
  return text;
}

/** The environment of a shell that npm did not start, of a reader who lets npx install what it asks for. */
const environment = () => ({ ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) && name !== 'NODE_ENV')), npm_config_yes: 'true' });

/** Runs commands as a reader types them. */
async function type(commands, cwd) {
  const literal = commands.replace(/^(npm install) (genesys-toasts)$/m, (_, install, name) => `${install} ${join(DIST, `${name}.tgz`)}`);
  await run('sh', ['-ec', literal], { cwd, quiet: true, env: environment(), orElse: `These commands of the README failed:\n${commands}` });
}

/** Starts a command that does not end; resolves to what it printed when that matches. */
async function begin(command, cwd, pattern) {
  const child = spawn('sh', ['-c', command], { cwd, env: environment(), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const end = () => {
    try {
      process.kill(-child.pid);
    } catch {
      // It has ended by itself.
    }
  };
  let output = '';
  const found = await new Promise((resolve, reject) => {
    const take = (chunk) => {
      output += String(chunk).replace(/\u001b\[[\d;]*m/g, '');
      const match = pattern.exec(output);
      if (match) resolve(match);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('exit', (code) => reject(new Failure(`${command} ended with ${code}:\n${output}`)));
  }).catch((error) => {
    end();
    throw error;
  });
  return { found, end };
}

/** Opens the page, lets a customer ring, and waits for the toast. */
async function look({ browser, address, ring }) {
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  try {
    await page.goto(address);
    await page.waitForFunction(() => customElements.get('genesys-toaster') || document.querySelector('.gt-host'), null, { timeout: TOAST_TIMEOUT_MS });
    await type(ring, ROOT);
    await page.locator('.gt-item[data-state="open"]').first().waitFor({ timeout: TOAST_TIMEOUT_MS });
  } catch (error) {
    throw new Error([error.message, ...complaints].join('\n'), { cause: error });
  } finally {
    await page.close();
  }
  if (complaints.length > 0) throw new Error(`The page said: ${complaints.join('\n')}`);
}

/** Follows the README with one of its pages, for both sources; resolves to `[name, error?]` of each. */
async function follow(name, { make, file, page, serve, address }, { folder, browser, ring, other }) {
  await step(`${name}: made`, () => type(make, folder));
  const cwd = join(folder, folderOf(make));
  const write = (text) => writeFileSync(join(cwd, file), text);
  write(page);
  const server = await begin(serve, cwd, /(http:\/\/[\w.]+:\d+)/);
  const results = [];
  try {
    for (const [source, text] of [['notifications', page], ['routing-events', withOptions(page, other)]]) {
      write(text);
      const error = await look({ browser, address: address ?? server.found[1], ring }).catch((thrown) => thrown);
      results.push([`${name}, ${source}`, error]);
    }
    if (existsSync(join(cwd, 'tsconfig.json'))) await step(`${name}: npm run build`, () => type('npm run build', cwd));
  } finally {
    server.end();
  }
  return results;
}

/** Follows the section; resolves to 1 where a toast did not come, else 0. */
export async function followReadme() {
  const { simulator, ring, app, page, other } = steps(await withFreePorts(readFileSync(join(ROOT, 'README.md'), 'utf8')));
  const { chromium } = await import('playwright-core');
  const path = findBrowser();
  if (!path) throw new Failure(browserAdvice('Chrome, Chromium or Edge'));
  const folder = mkdtempSync(join(tmpdir(), 'genesys-toasts-readme-'));
  const installed = join(folder, 'simulator');
  mkdirSync(installed);
  // Where a package is installed, npx takes it from there.
  await step('the simulator, as npx gets it', async () => {
    await npm(['install', '--prefix', installed, '--no-audit', '--no-fund', join(DIST, 'genesys-cloud-simulator.tgz')], { quiet: true, orElse: 'npm install failed: see above.' });
  });
  const browser = await chromium.launch({ executablePath: path, args: browserArguments() });
  const sim = await begin(simulator, installed, /Press Ctrl\+C/);
  const results = [];
  try {
    for (const [name, one] of Object.entries({ React: app, HTML: page })) results.push(...(await follow(name, one, { folder, browser, ring, other })));
  } finally {
    sim.end();
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  for (const [name, error] of results) console.log(error ? red(`${name}: ${error.message}`) : green(`${name}: a toast`));
  const failed = results.filter(([, error]) => error).length;
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

if (isMain(import.meta.url)) await main(followReadme);
