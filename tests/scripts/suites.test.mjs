import { describe, expect, it, vi } from 'vitest';
import { cargoCount, checkCount, closingCount, total, vitestCount } from '../../scripts/lib/counts.mjs';
import { choose, failures, runSuites } from '../../scripts/test.mjs';

vi.spyOn(console, 'log').mockImplementation(() => {});
vi.spyOn(console, 'error').mockImplementation(() => {});

describe('a count', () => {
  it('sums the counts of cargo for each target, with or without colours', () => {
    const output = 'test result: \u001b[32mok\u001b[0m. 12 passed; 0 failed; 0 ignored; 0 measured\n\ntest result: FAILED. 3 passed; 2 failed; 0 ignored\n';
    expect(cargoCount(output, 101)).toEqual({ passed: 15, failed: 2 });
  });

  it('has one failure where the run failed without a failed test', () => {
    expect(cargoCount('error: could not compile', 101)).toEqual({ passed: 0, failed: 1 });
    expect(vitestCount({ numPassedTests: 4, numFailedTests: 0 }, 1)).toEqual({ passed: 4, failed: 1 });
    expect(vitestCount(null, 1)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('counts a skipped test as a failed one', () => {
    expect(cargoCount('test result: ok. 3 passed; 0 failed; 1 ignored;', 0)).toEqual({ passed: 3, failed: 1, note: '1 skipped' });
    expect(vitestCount({ numPassedTests: 4, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 }, 0)).toEqual({ passed: 4, failed: 2, note: '2 skipped' });
  });

  it('may be the closing line of a script', () => {
    expect(closingCount('caught  dedup off\n10 passed, 2 failed\n', 1)).toEqual({ count: { passed: 10, failed: 2 }, rest: 'caught  dedup off' });
    expect(closingCount('it broke', 1).count).toEqual({ passed: 0, failed: 1 });
  });

  it('names what failed: a test by cargo', () => {
    const output = 'test engine::a ... ok\ntest engine::b ... \u001b[31mFAILED\u001b[0m\ntest wasm::c ... FAIL\ntest result: FAILED. 1 passed; 2 failed; 0 ignored\n';
    expect(cargoCount(output, 101)).toEqual({ passed: 1, failed: 2, failures: ['engine::b', 'wasm::c'] });
  });

  it('names what failed: a test by Vitest with the first line of its error, and a file that could not be loaded', () => {
    const test = (status, ...failureMessages) => ({ status, fullName: `a test that ${status}`, failureMessages });
    const report = {
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [
        { name: 'a.spec.ts', status: 'failed', assertionResults: [test('passed'), test('failed', '\u001b[31mAssertionError: 1 is not 2\n    at …')] },
        { name: 'b.spec.ts', status: 'failed', message: 'Cannot find module c', assertionResults: [] },
      ],
    };
    expect(vitestCount(report, 1)).toEqual({ passed: 1, failed: 1, failures: ['a test that failed: AssertionError: 1 is not 2', 'b.spec.ts: Cannot find module c'] });
  });

  it('adds up', () => {
    expect(total([checkCount(0), checkCount(1), { passed: 3, failed: 0, note: 'a', failures: ['b'] }])).toEqual({ passed: 4, failed: 1, note: 'a', failures: ['b'] });
  });
});

describe('suites', () => {
  const suite = (name, more) => ({ name, what: '', exists: () => true, work: async () => checkCount(0), ...more });

  it('are chosen by name, in their own order', () => {
    const all = [suite('a'), suite('b'), suite('c')];
    expect(choose(all, ['c', 'a']).map(({ name }) => name)).toEqual(['a', 'c']);
    expect(choose(all, [])).toEqual(all);
    expect(() => choose(all, ['d'])).toThrow('No suite is called d. There are: a, b, c.');
  });

  it('that are long run by name, and with --all', () => {
    const all = [suite('a'), suite('b', { long: true })];
    const names = (...words) => choose(all, words).map(({ name }) => name);
    expect([names(), names('b'), names('--all')]).toEqual([['a'], ['b'], ['a', 'b']]);
  });

  it('include those that they need, and those that these need', () => {
    const all = [suite('build'), suite('other'), suite('pack', { needs: 'build' }), suite('e2e', { needs: 'pack' })];
    expect(choose(all, ['e2e']).map(({ name }) => name)).toEqual(['build', 'pack', 'e2e']);
  });

  it('are not run if one that they need has failed, and the others continue', async () => {
    const work = vi.fn();
    const build = suite('build', { work: async () => checkCount(1) });
    const results = await runSuites([build, suite('pack', { needs: 'build', work }), suite('e2e', { needs: 'pack', work }), suite('rust')]);
    expect(results.map(({ state, failed, note }) => ({ state, failed, note }))).toEqual([
      { state: 'failed', failed: 1, note: undefined },
      { state: 'failed', failed: 1, note: 'not run: build failed' },
      { state: 'failed', failed: 1, note: 'not run: pack failed' },
      { state: 'passed', failed: 0, note: undefined },
    ]);
    expect(work).not.toHaveBeenCalled();
  });

  it('without anything to run are neither passed nor failed', async () => {
    expect(await runSuites([suite('a', { exists: () => false })])).toMatchObject([{ state: 'empty', passed: 0, failed: 0 }]);
  });

  it('end with a line for each failed test', async () => {
    const work = async () => ({ passed: 0, failed: 2, failures: ['one', 'two'] });
    expect(failures(await runSuites([suite('a'), suite('b', { work })]))).toEqual(['FAILED b: one', 'FAILED b: two']);
  });

  it('that throw have failed, with the reason', async () => {
    const results = await runSuites([suite('a', { work: () => Promise.reject(new Error('broken')) })]);
    expect(results[0]).toMatchObject({ state: 'failed', failed: 1, note: expect.stringContaining('broken') });
  });
});
