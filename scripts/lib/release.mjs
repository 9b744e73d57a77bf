import { Failure } from './report.mjs';

const UNRELEASED = '## [Unreleased]';

/** What the text of CHANGELOG.md says under "Unreleased", trimmed. */
export function unreleased(changelog) {
  const [, after] = changelog.split(`${UNRELEASED}\n`);
  if (after === undefined) throw new Failure(`CHANGELOG.md has no line "${UNRELEASED}". Put it above the last version.`);
  return (after.split(/^## /m)[0] ?? '').trim();
}

/** The text of CHANGELOG.md with what was unreleased under a version, and nothing unreleased. */
export const released = (changelog, version, date) => changelog.replace(`${UNRELEASED}\n`, () => `${UNRELEASED}\n\n## [${version}] - ${date}\n`);

/**
 * The version that follows.
 *
 * @param {string} current
 * @param {string} word - `major`, `minor`, `patch`, or a version itself
 */
export function nextVersion(current, word) {
  const [major, minor, patch] = current.split('.').map(Number);
  const next = { major: `${major + 1}.0.0`, minor: `${major}.${minor + 1}.0`, patch: `${major}.${minor}.${patch + 1}` }[word] ?? word;
  if (!/^\d+\.\d+\.\d+$/.test(next ?? '')) throw new Failure(`Say what to release: npm run release -- major, minor, patch, or a version such as 1.2.3; not ${word ?? 'nothing'}.`);
  const later = next.split('.').map(Number);
  const first = [0, 1, 2].find((place) => later[place] !== [major, minor, patch][place]);
  if (first === undefined || later[first] < [major, minor, patch][first]) throw new Failure(`${next} is not after ${current}, which is the version in pkg-template/package.json.`);
  return next;
}

/**
 * Why nothing can be released now, each with what to do.
 *
 * @param {{ branch: string, changes: string, changelog: string, manifest: { repository?: unknown } }} state - `changes`: what `git status --porcelain` says
 */
export function complaints({ branch, changes, changelog, manifest }) {
  return [
    branch !== 'main' && `This is ${branch || 'no branch'}: releases are made on main.`,
    changes && `There are changes that are not committed:\n${changes}`,
    unreleased(changelog) === '' && 'CHANGELOG.md has nothing under "Unreleased": say what users get.',
    !manifest.repository &&
      'pkg-template/package.json has no "repository". npm gives no provenance without it, and checks that it is the repository which publishes: add { "type": "git", "url": "git+https://…" }.',
  ].filter(Boolean);
}
