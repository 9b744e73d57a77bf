/**
 * Releases the package; docs/releasing.md has the whole way.
 *
 * - `npm run release -- minor` (or `major`, `patch`, a version): checks, sets the version and CHANGELOG.md, commits, tags. Pushing the tag publishes.
 * - `npm run release -- minor --dry-run`: checks, and does with npm all that can be done without publishing. Changes nothing.
 * - `npm run release -- publish`: what .github/workflows/release.yml runs for the tag.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from './pack.mjs';
import { DIST, ROOT, isMain } from './lib/paths.mjs';
import { complaints, nextVersion, released } from './lib/release.mjs';
import { Failure, green, main, red, step } from './lib/report.mjs';
import { capture, run } from './lib/run.mjs';

const MANIFEST = join(ROOT, 'pkg-template', 'package.json');
const CHANGELOG = join(ROOT, 'CHANGELOG.md');
const TARBALL = join(DIST, 'genesys-toasts.tgz');

const manifest = () => JSON.parse(readFileSync(MANIFEST, 'utf8'));

async function prepare(word, dry) {
  const { version } = manifest();
  const next = nextVersion(version, word);
  const changelog = readFileSync(CHANGELOG, 'utf8');
  const reasons = complaints({ branch: capture('git', ['branch', '--show-current']) ?? '', changes: capture('git', ['status', '--porcelain']) ?? '', changelog, manifest: manifest() });
  for (const reason of reasons) console.log(red(reason));
  if (dry) {
    await pack();
    await run('npm', ['publish', TARBALL, '--dry-run', '--access', 'public'], { orElse: 'npm would not publish this: see above.' });
    console.log(`\n${version} → ${next}. Nothing was changed or published.`);
  }
  if (reasons.length > 0) throw new Failure('Not ready to be released: see above.');
  if (dry) return;
  writeFileSync(MANIFEST, readFileSync(MANIFEST, 'utf8').replace(`"version": "${version}"`, `"version": "${next}"`));
  writeFileSync(CHANGELOG, released(changelog, next, new Date().toISOString().slice(0, 10)));
  const git = (...args) => run('git', args, { quiet: true, orElse: `git ${args[0]} failed: see above.` });
  await step('commit and tag', async () => {
    await git('commit', '--quiet', '-m', `chore(release): ${next}`, '--', MANIFEST, CHANGELOG);
    await git('tag', '--annotate', `v${next}`, '-m', `genesys-toasts ${next}`);
    return `v${next}`;
  });
  console.log(green(`\nPublish it with: git push --follow-tags`));
}

async function publish() {
  const { version, repository } = manifest();
  const tag = process.env.GITHUB_REF_NAME;
  if (tag !== `v${version}`) throw new Failure(`The tag is ${tag ?? 'unknown (this is for GitHub Actions: GITHUB_REF_NAME is not set)'}, the version in pkg-template/package.json ${version}: make both with npm run release.`);
  if (!repository) throw new Failure('pkg-template/package.json has no "repository": npm would refuse the provenance.');
  await pack();
  await run('npm', ['publish', TARBALL, '--provenance', '--access', 'public'], { orElse: 'npm did not publish it: see above.' });
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const words = process.argv.slice(2);
    const dry = words.includes('--dry-run');
    const [word] = words.filter((one) => one !== '--dry-run');
    await (word === 'publish' ? publish() : prepare(word, dry));
    return 0;
  });
}
