/**
 * Changes the engine in hundreds of ways, runs the native tests on each, and prints how many they notice;
 * fails below 90 %: `npm run mutants`, with options of `cargo mutants` after `--`. Takes an hour or more.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, TOOLS, cargoTool, isMain } from './lib/paths.mjs';
import { Failure, main, step, table } from './lib/report.mjs';
import { capture, run } from './lib/run.mjs';

/** The share of mutants that must be noticed. */
const WANTED = 0.9;

const OUTPUT = join(ROOT, 'target');

/**
 * Counts the outcomes of `cargo mutants` for each file: `[{ file, caught, missed, unviable }]`. A mutant that made the tests
 * run for ever was noticed; one that does not compile is no mutant.
 */
export function countByFile({ outcomes }) {
  const files = new Map();
  for (const { scenario, summary } of outcomes.filter((outcome) => outcome.scenario.Mutant)) {
    const file = scenario.Mutant.file;
    const counts = files.get(file) ?? { file, caught: 0, missed: 0, unviable: 0 };
    if (summary === 'CaughtMutant' || summary === 'Timeout') counts.caught += 1;
    else if (summary === 'MissedMutant') counts.missed += 1;
    else counts.unviable += 1;
    files.set(file, counts);
  }
  return [...files.values()].sort((a, b) => a.file.localeCompare(b.file));
}

/** The share of the mutants that were noticed, from 0 to 1. */
export function score(counts) {
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  return sum('caught') / Math.max(1, sum('caught') + sum('missed'));
}

async function install() {
  if (capture('cargo', ['mutants', '--version'])) return 'installed';
  process.env.PATH = `${join(TOOLS, 'cargo', 'bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;
  if (existsSync(cargoTool('cargo-mutants'))) return 'in .tools';
  await run('cargo', ['install', 'cargo-mutants', '--root', join(TOOLS, 'cargo')], { quiet: true, orElse: 'cargo-mutants could not be installed: see above.' });
  return 'installed in .tools';
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await step('cargo-mutants', install);
    // Its exit code is an error for a single survivor; the score below is what counts.
    await run('cargo', ['mutants', '--output', OUTPUT, '--no-shuffle', ...process.argv.slice(2)]);
    const report = join(OUTPUT, 'mutants.out', 'outcomes.json');
    if (!existsSync(report)) throw new Failure('cargo mutants left no report: see above.');
    const counts = countByFile(JSON.parse(readFileSync(report, 'utf8')));
    if (counts.length === 0) throw new Failure('No mutant was tried: see above.');
    table(['file', 'caught', 'missed', 'do not compile'], counts.map(({ file, caught, missed, unviable }) => [file, caught, missed, unviable]));
    const share = score(counts);
    console.log(`\n${(share * 100).toFixed(1)} % of the mutants were noticed; ${WANTED * 100} % are wanted. The others: target/mutants.out/missed.txt`);
    return share >= WANTED ? 0 : 1;
  });
}
