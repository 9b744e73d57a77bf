/** Pages for benchmarks: a bundle, a server on loopback, the installed browser. */
import { createReadStream, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { browserAdvice, browserArguments, findBrowser } from '../../scripts/lib/browser.mjs';
import { DIST, PACKAGE } from '../../scripts/lib/paths.mjs';
import { Failure } from '../../scripts/lib/report.mjs';

const TYPES = { '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };

/**
 * Bundles a script into `dist/bench/{name}` with a page that loads it.
 *
 * @param {string} name
 * @param {string} entry The script's path.
 * @param {import('esbuild').BuildOptions} [more]
 * @returns {Promise<string>} The folder.
 */
export async function bundle(name, entry, more = {}) {
  const folder = join(DIST, 'bench', 'pages', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const output = { outdir: folder, bundle: true, splitting: true, format: 'esm', minify: true, target: 'es2022', logLevel: 'error' };
  await build({ entryPoints: { main: entry }, ...output, ...more });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title><script type="module" src="main.js"></script></html>\n');
  return folder;
}

/** What esbuild takes `the-package-before` for: an earlier version's folder, or a module without a client. @param {string} [before] */
export const packages = (before) => ({ alias: { 'the-package-before': before ? join(before, 'index.js') : join(import.meta.dirname, 'no-package.js') } });

/** What esbuild takes `the-package` for: a folder of this package, of this version or an earlier one. @param {string} [folder] */
export const packageIn = (folder = PACKAGE) => ({ alias: { 'the-package': folder } });

/**
 * Serves a folder.
 *
 * @param {string} folder
 * @param {Record<string, string>} [headers] Sent with everything.
 * @param {boolean} [isolated] The clocks of pages have steps of 5 µs instead of 100, but each page gets a process of its own.
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function serve(folder, headers = { 'Cache-Control': 'no-store' }, isolated = true) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const path = join(folder, normalize(decodeURIComponent(pathname)));
    if (!path.startsWith(folder) || !existsSync(path) || !statSync(path).isFile()) return void response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    response.writeHead(200, {
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      ...(isolated && { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }),
      ...headers,
    });
    createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}

/** Starts the installed browser; scripts may ask for a collection of garbage. @param {readonly string[]} [more] */
export async function launch(more = ['--js-flags=--expose-gc', '--enable-precise-memory-info']) {
  const executablePath = findBrowser();
  if (!executablePath) throw new Failure(browserAdvice('A browser'));
  return chromium.launch({ executablePath, args: [...browserArguments(), ...more] });
}

/**
 * Runs work on a page of its own, which is closed afterwards.
 *
 * @template T
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {(page: import('playwright-core').Page, session: import('playwright-core').CDPSession) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function onPage(browser, url, work) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(url);
    return await work(page, await context.newCDPSession(page));
  } finally {
    await context.close();
  }
}
