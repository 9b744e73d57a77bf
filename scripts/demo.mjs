/**
 * Shows the demo: `npm run demo`, with `-- --port 5173`, `-- --no-open`, `-- --simulator-port 4780`.
 * Sets up, builds, starts the simulator and Vite, and opens a browser where there is a desktop. Ctrl-C ends all.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import util from 'node:util';
import { build } from './build.mjs';
import { ROOT, isMain } from './lib/paths.mjs';
import { Failure, bold, main, seconds, step, stopwatch } from './lib/report.mjs';
import { onPath } from './lib/run.mjs';
import { setUp } from './setup.mjs';

/** Reads the command line. */
export function readOptions(words) {
  const port = (text, name) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new Failure(`--${name} takes a port number, got ${text}.`);
    return number;
  };
  try {
    const { values } = util.parseArgs({
      args: words,
      options: { port: { type: 'string', default: '5173' }, 'simulator-port': { type: 'string', default: '4780' }, 'no-open': { type: 'boolean', default: false } },
    });
    return { port: port(values.port, 'port'), simulatorPort: port(values['simulator-port'], 'simulator-port'), open: !values['no-open'] };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${error.message} Known options: --port, --simulator-port, --no-open.`);
  }
}

/** The command that opens an address in the user's browser; `null` where there is no desktop. */
export function opener(url, { env = process.env, platform = process.platform } = {}) {
  if (env.CI) return null;
  if (platform === 'darwin') return ['open', [url]];
  if (platform === 'win32') return ['cmd', ['/c', 'start', '', url]];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open', [url]] : null;
}

/** Opens an address in the browser where there is a desktop. */
export function openBrowser(url) {
  const command = opener(url);
  if (!command || (command[0] === 'xdg-open' && onPath('xdg-open').length === 0)) return;
  // A browser that does not open is no reason to end the demo: its address is printed.
  spawn(command[0], command[1], { stdio: 'ignore', detached: true }).on('error', () => {}).unref();
}

async function startSimulatorNear(port) {
  const { startSimulator } = await import('genesys-cloud-simulator');
  try {
    return await startSimulator({ port });
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    return startSimulator({ port: 0 });
  }
}

async function startPage(port, { url, userId, scope }) {
  // Vite gives the page what begins with VITE_, by import.meta.env.
  process.env.VITE_SIMULATOR_URL = url;
  process.env.VITE_SIMULATOR_USER_ID = userId;
  process.env.VITE_SIMULATOR_SCOPE = scope;
  const { createServer } = await import('vite');
  const server = await createServer({ root: join(ROOT, 'demo'), server: { port, host: '127.0.0.1', open: false }, logLevel: 'warn', clearScreen: false });
  return server.listen();
}

/** Starts everything; resolves to the page's address and a function that ends all. */
export async function startDemo({ port, simulatorPort }) {
  console.log(bold('Demo'));
  let simulator;
  let page;
  await step('simulator', async () => {
    simulator = await startSimulatorNear(simulatorPort);
    return simulator.url;
  });
  await step('page', async () => {
    const { DESKTOP_SCOPE } = await import('genesys-cloud-simulator');
    page = await startPage(port, { url: simulator.url, userId: simulator.userId, scope: DESKTOP_SCOPE });
    return page.resolvedUrls.local[0];
  });
  const close = async () => {
    await page.close();
    await simulator.close();
  };
  return { url: page.resolvedUrls.local[0], close };
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const elapsed = stopwatch();
    const options = readOptions(process.argv.slice(2));
    await setUp('demo');
    await build({ trustCommit: true });
    const demo = await startDemo(options);
    console.log(`\n  React        ${bold(demo.url)}\n  plain JS     ${bold(`${demo.url}vanilla.html`)}\n  \`Events from\` in the page's lower panel changes between routing-events and notifications\n\nready after ${seconds(elapsed())}; Ctrl-C ends it`);
    if (options.open) openBrowser(demo.url);
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, async () => {
        await demo.close();
        process.exit(0);
      });
    }
  });
}
