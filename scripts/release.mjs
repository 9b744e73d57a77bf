/**
 * Releases both packages, in one version; docs/releasing.md has the whole way.
 *
 * - `npm run release -- minor` (or `major`, `patch`, a version): checks, sets the version and CHANGELOG.md, commits, tags. Pushing the tag publishes.
 *   The current version, as long as it has no tag: checks and tags.
 * - `npm run release -- minor --dry-run`: checks, and does with npm all that can be done without publishing. Changes nothing.
 * - `npm run release -- publish`: what .github/workflows/release.yml runs for the tag.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from './pack.mjs';
import { DIST, ROOT, isMain } from './lib/paths.mjs';
import { complaints, nextVersion, noRepository, released } from './lib/release.mjs';
import { Failure, green, main, red, step } from './lib/report.mjs';
import { capture, run } from './lib/run.mjs';

/** In the order in which they are published: the README of the last one begins with the simulator. */
const PACKAGES = ['simulator', 'pkg-template'].map((folder) => join(ROOT, folder, 'package.json'));
const LOCK = join(ROOT, 'package-lock.json');
const CHANGELOG = join(ROOT, 'CHANGELOG.md');
/** The crate has the version as well: tabs of two versions share no connection [L1]. */
const CARGO = ['Cargo.toml', 'Cargo.lock'].map((file) => join(ROOT, file));

const manifests = () => PACKAGES.map((path) => JSON.parse(readFileSync(path, 'utf8')));
const tarball = (name) => join(DIST, `${name}.tgz`);

/** The version, which both packages have. */
function currentVersion() {
  const versions = [...new Set(manifests().map(({ version }) => version))];
  if (versions.length > 1) throw new Failure(`The packages have different versions: ${versions.join(' and ')}. Give both the same.`);
  return versions[0];
}

async function prepare(word, dry) {
  const version = currentVersion();
  const next = nextVersion(version, word, capture('git', ['tag', '--list', `v${version}`]) !== '');
  const first = next === version;
  const changelog = readFileSync(CHANGELOG, 'utf8');
  const state = { branch: capture('git', ['branch', '--show-current']) ?? '', changes: capture('git', ['status', '--porcelain']) ?? '', changelog, manifests: manifests() };
  const reasons = complaints(first ? { ...state, version } : state);
  for (const reason of reasons) console.log(red(reason));
  if (dry) {
    await pack();
    for (const { name } of manifests()) await run('npm', ['publish', tarball(name), '--dry-run', '--access', 'public'], { orElse: 'npm would not publish this: see above.' });
    console.log(`\n${first ? version : `${version} → ${next}`}. Nothing was changed or published.`);
  }
  if (reasons.length > 0) throw new Failure('Not ready to be released: see above.');
  if (dry) return;
  const git = (...args) => run('git', args, { quiet: true, orElse: `git ${args[0]} failed: see above.` });
  await step('commit and tag', async () => {
    if (!first) {
      setVersion(version, next);
      writeFileSync(CHANGELOG, released(changelog, next, new Date().toISOString().slice(0, 10)));
      await git('commit', '--quiet', '-m', `chore(release): ${next}`, '--', ...PACKAGES, ...CARGO, LOCK, CHANGELOG);
    }
    await git('tag', '--annotate', `v${next}`, '-m', `genesys-toasts ${next}`);
    return `v${next}`;
  });
  console.log(green(`\nPublish it with: git push --follow-tags`));
}

/** Sets it where it stands: in both manifests, in the lock file for the workspace, and in the crate. */
function setVersion(version, next) {
  for (const path of PACKAGES) writeFileSync(path, readFileSync(path, 'utf8').replace(`"version": "${version}"`, `"version": "${next}"`));
  for (const path of CARGO) writeFileSync(path, readFileSync(path, 'utf8').replace(`name = "genesys-toasts"\nversion = "${version}"`, `name = "genesys-toasts"\nversion = "${next}"`));
  const lock = JSON.parse(readFileSync(LOCK, 'utf8'));
  lock.packages.simulator.version = next;
  writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
}

async function publish() {
  const version = currentVersion();
  const tag = process.env.GITHUB_REF_NAME;
  if (tag !== `v${version}`) throw new Failure(`The tag is ${tag ?? 'unknown (this is for GitHub Actions: GITHUB_REF_NAME is not set)'}, the version in pkg-template/package.json ${version}: make both with npm run release.`);
  for (const { name, repository } of manifests()) if (!repository) throw new Failure(noRepository(name));
  await pack();
  for (const { name } of manifests()) {
    // A run that failed between the two is run again.
    if (capture('npm', ['view', `${name}@${version}`, 'version'])) console.log(`${name} ${version} is published already.`);
    else await run('npm', ['publish', tarball(name), '--provenance', '--access', 'public'], { orElse: 'npm did not publish it: see above.' });
  }
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
