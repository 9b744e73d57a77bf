/** The apps that are compared by what they load: ours, and the ways that teams take today. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { DIST } from '../../scripts/lib/paths.mjs';
import { Failure } from '../../scripts/lib/report.mjs';
import { npm, run } from '../../scripts/lib/run.mjs';

const FOLDER = join(DIST, 'bench', 'wire');
const TARBALL = join(DIST, 'genesys-toasts.tgz');

export const OURS = { file: 'ours', name: 'genesys-toasts', label: 'genesys-toasts: hook, toaster, styles', needs: [] };

/** Our apps without React. */
export const WITHOUT_REACT = [
  { file: 'element', label: 'client and element' },
  { file: 'client', label: 'client alone' },
];

export const PEERS = [
  {
    file: 'streaming',
    name: 'streaming client',
    label: 'genesys-cloud-streaming-client and sonner',
    needs: ['genesys-cloud-streaming-client', 'sonner'],
    besides: ['events', 'tslib'],
  },
  { file: 'platform', name: 'platform client', label: 'purecloud-platform-client-v2 and sonner', needs: ['purecloud-platform-client-v2', 'sonner'] },
];

/**
 * Installs what the apps need, with the package as it is packed.
 *
 * @param {{ newest?: boolean }} [options] - `newest`: asks the registry even where the peers' libraries are there from an earlier run
 */
export async function install({ newest = false } = {}) {
  if (!existsSync(TARBALL)) throw new Failure('dist/genesys-toasts.tgz is missing. Run: npm run pack');
  const libraries = [...new Set(PEERS.flatMap(({ needs, besides = [] }) => [...needs, ...besides]))];
  if (newest || libraries.some((name) => !existsSync(manifestOf(name)))) {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, 'package.json'), '{ "private": true, "type": "module" }\n');
    const words = ['install', ...libraries, 'react@^18', 'react-dom@^18', '--no-audit', '--no-fund', '--loglevel=error'];
    await npm(words, { cwd: FOLDER, quiet: true, orElse: 'What is compared could not be installed: see above. Is the npm registry reachable?' });
  }
  const ours = join(FOLDER, 'node_modules', 'genesys-toasts');
  rmSync(ours, { recursive: true, force: true });
  mkdirSync(ours, { recursive: true });
  await run('tar', ['-xzf', TARBALL, '--strip-components=1', '-C', ours], { orElse: 'tar could not unpack dist/genesys-toasts.tgz.' });
  for (const { file } of [OURS, ...WITHOUT_REACT, ...PEERS]) cpSync(join(import.meta.dirname, `${file}.jsx`), join(FOLDER, `${file}.jsx`));
}

const manifestOf = (name) => join(FOLDER, 'node_modules', name, 'package.json');

/** The versions of the libraries that an app needs. */
export const versionsOf = ({ needs }) => needs.map((name) => JSON.parse(readFileSync(manifestOf(name), 'utf8')).version);

/**
 * Bundles an app, as it would be for its page.
 *
 * @param {{ file: string }} app
 * @param {string} [before] The folder of an earlier version of our package, to bundle that one.
 * @returns {Promise<{ name: string, content: Buffer }[]>} The files that come out.
 */
export async function bundle({ file }, before) {
  const outdir = join(FOLDER, 'out', file);
  rmSync(outdir, { recursive: true, force: true });
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
    ...(before && { alias: { 'genesys-toasts': before } }),
  });
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => ({ name: entry.name, content: readFileSync(join(entry.parentPath, entry.name)) }));
}

/** Sums bytes of files, each compressed by itself. */
export function measure(files) {
  const sum = (size) => files.reduce((total, { content }) => total + size(content), 0);
  return { raw: sum((one) => one.length), gzip: sum((one) => gzipSync(one, { level: 9 }).length), brotli: sum((one) => brotliCompressSync(one).length) };
}

/** Sums what a current browser loads of an app's files: not the script that decompresses where there is no `DecompressionStream`. */
export const measureLoaded = (files) => measure(files.filter(({ name }) => !name.startsWith('inflate-')));
