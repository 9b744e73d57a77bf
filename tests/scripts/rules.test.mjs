import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { commandsFor, rulesIn, rustCitations, scriptCitations } from '../../scripts/lib/citations.mjs';
import { complaints, ruleText, rulesFrom } from '../../scripts/rules.mjs';

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
      { rules: ['T4', 'T6'], name: 'waits_as_named', file: 'a.rs', line: 3, skipped: false },
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

describe('the commands for a rule', () => {
  const commands = (...tests) => commandsFor('N4', tests.map(([file, name]) => ({ file, name })));

  it('name the tests of one Rust target together', () => {
    expect(commands(['tests/engine/a.rs', 'waits'], ['tests/engine/b.rs', 'goes_on'], ['tests/failures/main.rs', 'fails'])).toEqual([
      'cargo test --test engine -- waits goes_on',
      'cargo test --test failures -- fails',
    ]);
  });

  it('know a test of the crate itself, what needs optimisation, and what needs a browser', () => {
    expect(commands(['src/engine/a.rs', 'waits'])).toEqual(['cargo test --lib -- waits']);
    expect(commands(['tests/channel_sim/main.rs', 'holds'])).toEqual(['cargo test --profile sim --test channel_sim -- holds']);
    expect(commands(['tests/wasm/a.rs', 'waits'], ['tests/wasm/b.rs', 'goes_on'])).toEqual(['npm test -- wasm']);
    expect(commands(['tests/cross-browser/a.spec.ts', 'waits'])).toEqual(['npm run test:engines']);
  });

  it('choose the tests of a script by the rule in their titles, once for each configuration', () => {
    expect(commands(['tests/js/a.test.ts', 'waits'], ['tests/js/b.test.tsx', 'goes on'], ['tests/e2e/c.spec.ts', 'shows'], ['simulator/test/d.test.js', 'answers'])).toEqual([
      "npx vitest run tests/js -t '\\[N4\\]'",
      "npx vitest run --config tests/e2e/vitest.config.ts -t '\\[N4\\]'",
      "npx vitest run --root simulator -t '\\[N4\\]'",
    ]);
  });
});

describe('one rule', () => {
  const rules = [{ id: 'T1', statement: 'Two ways to a token.' }, { id: 'T2', statement: 'The URL.' }];

  it('is printed with its tests and the commands that run them', () => {
    const tests = [
      { rules: ['T1', 'T2'], name: 'asks_the_app', file: 'tests/engine/a.rs', line: 3, skipped: false },
      { rules: ['T2'], name: 'goes_to_the_url', file: 'tests/engine/a.rs', line: 9, skipped: false },
    ];
    expect(ruleText('T1', rules, tests).split('\n')).toEqual([
      'T1  Two ways to a token.',
      '',
      '  asks_the_app tests/engine/a.rs:3',
      '',
      '  cargo test --test engine -- asks_the_app',
    ]);
  });

  it('has to be there', () => {
    expect(() => ruleText('Z9', rules, [])).toThrow('Z9 is no rule of docs/rules.md. There are: T1, T2.');
  });
});
