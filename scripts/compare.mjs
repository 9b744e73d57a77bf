/**
 * Gives two versions of the package the same shifts and compares what they do and report:
 * `npm run compare -- --before=path/to/old.tgz [--after=path/to/new.tgz] [--seeds=1000] [--seed=7] [--source=notifications|routing-events]`.
 * Without `--after` the new version is dist/package; without `--source` both sources are compared; `--seed` runs one shift alone.
 *
 * A shift is planned from its seed (`lib/compare/plan.mjs`) and played in virtual time against a service that answers by itself
 * (`lib/compare/service.mjs`). Compared are, in their order: callbacks, calls of `getToken`, requests, sockets, what is sent, storage, the
 * snapshot after each step and in each listener, warnings and errors of the logger, the counters of `diagnostics()`, and what is open after `stop()`.
 *
 * What is not compared, or not given:
 *
 * - Ids and times: a toast is named by when it came, its times are relative to the present; of a status the times of the detail are recorded as present or absent.
 * - The versions draw different random numbers. So there is no jitter, and where a server asks for patience nothing else happens until the longest
 *   wait is over. In shifts in which the list of conversations is asked for on its own (N5), requests for it are not compared. Where an order still
 *   depends on a random wait, both versions play the shift again with other random numbers: they agree if a record of the one is the same as a record
 *   of the other. How many shifts needed that is printed.
 * - Heartbeats: how many come depends on random waits. So `frames` and `ignored` are compared as what was read and what was lost.
 * - With `routing-events`, frames that begin as an event, do not have the word `ringing`, and cannot be read: whether they are `bad` depends
 *   on whether the page reads them, which is another matter in each version (E3).
 * - `stop()` in a callback of `stop()`, `stop()` and `start()` in the first status of a `start()`, and `start()` in the status `stopped`: they were
 *   fixed (CHANGELOG).
 * - In which order requests are aborted and callbacks are called, within one instant: no rule says so.
 * - In which microtask what `getToken` gave is looked at: where a listener calls back in, the token comes a little later.
 * - Frames that were skipped less than a second before a command of the app: an earlier version did not count them first, and might count them
 *   as `stale`. `diagnostics()`, which counts them, is asked for before each command.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPage } from './lib/compare/browser.mjs';
import { playShift } from './lib/compare/desk.mjs';
import { randomFrom } from './lib/compare/dice.mjs';
import { agree, count, describeDifference } from './lib/compare/difference.mjs';
import { planShift } from './lib/compare/plan.mjs';
import { DIST, PACKAGE, isMain } from './lib/paths.mjs';
import { Failure, main, seconds, stopwatch } from './lib/report.mjs';
import { run } from './lib/run.mjs';

const SOURCES = ['routing-events', 'notifications'];

/** How often each version plays a shift on which the two do not agree at once. */
const TRIES = 12;

/** Reads `--name=value`. */
export function readArguments(given) {
  const options = new Map(given.map((one) => one.match(/^--(before|after|seeds|seed|source)=(.+)$/)?.slice(1) ?? [one, undefined]));
  const unknown = [...options].find(([, value]) => value === undefined)?.[0];
  if (unknown !== undefined) throw new Failure(`${unknown} is not known. Give --before=old.tgz, and if you like --after, --seeds, --seed, --source.`);
  const wholeNumber = (name, fallback) => {
    const value = Number(options.get(name) ?? fallback);
    if (!Number.isInteger(value) || value < 0) throw new Failure(`--${name} wants a whole number.`);
    return value;
  };
  const source = options.get('source');
  if (source !== undefined && !SOURCES.includes(source)) throw new Failure(`--source wants ${SOURCES.join(' or ')}.`);
  if (!options.has('before')) throw new Failure('--before wants the tarball of an earlier version.');
  const first = wholeNumber('seed', 0);
  return {
    before: options.get('before'),
    after: options.get('after'),
    sources: source ? [source] : SOURCES,
    seeds: options.has('seed') ? [first] : Array.from({ length: wholeNumber('seeds', 1000) }, (_, seed) => seed),
  };
}

async function unpack(tarball, name) {
  if (!existsSync(tarball)) throw new Failure(`${tarball} is missing.`);
  const folder = join(DIST, 'compare', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run('tar', ['xzf', resolve(tarball), '-C', folder, '--strip-components=1'], { orElse: `${tarball} could not be unpacked.` });
  return folder;
}

/** Loads a package and its WebAssembly, while the clock is the real one. Gives its `createGenesysToasts`. */
async function load(folder) {
  const file = join(folder, 'index.js');
  if (!existsSync(file)) throw new Failure(`${file} is missing. Run: npm run build`);
  const { createGenesysToasts } = await import(pathToFileURL(file).href);
  const client = createGenesysToasts({ source: 'notifications', getToken: () => new Promise(() => {}), logger: null });
  await client.start();
  client.stop();
  return createGenesysToasts;
}

/** Plays one shift with both versions. Resolves to both records, whether they agree, and how often each was played. */
async function compareShift(versions, shift) {
  const records = { before: [], after: [] };
  for (let tries = 1; tries <= TRIES; tries++) {
    for (const [side, [name, create]] of Object.entries(versions).entries()) {
      records[name].push(await playShift(create, shift, randomFrom(shift.seed * 64 + tries * 2 + side)));
    }
    const pair = records.before.flatMap((before) => records.after.map((after) => ({ before, after }))).find(({ before, after }) => agree(before, after));
    if (pair) return { ...pair, agree: true, tries };
  }
  return { before: records.before[0], after: records.after[0], agree: false, tries: TRIES };
}

async function compareSource(versions, source, seeds, command) {
  const elapsed = stopwatch();
  const sums = { callbacks: 0, sockets: 0, requests: 0 };
  let again = 0;
  for (const seed of seeds) {
    const { before, after, agree, tries } = await compareShift(versions, planShift(seed, source));
    if (!agree) {
      console.log(`${source}, seed ${seed}: the versions differ.\n\n${describeDifference(before, after)}`);
      console.log(`\nThis shift alone: ${command} --source=${source} --seed=${seed}`);
      return false;
    }
    if (tries > 1) again++;
    for (const [name, number] of Object.entries(count(after))) sums[name] += number;
  }
  const { callbacks, sockets, requests } = sums;
  const sameThings = `${seeds.length} seeds, ${callbacks} callbacks, ${sockets} sockets, ${requests} requests are the same`;
  console.log(`${source}: ${sameThings} (${again} seeds were played again with other random numbers), ${seconds(elapsed())}`);
  return true;
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const { before, after, sources, seeds } = readArguments(process.argv.slice(2));
    const folders = { before: await unpack(before, 'before'), after: after === undefined ? PACKAGE : await unpack(after, 'after') };
    installPage();
    const versions = { before: await load(folders.before), after: await load(folders.after) };
    const command = `npm run compare -- --before=${before}${after === undefined ? '' : ` --after=${after}`}`;
    let same = true;
    for (const source of sources) same = (await compareSource(versions, source, seeds, command)) && same;
    return same ? 0 : 1;
  });
}
