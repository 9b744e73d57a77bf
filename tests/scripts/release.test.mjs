import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { complaints, describes, nextVersion, released, unreleased } from '../../scripts/lib/release.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const CHANGELOG = '# Changes\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2026-01-02\n\n- The first.\n';

describe('a version', () => {
  it.each([
    ['0.1.9', 'patch', '0.1.10'],
    ['0.1.9', 'minor', '0.2.0'],
    ['0.1.9', 'major', '1.0.0'],
    ['0.1.9', '0.1.10', '0.1.10'],
    ['9.9.9', '10.0.0', '10.0.0'],
  ])('%s is followed by way of %s by %s', (current, word, next) => {
    expect(nextVersion(current, word)).toBe(next);
  });

  it.each([
    [undefined, 'Say what to release'],
    ['later', 'Say what to release'],
    ['1.2', 'Say what to release'],
    ['0.1.9', '0.1.9 is not after 0.1.9'],
    ['0.1.8', '0.1.8 is not after 0.1.9'],
    ['0.0.99', '0.0.99 is not after 0.1.9'],
  ])('is refused: %s', (word, message) => {
    expect(() => nextVersion('0.1.9', word)).toThrow(message);
  });

  it('is itself the next one until it has a tag', () => {
    expect(nextVersion('0.1.0', '0.1.0', false)).toBe('0.1.0');
    expect(nextVersion('0.1.0', 'minor', false)).toBe('0.2.0');
  });

  it('is that of both packages, of the lock files and of the crate, whose tabs share with those of the same version only [L1]', () => {
    const { version } = JSON.parse(read('pkg-template/package.json'));
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(JSON.parse(read('simulator/package.json')).version).toBe(version);
    expect(JSON.parse(read('package-lock.json')).packages.simulator.version).toBe(version);
    expect(JSON.parse(read('package.json'))).not.toHaveProperty('version');
    for (const file of ['Cargo.toml', 'Cargo.lock']) expect(read(file)).toContain(`name = "genesys-toasts"\nversion = "${version}"\n`);
  });
});

describe('the change log', () => {
  it('gives what is not released', () => {
    expect(unreleased(CHANGELOG)).toBe('### Added\n\n- A thing.');
    expect(unreleased(released(CHANGELOG, '0.2.0', '2026-03-04'))).toBe('');
  });

  it('gets a version with its date, and room for the next', () => {
    expect(released(CHANGELOG, '0.2.0', '2026-03-04')).toBe(CHANGELOG.replace('## [Unreleased]\n', '## [Unreleased]\n\n## [0.2.0] - 2026-03-04\n'));
  });

  it('needs its heading', () => {
    expect(() => unreleased('# Changes\n')).toThrow('CHANGELOG.md has no line "## [Unreleased]"');
  });

  it('describes a version, or does not', () => {
    expect(['0.1.0', '0.2.0'].map((version) => describes(CHANGELOG, version))).toEqual([true, false]);
    expect(describes('## [0.1.0] - 2026-01-02\n\n## [0.0.9]\n\n- A thing.\n', '0.1.0')).toBe(false);
  });

  it('of this repository has a place for the next version, and describes the current one', () => {
    const changelog = read('CHANGELOG.md');
    expect(unreleased(changelog)).toBeTypeOf('string');
    expect(describes(changelog, JSON.parse(read('pkg-template/package.json')).version)).toBe(true);
  });
});

describe('a release', () => {
  const ready = { branch: 'main', changes: '', changelog: CHANGELOG, manifests: ['a', 'b'].map((name) => ({ name, repository: { url: 'git+https://example.test/a.git' } })) };

  it('is made if no check fails', () => {
    expect(complaints(ready)).toEqual([]);
  });

  it('of the current version needs nothing under "Unreleased"', () => {
    expect(complaints({ ...ready, changelog: released(CHANGELOG, '0.2.0', '2026-03-04'), version: '0.2.0' })).toEqual([]);
  });

  it.each([
    [{ branch: 'mine' }, 'This is mine: releases are made on main.'],
    [{ branch: '' }, 'This is no branch'],
    [{ changes: ' M a' }, 'There are changes that are not committed:\n M a'],
    [{ changelog: released(CHANGELOG, '0.2.0', '2026-03-04') }, 'CHANGELOG.md has nothing under "Unreleased"'],
    [{ version: '0.3.0' }, 'CHANGELOG.md has nothing under "0.3.0"'],
    [{ manifests: [ready.manifests[0], { name: 'b' }] }, 'The package.json of b has no "repository"'],
  ])('is not made for %j', (change, message) => {
    const found = complaints({ ...ready, ...change });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });
});

describe('the workflows', () => {
  const workflows = ['ci', 'release'].map((name) => read(`.github/workflows/${name}.yml`));

  it('run commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    for (const text of workflows) {
      for (const [, script] of text.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty(script);
      for (const [, path] of text.matchAll(/run: (\.[\w/]+)$/gm)) expect(existsSync(join(ROOT, path))).toBe(true);
    }
    expect(workflows.every((text) => /run: \.ci\/run$/m.test(text))).toBe(true);
  });

  it('have no more permissions than they need', () => {
    const [ci, release] = workflows;
    expect(ci).toContain('permissions:\n  contents: read\n');
    expect(ci).not.toContain('id-token');
    expect(release).toContain('permissions:\n  contents: read\n  id-token: write\n');
    for (const text of workflows) expect(text).not.toMatch(/pull_request_target|write-all/);
  });
});
