import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ROOT, TOOLS } from './paths.mjs';

/** All files under a path (a file or a folder, relative to the repository), sorted, without dot files and node_modules. */
export function files(path, keep = () => true) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules' && entry.name !== 'target')
    .flatMap((entry) => (entry.isDirectory() ? files(join(path, entry.name), keep) : [join(path, entry.name)]))
    .filter(keep)
    .sort();
}

/** One hash over the names and contents of files and over some more words, such as versions. */
export function hash(paths, ...words) {
  const sum = createHash('sha256');
  for (const path of paths.flatMap((entry) => files(entry))) {
    sum.update(relative(ROOT, join(ROOT, path)).split(sep).join('/')).update('\0');
    sum.update(readFileSync(join(ROOT, path))).update('\0');
  }
  for (const word of words) sum.update(String(word)).update('\0');
  return sum.digest('hex').slice(0, 32);
}

/** Writes a file only where that changes it; returns whether it did. */
export function writeIfChanged(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return false;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return true;
}

const stampFile = (name) => join(TOOLS, 'stamps', name);

/**
 * Does `work` unless it was done for the same inputs before and everything in `outputs` is still there.
 * Resolves to whether the work was needed.
 */
export async function unlessDone(name, key, outputs, work) {
  const file = stampFile(name);
  const same = existsSync(file) && readFileSync(file, 'utf8') === key;
  if (same && outputs.every((path) => existsSync(path))) return false;
  rmSync(file, { force: true });
  await work();
  writeIfChanged(file, key);
  return true;
}
