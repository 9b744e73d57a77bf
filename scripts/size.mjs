/**
 * Prints what a page loads because of genesys-toasts, and fails past the budget: `node scripts/size.mjs`.
 *
 * Measured on the packed tarball in a Vite application with the hook, the toaster and the styles. React is left out:
 * the application has it anyway. The application's own three lines and Vite's preload helper are counted in.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { DIST, PACKAGE, isMain } from './lib/paths.mjs';
import { Failure, bold, main, table } from './lib/report.mjs';
import { run } from './lib/run.mjs';

/** Bytes after gzip, over all files that the page loads. */
export const BUDGET = 72_000;

const APP = join(DIST, 'size');

const PAGE = {
  'index.html': '<!doctype html><html lang="en"><title>size</title><div id="root"></div><script type="module" src="/main.jsx"></script></html>\n',
  'main.jsx': `import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';
import 'genesys-toasts/styles.css';
const App = () => createElement(GenesysToaster, { client: useGenesysToasts({ source: 'notifications', getToken: () => '' }).client });
createRoot(document.getElementById('root')).render(createElement(App));
`,
};

async function buildPage() {
  const tarball = join(DIST, 'genesys-toasts.tgz');
  if (!existsSync(tarball)) throw new Failure('dist/genesys-toasts.tgz is missing. Run: npm run pack');
  const installed = join(APP, 'node_modules', 'genesys-toasts');
  rmSync(APP, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed], { orElse: 'tar could not unpack dist/genesys-toasts.tgz.' });
  for (const [name, text] of Object.entries(PAGE)) writeFileSync(join(APP, name), text);
  const { build } = await import('vite');
  await build({
    root: APP,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: 'out',
      modulePreload: { polyfill: false },
      rollupOptions: {
        external: [/^react(-dom)?(\/|$)/],
        // `'use client'` is for servers that render; a bundle for browsers drops it.
        onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
      },
    },
  });
  return join(APP, 'out', 'assets');
}

/** Raw, gzip and brotli bytes. */
function measure(buffer) {
  return [buffer.length, gzipSync(buffer, { level: 9 }).length, brotliCompressSync(buffer).length];
}

/** Which row of the table a built file belongs to. */
function rowOf(name, text) {
  if (name.endsWith('.css')) return 'styles.css';
  if (/^inline-/.test(name)) return 'Wasm, inlined in JavaScript';
  if (name.endsWith('.js')) return "JavaScript: client, hook, toaster, Wasm's glue";
  throw new Failure(`${name} (${text.length} bytes) is loaded or emitted for a reason unknown to scripts/size.mjs.`);
}

/** Prints the table; resolves to 1 past the budget, else 0. */
export async function checkSize() {
  const assets = await buildPage();
  const rows = new Map();
  for (const name of readdirSync(assets).filter((file) => !file.endsWith('.map'))) {
    const content = readFileSync(join(assets, name));
    const row = rowOf(name, content);
    const sum = rows.get(row) ?? [0, 0, 0];
    rows.set(row, measure(content).map((bytes, i) => bytes + sum[i]));
  }
  const total = [0, 1, 2].map((i) => [...rows.values()].reduce((sum, row) => sum + row[i], 0));
  const print = (bytes) => `${(bytes / 1000).toFixed(2)} kB`;
  const binary = measure(readFileSync(join(PACKAGE, 'genesys_toasts_bg.wasm')));
  console.log(bold('What a page loads'));
  table(
    ['', 'raw', 'gzip', 'brotli'],
    [...[...rows].sort(([a], [b]) => a.localeCompare(b)), ['in all', total], ['for comparison: Wasm as a file', binary]].map(([name, row]) => [name, ...row.map(print)]),
  );
  const within = total[1] <= BUDGET;
  console.log(`\n${print(total[1])} gzip, budget ${print(BUDGET)}: ${within ? 'kept' : `${print(total[1] - BUDGET)} too much`}`);
  return within ? 0 : 1;
}

if (isMain(import.meta.url)) await main(checkSize);
