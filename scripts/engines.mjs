/**
 * Runs the packed package in Firefox, WebKit and Chromium, one after another, and prints a table engine × case and the line
 * `N passed, M failed`: `npm run test:engines`, or some engines by name: `npm run test:engines -- webkit`. Installs what is missing: Debian's packages
 * as root, geckodriver by cargo into `.tools`. Exit code 1 where anything failed.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { total, vitestCount } from './lib/counts.mjs';
import { ENGINES, missingOf } from './lib/engines.mjs';
import { installPackages } from './lib/node-packages.mjs';
import { DIST, ROOT, TOOLS, isMain } from './lib/paths.mjs';
import { Failure, bold, line, main, red, seconds, step, stopwatch, table } from './lib/report.mjs';
import { onPath, run, runBin } from './lib/run.mjs';

const CONFIG = 'tests/cross-browser/vitest.config.ts';

/** The engines with these names in their own order; all of them where no name is given. */
export function choose(engines, names) {
  const unknown = names.filter((name) => !engines.some((engine) => engine.name === name));
  if (unknown.length > 0) throw new Failure(`No engine is called ${unknown.join(' or ')}. There are: ${engines.map(({ name }) => name).join(', ')}.`);
  return names.length === 0 ? engines : engines.filter(({ name }) => names.includes(name));
}

/** Reads Vitest's report: case → `passed`, `failed` or what else it says, in the order of the files. */
export function casesOf(report) {
  const files = [...(report?.testResults ?? [])].sort((a, b) => a.name.localeCompare(b.name));
  return new Map(files.flatMap(({ assertionResults }) => assertionResults.map(({ fullName, status }) => [fullName, status])));
}

/** The rows of the table: each case with its outcome in each engine, `–` where an engine did not run it. */
export function rowsOf(results) {
  const names = new Set(results.flatMap(({ cases }) => [...cases.keys()]));
  return [...names].map((name) => [name, ...results.map(({ cases }) => cases.get(name) ?? '–')]);
}

const canInstall = () => process.getuid?.() === 0 && onPath('apt-get').length > 0;

/** Installs what an engine lacks, or throws a `Failure` that says how to. Returns its version. */
async function install(engine) {
  const lacking = missingOf(engine);
  const packages = engine.name === 'firefox' && !lacking.includes('browser') ? [] : engine.packages;
  const advice = `${engine.name}: ${lacking.join(' and ')} missing. Debian, Ubuntu: sudo apt-get install ${engine.packages.join(' ')}${engine.name === 'firefox' ? '; cargo install geckodriver' : ''}. Elsewhere: set ${engine.variables}.`;
  if (lacking.length > 0 && packages.length > 0) {
    if (!canInstall()) throw new Failure(advice);
    line(engine.name, `${packages.join(', ')} from Debian: a minute`);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { quiet: true, env, orElse: advice });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { quiet: true, env, orElse: advice });
  }
  // Debian has no geckodriver.
  if (engine.name === 'firefox' && missingOf(engine).includes('driver')) {
    line(engine.name, 'geckodriver is being compiled, once: a minute or two');
    const scratch = process.env.CARGO_TARGET_DIR ?? join(TOOLS, 'build');
    const command = ['install', 'geckodriver', '--locked', '--root', join(TOOLS, 'cargo')];
    await run('cargo', command, { quiet: true, env: { CARGO_TARGET_DIR: scratch }, orElse: `geckodriver could not be installed: see above. Try: cargo ${command.join(' ')}` });
    if (!process.env.CARGO_TARGET_DIR) rmSync(scratch, { recursive: true, force: true });
  }
  if (missingOf(engine).length > 0) throw new Failure(advice);
  const paths = engine.find();
  return `${engine.version(paths) ?? 'version unknown'}, ${paths.driver}`;
}

/** Runs the suite in one engine: `{ name, cases, count, ms }`. */
async function test({ name }, filters) {
  const elapsed = stopwatch();
  console.log(`\n${bold(`── ${name}`)}`);
  const report = join(DIST, 'reports', `engines-${name}.json`);
  rmSync(report, { force: true });
  const { code } = await runBin('vitest', ['run', '--config', CONFIG, ...filters, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { env: { ENGINE: name } });
  const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  return { name, cases: casesOf(results), count: vitestCount(results, code), ms: elapsed() };
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const words = process.argv.slice(2);
    const names = words.filter((word) => !word.startsWith('--'));
    const filters = words.filter((word) => word.startsWith('--only=')).map((word) => word.slice('--only='.length));
    const engines = choose(ENGINES, names);
    console.log(bold('Set-up'));
    await step('npm packages', installPackages);
    if (!existsSync(join(ROOT, 'dist', 'genesys-toasts.tgz'))) await run(process.execPath, ['scripts/pack.mjs'], { orElse: 'The package could not be made: see above.' });
    for (const engine of engines) await step(engine.name, () => install(engine));
    const results = [];
    for (const engine of engines) results.push(await test(engine, filters));
    console.log(`\n${bold('Engines')}`);
    table(['case', ...results.map(({ name }) => name)], rowsOf(results));
    console.log(`\n${results.map(({ name, ms }) => `${name}: ${seconds(ms)}`).join(', ')}`);
    const { passed, failed } = total(results.map(({ count }) => count));
    for (const { name, count } of results) for (const line of count.failures ?? []) console.log(red(`FAILED ${name}: ${line}`));
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 && passed > 0 ? 0 : 1;
  });
}
