/**
 * Writes two documents from the declarations in the package, and fails where they differ from those in the repository: `npm run api`. With `-- --write` it
 * writes them, for a change that is meant. `etc/genesys-toasts.api.md` has the types without comments: a review shows each change. `docs/api.md` is for
 * users: each export with its doc comments.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { page, readExports } from './lib/api-page.mjs';
import { report } from './lib/api-report.mjs';
import { PACKAGE, ROOT, isMain } from './lib/paths.mjs';
import { green, main, red } from './lib/report.mjs';

const ENTRIES = { 'genesys-toasts': 'index', 'genesys-toasts/react': 'react', 'genesys-toasts/element': 'element', 'genesys-toasts/jsx': 'jsx' };

/** The two documents: `{ path: text }`. */
export async function documents() {
  const entries = Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, join(PACKAGE, `${file}.d.ts`)]));
  const types = await report(entries);
  const manifest = JSON.parse(readFileSync(join(PACKAGE, 'custom-elements.json'), 'utf8'));
  const exports = await readExports([...Object.values(entries), join(PACKAGE, 'types/generated/option-types.d.ts')], join(ROOT, 'scripts/tsconfig.api.json'));
  return { 'etc/genesys-toasts.api.md': types, 'docs/api.md': page(exports, manifest) };
}

/** The lines that only one of two texts has, as `- old` and `+ new`. */
export function difference(before, after) {
  const [old, now] = [before, after].map((text) => text.split('\n'));
  const lacks = (lines) => (line) => !lines.includes(line);
  return [...old.filter(lacks(now)).map((line) => `- ${line}`), ...now.filter(lacks(old)).map((line) => `+ ${line}`)];
}

if (isMain(import.meta.url)) {
  await main(async () => {
    let differ = 0;
    for (const [path, now] of Object.entries(await documents())) {
      const file = join(ROOT, path);
      const known = existsSync(file) ? readFileSync(file, 'utf8') : '';
      if (known === now) {
        console.log(green(`${path} is that of the package.`));
      } else if (process.argv.includes('--write')) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, now);
        console.log(`${path} written`);
      } else {
        for (const line of difference(known, now)) console.log(line);
        console.log(red(`${path} is not that of the package. If that is meant, run: npm run api -- --write`));
        differ++;
      }
    }
    return differ > 0 ? 1 : 0;
  });
}
