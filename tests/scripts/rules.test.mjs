import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { rulesIn, rustCitations, scriptCitations } from '../../scripts/lib/citations.mjs';
import { complaints, rulesFrom } from '../../scripts/rules.mjs';

const rust = (text) => rustCitations(text, 'a.rs');
const script = (text) => scriptCitations(ts, text, 'a.test.ts');

describe('the rules of a document', () => {
  it('are the rows of its tables whose first cell is an id', () => {
    const text = '| rule | |\n| --- | --- |\n| T1 | Two ways to a token. |\n| S12 | Blind since. |\n| 1000 | normal end |\n';
    expect(rulesFrom(text)).toEqual([
      { id: 'T1', statement: 'Two ways to a token.' },
      { id: 'S12', statement: 'Blind since.' },
    ]);
  });

  it('keep bars inside a statement', () => {
    expect(rulesFrom("| T7 | `'session' | 'local'` |\n")[0].statement).toBe("`'session' | 'local'`");
  });
});

describe('a citation', () => {
  it('is an id in square brackets, one or several', () => {
    expect(rulesIn('waits [T4] [S6], and [E1, E2]')).toEqual(['T4', 'S6', 'E1', 'E2']);
  });

  it('is not an index or a link', () => {
    expect(rulesIn('frames[0] and [text](T4) and [T] and [4]')).toEqual([]);
  });
});

describe('in Rust', () => {
  it('a doc line above a test cites', () => {
    expect(rust('/// [T4] [T6]\n#[test]\nfn waits_as_named() {\n')).toEqual([
      { rules: ['T4', 'T6'], name: 'waits as named', file: 'a.rs', line: 3, skipped: false },
    ]);
  });

  it('other attributes and doc lines may be between', () => {
    const text = '    /// [T4]\n    /// More words.\n    #[allow(\n        clippy::panic\n    )]\n    #[wasm_bindgen_test]\n    // why\n    pub(crate) async fn it_waits() {}\n';
    expect(rust(text).map((test) => test.rules)).toEqual([['T4']]);
  });

  it('a doc line above something that is no test cites nothing', () => {
    expect(rust('/// [T4]\nfn helper() {}\n#[test]\nfn other() {}\n')).toEqual([]);
    expect(rust('/// [T4]\nstruct A;\n#[test]\nfn other() {}\n')).toEqual([]);
  });

  it('an ignored test is known as skipped', () => {
    expect(rust('/// [T4]\n#[test]\n#[ignore = "slow"]\nfn waits() {}\n')[0].skipped).toBe(true);
    expect(rust('/// [T4]\n#[test]\n#[cfg_attr(miri, ignore)]\nfn waits() {}\n')[0].skipped).toBe(true);
  });
});

describe('in JavaScript', () => {
  it('a title cites', () => {
    expect(script("describe('a', () => {\n  it('waits [T4] [T6]', () => {});\n});")).toEqual([
      { rules: ['T4', 'T6'], name: 'waits', file: 'a.test.ts', line: 2, skipped: false },
    ]);
  });

  it('a title of a table of cases cites, quotes and all', () => {
    expect(script("it.each([['(', 1]])('it\\'s %s [E4]', () => {}); test.for`a`(`b [E5]`, f)").map((test) => test.rules)).toEqual([['E4'], ['E5']]);
  });

  it('a suite or another call cites nothing', () => {
    expect(script("describe('all of [T4]', () => {}); note('[T5]'); const s = \"it('x [T6]')\";")).toEqual([]);
  });

  it.each(["it.skip('a [T4]', f)", "it.todo('a [T4]')", "test.only('a [T4]', f)", "xit('a [T4]', f)", "describe.skip('b', () => { it('a [T4]', f) })"])(
    'a test that does not run is known as skipped: %s',
    (text) => {
      expect(script(text).map((test) => test.skipped)).toEqual([true]);
    },
  );
});

describe('a complaint', () => {
  const test = { rules: ['T1'], name: 'a', file: 'a.rs', line: 3, skipped: false };
  const rules = [{ id: 'T1', statement: '' }];

  it('is not made where each rule has a test', () => {
    expect(complaints(rules, [test])).toEqual([]);
  });

  it('names a rule without a test', () => {
    expect(complaints([...rules, { id: 'T2', statement: '' }], [test])).toEqual(['T2 has no test']);
  });

  it('names a citation of no rule', () => {
    expect(complaints(rules, [test, { ...test, rules: ['Z9'] }])).toEqual(['a.rs:3 cites Z9, which is no rule']);
  });

  it('names a skipped test, which shows nothing', () => {
    expect(complaints(rules, [{ ...test, skipped: true }])).toEqual(['T1 has no test', 'a.rs:3 cites T1 but is skipped or the only one to run']);
  });
});
