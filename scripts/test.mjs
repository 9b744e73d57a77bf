/**
 * Runs the tests, one suite after another, and ends with one line `N passed, N failed`: `npm test`, or some suites by
 * name: `npm test -- rust js`. `npm test -- --all` runs the long ones, too, as CI does. What a suite works on is built first. Exit code 1 where
 * anything failed.
 */
import { isMain } from './lib/paths.mjs';
import { Failure, bold, green, grey, main, red, seconds, stopwatch, table } from './lib/report.mjs';
import { SUITES } from './lib/suites.mjs';
import { setUp } from './setup.mjs';

/** The suites with these names and those that they need, in their own order; where no name is given all but the long ones; with `--all` all. */
export function choose(suites, names) {
  if (names.length === 0) return suites.filter((suite) => !suite.long);
  if (names.includes('--all')) return suites;
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) throw new Failure(`No suite is called ${unknown.join(' or ')}. There are: ${suites.map((suite) => suite.name).join(', ')}.`);
  const wanted = new Set(names);
  for (const suite of [...suites].reverse()) if (wanted.has(suite.name) && suite.needs) wanted.add(suite.needs);
  return suites.filter((suite) => wanted.has(suite.name));
}

/** Runs suites and resolves to their results: `{ name, state, passed, failed, note, ms }`, `state` `passed`, `failed` or `empty`. */
export async function runSuites(suites) {
  const results = [];
  for (const suite of suites) {
    const elapsed = stopwatch();
    header(suite);
    const needed = results.find((result) => result.name === suite.needs);
    let count;
    if (!suite.exists()) count = { state: 'empty', passed: 0, failed: 0, note: 'nothing there yet' };
    else if (needed?.state === 'failed') count = { passed: 0, failed: 1, note: `not run: ${needed.name} failed` };
    else count = await suite.work().catch((error) => ({ passed: 0, failed: 1, note: describeError(error) }));
    const result = { name: suite.name, state: count.failed > 0 ? 'failed' : 'passed', ...count, ms: elapsed() };
    results.push(result);
    console.log(footer(result));
  }
  return results;
}

const describeError = (error) => (error instanceof Failure ? error.message : String(error.stack ?? error));

function header({ name, what }) {
  console.log(`\n${bold(`── ${name}`)} ${grey(`${what} ${'─'.repeat(Math.max(3, 70 - name.length - what.length))}`)}`);
}

function footer({ name, state, passed, failed, note, ms }) {
  if (state === 'empty') return grey(`   ${note}`);
  const text = `   ${name}: ${passed} passed, ${failed} failed${note ? ` (${note})` : ''}, ${seconds(ms)}`;
  return state === 'failed' ? red(text) : green(text);
}

/** A line for each failed test, with its suite; what no runner named is in the suite's own output. */
export function failures(results) {
  return results.flatMap(({ name, failures: lines = [] }) => lines.map((line) => `FAILED ${name}: ${line}`));
}

function summary(results, ms, left) {
  console.log(`\n${bold('Summary')}`);
  table(
    ['suite', 'passed', 'failed', 'time', ''],
    results.map(({ name, passed, failed, note, ms: time }) => [name, passed, failed, seconds(time), note?.split('\n')[0] ?? '']),
  );
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  for (const line of failures(results)) console.log(red(line));
  if (left.length > 0) console.log(grey(`not run, as they are long: ${left.map(({ name }) => name).join(', ')}. All: npm test -- --all`));
  console.log(`\nafter ${seconds(ms)}`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const elapsed = stopwatch();
    const names = process.argv.slice(2);
    const suites = choose(SUITES, names);
    await setUp('test');
    const results = await runSuites(suites);
    return summary(results, elapsed(), names.length > 0 ? [] : SUITES.filter((suite) => !suites.includes(suite)));
  });
}
