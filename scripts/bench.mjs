/**
 * Measures, side by side with plain code: `npm run bench`, or parts by name: `npm run bench -- frames start`. A part is a file
 * `benches/<name>/bench.mjs` that exports `name`, `title` and `run({ before })`, which resolves to `{ method?, tables, charts, figures }`.
 *
 * Prints the tables, and writes dist/bench/<name>.json, docs/benchmarks/*.svg and the parts' sections of docs/benchmarks.md.
 * `--dry`: prints only. `--beside=package.tgz`: that package of an earlier version is measured in the same run.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { barChart } from '../benches/lib/chart.mjs';
import { section, withSection } from '../benches/lib/document.mjs';
import { describeMachine, machineLine } from '../benches/lib/machine.mjs';
import { DIST, PACKAGE, ROOT, isMain } from './lib/paths.mjs';
import { Failure, bold, grey, main, seconds, stopwatch, table } from './lib/report.mjs';
import { run } from './lib/run.mjs';

const BENCHES = join(ROOT, 'benches');
const DOCUMENT = join(ROOT, 'docs', 'benchmarks.md');
const CHARTS = join(ROOT, 'docs', 'benchmarks');

/** The parts there are: `[{ name, file }]`. */
export const findParts = (folder = BENCHES) =>
  readdirSync(folder)
    .map((name) => ({ name, file: join(folder, name, 'bench.mjs') }))
    .filter(({ file }) => existsSync(file));

/** Those with these names, all where none is given. */
export function chooseParts(parts, names) {
  const unknown = names.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) throw new Failure(`There is no benchmark ${unknown.join(' or ')}. There are: ${parts.map(({ name }) => name).join(', ')}.`);
  return names.length === 0 ? parts : parts.filter(({ name }) => names.includes(name));
}

/** Unpacks an earlier version's tarball. @returns {Promise<string | undefined>} Its folder, where a tarball is given. */
async function unpackBefore(tarball) {
  if (tarball === undefined) return undefined;
  if (!existsSync(tarball)) throw new Failure(`${tarball} is missing: --beside wants the tarball of an earlier version.`);
  const folder = join(DIST, 'bench', 'before');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run('tar', ['xzf', resolve(tarball), '-C', folder, '--strip-components=1'], { orElse: `${tarball} could not be unpacked.` });
  return folder;
}

function print({ tables }) {
  for (const { title, head, rows } of tables) {
    console.log(`\n${bold(title)}`);
    table(head, rows);
  }
}

function write(part, result, machine) {
  mkdirSync(join(DIST, 'bench'), { recursive: true });
  writeFileSync(join(DIST, 'bench', `${part.name}.json`), JSON.stringify({ machine, figures: result.figures, tables: result.tables }, null, 2));
  mkdirSync(CHARTS, { recursive: true });
  for (const chart of result.charts) writeFileSync(join(CHARTS, `${chart.name}.svg`), barChart(chart));
  const document = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : undefined;
  writeFileSync(DOCUMENT, withSection(document, part.name, section(part, result, machineLine(machine))));
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const given = process.argv.slice(2);
    const dry = given.includes('--dry');
    const before = await unpackBefore(given.find((one) => one.startsWith('--beside='))?.slice('--beside='.length));
    const parts = chooseParts(findParts(), given.filter((one) => !one.startsWith('--')));
    if (!existsSync(join(PACKAGE, 'index.js'))) throw new Failure('dist/package is missing. Run: npm run pack');
    for (const { name, file } of parts) {
      const machine = describeMachine();
      const elapsed = stopwatch();
      const part = await import(pathToFileURL(file).href);
      console.log(`\n${bold(part.title)}\n${grey(machineLine(machine))}`);
      const result = await part.run({ before });
      print(result);
      if (!dry) write({ name, title: part.title }, result, machine);
      console.log(grey(`\n${name}: ${seconds(elapsed())}`));
    }
  });
}
