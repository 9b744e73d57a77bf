/**
 * Leaves what would be published at `dist/genesys-toasts.tgz` and `dist/genesys-cloud-simulator.tgz`, after a look at
 * what is in them: `node scripts/pack.mjs`.
 */
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { DIST, PACKAGE, ROOT, isMain } from './lib/paths.mjs';
import { Failure, bold, main, step } from './lib/report.mjs';
import { npm, runBin } from './lib/run.mjs';
import { setUp } from './setup.mjs';

const SIMULATOR = join(DIST, 'simulator');

const CONTENTS = {
  'genesys-toasts': {
    needed: [
      ...['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'engine.wasm', 'custom-elements.json'],
      ...['index', 'react', 'element'].flatMap((entry) => [`${entry}.js`, `${entry}.d.ts`]),
    ],
    allowed: [/^(index|react|element)\.js\.map$/, /^chunks\/[\w-]+\.js(\.map)?$/, /^types\/[\w/-]+\.d\.ts$/],
  },
  'genesys-cloud-simulator': {
    needed: ['package.json', 'README.md', 'LICENSE'],
    allowed: [/^(src|bin)\/[\w./-]+\.m?js$/, /^types\/[\w./-]+\.d\.m?ts$/],
  },
};

/** What is wrong with the list of files in a package: one sentence each. `targets` are the files its manifest names. */
export function fileComplaints({ needed, allowed }, targets, list) {
  const expected = [...needed, ...targets];
  return [
    ...expected.filter((name) => !list.includes(name)).map((name) => `${name} is missing`),
    ...list.filter((name) => !expected.includes(name) && !allowed.some((pattern) => pattern.test(name))).map((name) => `${name} has no place in it`),
  ];
}

/** The files that a manifest's exports, bin, main and types name. */
export function manifestTargets({ exports = {}, bin = {}, main: entry, types }) {
  const leaves = (value) => (typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(leaves));
  const named = [exports, bin, entry ?? [], types ?? []].flatMap(leaves);
  return [...new Set(named.map((path) => path.replace(/^\.\//, '')))].filter((path) => !path.includes('*'));
}

/** Builds and packs both packages. */
export async function pack() {
  await build();
  console.log(bold('Pack'));
  await step('genesys-toasts', () => packFolder(PACKAGE, 'genesys-toasts'));
  await step('simulator', async () => {
    await stageSimulator();
    return packFolder(SIMULATOR, 'genesys-cloud-simulator');
  });
}

async function stageSimulator() {
  const source = join(ROOT, 'simulator');
  rmSync(SIMULATOR, { recursive: true, force: true });
  mkdirSync(SIMULATOR, { recursive: true });
  for (const name of ['package.json', 'README.md', 'src', 'bin']) {
    if (existsSync(join(source, name))) cpSync(join(source, name), join(SIMULATOR, name), { recursive: true });
  }
  copyFileSync(join(ROOT, 'LICENSE'), join(SIMULATOR, 'LICENSE'));
  await runBin('typescript', ['-p', join(source, 'tsconfig.types.json'), '--outDir', join(SIMULATOR, 'types')], {
    command: 'tsc',
    orElse: "The simulator's declarations cannot be made: see above.",
  });
}

async function packFolder(folder, name) {
  const { output } = await npm(['pack', folder, '--pack-destination', DIST, '--json', '--loglevel=error'], {
    quiet: true,
    stdoutOnly: true,
    orElse: `npm pack failed for ${name}: see above.`,
  });
  const [{ filename, files }] = JSON.parse(output);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const wrong = fileComplaints(CONTENTS[name], manifestTargets(manifest), files.map((file) => file.path));
  if (wrong.length > 0) throw new Failure(`${name} would not be published right: ${wrong.join('; ')}.`);
  const target = join(DIST, `${name}.tgz`);
  renameSync(join(DIST, filename), target);
  return `dist/${name}.tgz, ${files.length} files, ${(statSync(target).size / 1000).toFixed(1)} kB`;
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setUp('build');
    await pack();
  });
}
