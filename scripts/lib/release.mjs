import { Failure } from './report.mjs';

const UNRELEASED = '## [Unreleased]';

/** What the text of CHANGELOG.md says under "Unreleased", trimmed. */
export function unreleased(changelog) {
  const [, after] = changelog.split(`${UNRELEASED}\n`);
  if (after === undefined) throw new Failure(`CHANGELOG.md has no line "${UNRELEASED}". Put it above the last version.`);
  return (after.split(/^## /m)[0] ?? '').trim();
}

/** Whether the text of CHANGELOG.md says what a version brings. */
export const describes = (changelog, version) => (changelog.split(`## [${version}]`)[1] ?? '').split(/^## /m)[0].split('\n').slice(1).join('').trim() !== '';

/** The text of CHANGELOG.md with what was unreleased under a version, and nothing unreleased. */
export const released = (changelog, version, date) => changelog.replace(`${UNRELEASED}\n`, () => `${UNRELEASED}\n\n## [${version}] - ${date}\n`);

/**
 * The version that follows; the current one itself as long as it was never released.
 *
 * @param {string} current
 * @param {string} word - `major`, `minor`, `patch`, or a version itself
 * @param {boolean} [isReleased] - whether the current one has a tag
 */
export function nextVersion(current, word, isReleased = true) {
  if (word === current && !isReleased) return current;
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
 * @param {{ branch: string, changes: string, changelog: string, version?: string, manifests: { name: string, repository?: { directory?: string } }[] }} state -
 * `changes`: what `git status --porcelain` says; `version`: the current one, where it is the one to be released; `manifests`: those of the packages
 */
export function complaints({ branch, changes, changelog, version, manifests }) {
  return [
    branch !== 'main' && `This is ${branch || 'no branch'}: releases are made on main.`,
    changes && `There are changes that are not committed:\n${changes}`,
    !version && unreleased(changelog) === '' && 'CHANGELOG.md has nothing under "Unreleased": say what users get.',
    version && !describes(changelog, version) && `CHANGELOG.md has nothing under "${version}": say what users get.`,
    ...manifests.map(({ name, repository }) => !repository && noRepository(name)),
  ].filter(Boolean);
}

/** Why a package without the field `repository` is not published. */
export const noRepository = (name) =>
  `The package.json of ${name} has no "repository". npm gives no provenance without it, checks that it is the repository which publishes, and leads the README's links there: docs/releasing.md says what to fill in.`;
