import { describe, expect, it } from 'vitest';
import { casesOf, choose, rowsOf } from '../../scripts/engines.mjs';
import { ENGINES, engineOf } from '../../scripts/lib/engines.mjs';

const report = (...cases) => ({ testResults: [{ name: 'b.spec.ts', assertionResults: cases.map(([fullName, status]) => ({ fullName, status })) }] });

describe('the engines', () => {
  it('are chosen by name, in their own order', () => {
    expect(choose(ENGINES, []).map(({ name }) => name)).toEqual(['firefox', 'webkit', 'chromium']);
    expect(choose(ENGINES, ['webkit', 'firefox']).map(({ name }) => name)).toEqual(['firefox', 'webkit']);
    expect(() => choose(ENGINES, ['opera'])).toThrow('No engine is called opera. There are: firefox, webkit, chromium.');
    expect(() => engineOf('opera')).toThrow('No engine is called opera');
  });

  it('return where they are, or null', () => {
    for (const engine of ENGINES) for (const path of Object.values(engine.find())) expect(path === null || typeof path === 'string').toBe(true);
  });
});

describe('the table', () => {
  it('has a row for each case, and a dash where an engine did not run it', () => {
    const firefox = { cases: casesOf(report(['rings', 'passed'], ['hides', 'failed'])) };
    const webkit = { cases: casesOf(report(['rings', 'passed'])) };
    expect(rowsOf([firefox, webkit])).toEqual([
      ['rings', 'passed', 'passed'],
      ['hides', 'failed', '–'],
    ]);
  });

  it('is empty for an engine without a report', () => {
    expect(rowsOf([{ cases: casesOf(null) }])).toEqual([]);
  });
});
