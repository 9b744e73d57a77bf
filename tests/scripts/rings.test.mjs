import { describe, expect, it, vi } from 'vitest';
import { cargoCount, checkCount, total, vitestCount } from '../../scripts/lib/counts.mjs';
import { choose, runRings } from '../../scripts/test.mjs';

vi.spyOn(console, 'log').mockImplementation(() => {});
vi.spyOn(console, 'error').mockImplementation(() => {});

describe('a count', () => {
  it('sums what cargo says of each target, colours or not', () => {
    const output = 'test result: \u001b[32mok\u001b[0m. 12 passed; 0 failed; 0 ignored; 0 measured\n\ntest result: FAILED. 3 passed; 2 failed; 0 ignored\n';
    expect(cargoCount(output, 101)).toEqual({ passed: 15, failed: 2 });
  });

  it('has one failure where the run failed without a failed test', () => {
    expect(cargoCount('error: could not compile', 101)).toEqual({ passed: 0, failed: 1 });
    expect(vitestCount({ numPassedTests: 4, numFailedTests: 0 }, 1)).toEqual({ passed: 4, failed: 1 });
    expect(vitestCount(null, 1)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('takes a skipped test for a failed one', () => {
    expect(cargoCount('test result: ok. 3 passed; 0 failed; 1 ignored;', 0)).toEqual({ passed: 3, failed: 1, note: '1 skipped' });
    expect(vitestCount({ numPassedTests: 4, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 }, 0)).toEqual({ passed: 4, failed: 2, note: '2 skipped' });
  });

  it('adds up', () => {
    expect(total([checkCount(0), checkCount(1), { passed: 3, failed: 0, note: 'a' }])).toEqual({ passed: 4, failed: 1, note: 'a' });
  });
});

describe('rings', () => {
  const ring = (name, more) => ({ name, what: '', exists: () => true, work: async () => checkCount(0), ...more });

  it('are chosen by name, in their own order', () => {
    const all = [ring('a'), ring('b'), ring('c')];
    expect(choose(all, ['c', 'a']).map(({ name }) => name)).toEqual(['a', 'c']);
    expect(choose(all, [])).toBe(all);
    expect(() => choose(all, ['d'])).toThrow('No ring is called d. There are: a, b, c.');
  });

  it('have what they need built once', async () => {
    const build = vi.fn();
    await runRings([ring('a'), ring('b', { needs: 'build' }), ring('c', { needs: 'build' })], { build });
    expect(build).toHaveBeenCalledTimes(1);
  });

  it('fail when the build fails, and the others go on', async () => {
    const work = vi.fn();
    const build = () => Promise.reject(new Error('no compiler'));
    const results = await runRings([ring('a', { needs: 'build', work }), ring('b')], { build });
    expect(results).toMatchObject([
      { name: 'a', state: 'failed', failed: 1, note: 'not run: the build failed' },
      { name: 'b', state: 'passed' },
    ]);
    expect(work).not.toHaveBeenCalled();
  });

  it('that throw have failed, with the reason', async () => {
    const results = await runRings([ring('a', { work: () => Promise.reject(new Error('broken')) })], {});
    expect(results[0]).toMatchObject({ state: 'failed', failed: 1, note: expect.stringContaining('broken') });
  });
});
