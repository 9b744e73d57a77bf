import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from './paths.mjs';
import { Failure } from './report.mjs';

/** The paths that `name` has on PATH, first hit first (with Windows' endings there). */
export function onPath(name, env = process.env) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return (env.PATH ?? env.Path ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .filter((path) => existsSync(path));
}

/** The environment's search path with more folders before it, as `run` takes it in `env`. */
export function pathWith(...folders) {
  // Windows calls it Path.
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { [name]: [...folders, process.env[name]].filter(Boolean).join(delimiter) };
}

/** What a command prints, trimmed, or `null` where it cannot be run or fails. */
export function capture(command, args = []) {
  const result = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', timeout: 30_000, windowsHide: true });
  return result.status === 0 ? result.stdout.trim() : null;
}

/** The beginning and the end of a long text: one of them has the reason of a failure. */
function ends(text) {
  const lines = text.split('\n');
  return lines.length <= 60 ? text : [...lines.slice(0, 15), `… ${lines.length - 50} lines …`, ...lines.slice(-35)].join('\n');
}

/**
 * Runs a command in the repository and streams what it prints.
 *
 * `quiet` keeps the output back and shows it only after a failure; `collect` gives the output to the caller as well
 * (`stdoutOnly`: without what went to stderr).
 * Resolves to `{ code, output }`. Throws a `Failure` with `orElse` when given and the command fails.
 */
export function run(command, args, { cwd = ROOT, env, quiet = false, collect = false, stdoutOnly = false, orElse, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const piped = quiet || collect;
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', piped ? 'pipe' : 'inherit', piped ? 'pipe' : 'inherit'],
      shell,
      windowsHide: true,
    });
    const chunks = [];
    const errors = [];
    const take = (stream, list) => (chunk) => {
      list.push(chunk);
      if (!quiet) stream.write(chunk);
    };
    child.stdout?.on('data', take(process.stdout, chunks));
    child.stderr?.on('data', take(process.stderr, stdoutOnly ? errors : chunks));
    child.on('error', (error) => reject(new Failure(orElse ?? `${command} cannot be run: ${error.message}`)));
    child.on('close', (code) => {
      const output = Buffer.concat(chunks).toString('utf8');
      if (code !== 0 && quiet) process.stderr.write(ends(output + Buffer.concat(errors)));
      if (code !== 0 && orElse) reject(new Failure(orElse));
      else resolve({ code: code ?? 1, output });
    });
  });
}

/** The npm that runs this script, else the one on PATH. */
export function npm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli && /\.c?js$/.test(cli) && existsSync(cli)) return run(process.execPath, [cli, ...args], options);
  return run('npm', args, { shell: process.platform === 'win32', ...options });
}

/** The JavaScript file behind an installed package's command, to be run with `process.execPath`. */
export function packageBin(name, command = name) {
  const manifest = join(ROOT, 'node_modules', name, 'package.json');
  if (!existsSync(manifest)) throw new Failure(`${name} is not installed. Run: npm run setup`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
}

/** Runs the command of an installed package in this Node. */
export function runBin(name, args, options = {}) {
  return run(process.execPath, [packageBin(name, options.command), ...args], options);
}
