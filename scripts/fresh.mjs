/**
 * Times the two commands as a new colleague meets them: `npm run fresh`, or `npm run fresh -- demo`, `-- test`.
 *
 * Each runs in a fresh clone of the last commit with empty caches of its own (cargo, npm), in a temporary folder that goes afterwards.
 * A browser that is installed is used as it is; Rust and Node are, too. Prints each time beside its limit; exit code 1 where one is passed.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, isMain } from './lib/paths.mjs';
import { Failure, line, main, seconds, stopwatch } from './lib/report.mjs';
import { run } from './lib/run.mjs';

/** The longest time that each command may take on two cores, in ms, and the line after which the demo can be looked at. */
const COMMANDS = {
  demo: { words: ['run', 'demo', '--', '--no-open', '--port', '0', '--simulator-port', '0'], limit: 170_000, until: /^ready after /m },
  test: { words: ['test'], limit: 900_000 },
};

/** Runs npm in `folder` until it ends or prints `until`; resolves to the milliseconds. */
function time({ words, until }, folder) {
  const elapsed = stopwatch();
  const env = { ...process.env, CARGO_HOME: join(folder, 'cargo'), npm_config_cache: join(folder, 'npm'), CI: 'true' };
  delete env.CARGO_TARGET_DIR;
  return new Promise((resolve, reject) => {
    // A process group of its own: npm does not pass a signal on.
    const child = spawn('npm', words, { cwd: join(folder, 'clone'), env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    let printed = '';
    let ready;
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      printed += chunk;
      if (ready === undefined && until?.test(printed)) {
        ready = elapsed();
        process.kill(-child.pid, 'SIGTERM');
      }
    });
    child.on('error', reject);
    child.on('close', (code) => (ready === undefined && code !== 0 ? reject(new Failure(`npm ${words.join(' ')} failed: see above.`)) : resolve(ready ?? elapsed())));
  });
}

async function inFreshClone(command) {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-toasts-fresh-'));
  try {
    await run('git', ['clone', '--quiet', ROOT, join(folder, 'clone')], { orElse: 'git could not clone this repository: see above.' });
    return await time(command, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const names = process.argv.slice(2);
    const unknown = names.filter((name) => !(name in COMMANDS));
    if (unknown.length > 0) throw new Failure(`There is no command ${unknown.join(' or ')}. There are: ${Object.keys(COMMANDS).join(', ')}.`);
    const times = [];
    for (const name of names.length > 0 ? names : Object.keys(COMMANDS)) times.push({ name, ms: await inFreshClone(COMMANDS[name]) });
    console.log('');
    for (const { name, ms } of times) line(`npm ${name === 'demo' ? 'run demo' : name}`, `${seconds(ms)}, limit ${seconds(COMMANDS[name].limit)}`);
    return times.some(({ name, ms }) => ms > COMMANDS[name].limit) ? 1 : 0;
  });
}
