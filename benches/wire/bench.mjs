/** What an app's page loads for it, beside the ways that teams take today. */
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { DIST } from '../../scripts/lib/paths.mjs';
import { npm } from '../../scripts/lib/run.mjs';

export const name = 'wire';
export const title = 'Bytes over the wire';

const FOLDER = join(DIST, 'bench', 'wire');

const APPS = [
  { file: 'ours', label: 'genesys-toasts: hook, toaster, styles', needs: [] },
  { file: 'streaming', label: 'genesys-cloud-streaming-client and sonner', needs: ['genesys-cloud-streaming-client', 'sonner'], besides: ['events', 'tslib'] },
  { file: 'platform', label: 'purecloud-platform-client-v2 and sonner', needs: ['purecloud-platform-client-v2', 'sonner'] },
];

const NAMES = { ours: 'genesys-toasts', streaming: 'streaming client', platform: 'platform client' };

const METHOD = `The same small React app three times, each with the newest version of its libraries from the npm registry, bundled in the same way by esbuild
(minified, split, ES2022). React is left out: the app has it anyway. All files that come out are counted, each compressed by itself. The other two make a toast of an event,
and no more: no token is refreshed, nothing is resynchronised, no toast leaves when its ring ends. The streaming client bundles only with \`events\` and \`tslib\` installed beside it.`;

/** @returns {Promise<{ method: string, tables: object[], charts: object[], figures: object }>} */
export async function run() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const { file } of APPS) cpSync(join(import.meta.dirname, `${file}.jsx`), join(FOLDER, `${file}.jsx`));
  writeFileSync(join(FOLDER, 'package.json'), '{ "private": true, "type": "module" }\n');
  const packages = [join(DIST, 'genesys-toasts.tgz'), 'react@^18', 'react-dom@^18', ...new Set(APPS.flatMap(({ needs, besides = [] }) => [...needs, ...besides]))];
  await npm(['install', ...packages, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: FOLDER, quiet: true, orElse: 'What is compared could not be installed: see above.' });
  const figures = {};
  for (const { file } of APPS) figures[file] = measure(await bundled(file));
  const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
  const rows = APPS.map(({ file, label, needs }) => {
    const { raw, gzip, brotli } = figures[file];
    const versions = needs.map((one) => JSON.parse(readFileSync(join(FOLDER, 'node_modules', one, 'package.json'), 'utf8')).version);
    return [versions.length > 0 ? `${label} (${versions.join(', ')})` : label, kilobytes(raw), kilobytes(gzip), kilobytes(brotli), `${(gzip / figures.ours.gzip).toFixed(1)}×`];
  });
  const bars = APPS.map(({ file }) => {
    const value = figures[file].gzip / 1000;
    return { name: NAMES[file], ours: file === 'ours', median: value, least: value, most: value };
  });
  return {
    method: METHOD,
    tables: [{ title: 'What a page loads, kB', head: ['app', 'raw', 'gzip', 'brotli', 'gzip, of ours'], rows }],
    charts: [{ name: 'wire', title: 'What a page loads', unit: 'kB', groups: [{ label: 'gzip', bars }] }],
    figures,
  };
}

async function bundled(file) {
  const outdir = join(FOLDER, 'out', file);
  await build({
    entryPoints: [join(FOLDER, `${file}.jsx`)],
    outdir,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    jsx: 'automatic',
    external: ['react', 'react/*', 'react-dom', 'react-dom/*'],
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    logLevel: 'error',
  });
  return outdir;
}

function measure(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const contents = files.map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  const sum = (size) => contents.reduce((total, content) => total + size(content), 0);
  return { raw: sum((one) => one.length), gzip: sum((one) => gzipSync(one, { level: 9 }).length), brotli: sum((one) => brotliCompressSync(one).length) };
}
