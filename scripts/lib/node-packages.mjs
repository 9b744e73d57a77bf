import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { npm } from './run.mjs';

/**
 * The packages of a lock file that are not installed, or in another version.
 *
 * `lock` is package-lock.json, `installed` npm's own record, node_modules/.package-lock.json. Packages that
 * npm may leave out (for other platforms, optional peers) count only when they are there in another version.
 */
export function outdated(lock, installed) {
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .filter(([path, wanted]) => {
      const found = installed.packages[path];
      if (!found) return !wanted.optional && !wanted.devOptional && !wanted.peer;
      return found.version !== wanted.version || found.integrity !== wanted.integrity;
    })
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
}

/** Installs the npm packages of a folder of the repository where they are missing or not those of its package-lock.json. Returns what it did. */
export async function installPackages(folder = '.') {
  const cwd = join(ROOT, folder);
  const read = (path) => JSON.parse(readFileSync(join(cwd, path), 'utf8'));
  const record = 'node_modules/.package-lock.json';
  const lock = read('package-lock.json');
  const count = Object.keys(lock.packages).length - 1;
  if (existsSync(join(cwd, record)) && outdated(lock, read(record)).length === 0) return `${count} up to date`;
  await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    quiet: true,
    orElse: `The npm packages could not be installed: see above. Is the npm registry reachable? Then try: npm ci${folder === '.' ? '' : ` --prefix ${folder}`}`,
  });
  return `${count} installed`;
}
