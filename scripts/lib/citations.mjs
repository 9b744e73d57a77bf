/**
 * Finds the tests that cite rules. A citation is `{ rules: ['T4'], name, file, line, skipped }`; `name` is that of the function in Rust, and the
 * title without the rules in JavaScript and TypeScript.
 *
 * In Rust the rules stand in a doc line above the test's attribute (`/// [T4] [T6]`), in JavaScript and TypeScript in
 * the test's title (`it('waits as long as Retry-After says [T4]', …)`).
 */

/** The rule ids in square brackets in a text: `[T4] [S6]` and `[T4, S6]` alike. */
export function rulesIn(text) {
  return [...text.matchAll(/\[([A-Z]\d+(?:[\s,]+[A-Z]\d+)*)\]/g)].flatMap((match) => match[1].split(/[\s,]+/));
}

const RUST_TEST = /^#\[(?:[\w:]+::)?(?:test|wasm_bindgen_test|test_case|rstest)\b/;
const RUST_SKIP = /^#\[(?:ignore\b|cfg_attr\(.*\bignore\b)/;

/** The citing tests of one Rust file. */
export function rustCitations(text, file) {
  const found = [];
  const nothing = () => ({ rules: [], test: false, skipped: false });
  let above = nothing();
  let open = 0; // brackets of an attribute that runs over several lines
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    if (open > 0 || line.startsWith('#[')) {
      open += balance(line);
      above.test ||= RUST_TEST.test(line);
      above.skipped ||= RUST_SKIP.test(line);
    } else if (line.startsWith('///')) above.rules.push(...rulesIn(line));
    else if (/^[\w\s()]*\bfn\s+\w+/.test(line)) {
      const name = /\bfn\s+(\w+)/.exec(line)[1];
      if (above.test && above.rules.length > 0) found.push({ rules: above.rules, name, file, line: index + 1, skipped: above.skipped });
      above = nothing();
    } else if (line !== '' && !line.startsWith('//')) above = nothing();
  });
  return found;
}

const balance = (line) => line.split('[').length - line.split(']').length;

const SKIPPING = ['skip', 'todo', 'only', 'skipIf', 'runIf', 'fails'];

/** The citing tests of one JavaScript or TypeScript file; `ts` is the `typescript` module. */
export function scriptCitations(ts, text, file) {
  const kind = /x$/.test(file) ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  const found = [];
  const visit = (node, skippedAbove) => {
    let skipped = skippedAbove;
    const call = ts.isCallExpression(node) ? testCall(ts, node) : null;
    if (call) {
      skipped ||= call.skipped;
      const rules = call.suite ? [] : rulesIn(call.title);
      if (rules.length > 0) {
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        found.push({ rules, name: call.title.replace(/\s*\[[A-Z]\d.*$/, ''), file, line, skipped });
      }
    }
    ts.forEachChild(node, (child) => visit(child, skipped));
  };
  visit(source, false);
  return found;
}

/** `it(…)`, `test.each([…])(…)`, `describe.skip(…)`: title, whether a suite, whether skipped; `null` for other calls. */
function testCall(ts, node) {
  const words = [];
  let callee = node.expression;
  for (;;) {
    if (ts.isCallExpression(callee)) callee = callee.expression;
    else if (ts.isTaggedTemplateExpression(callee)) callee = callee.tag;
    else if (ts.isPropertyAccessExpression(callee)) {
      words.push(callee.name.text);
      callee = callee.expression;
    } else break;
  }
  if (!ts.isIdentifier(callee)) return null;
  const [, crossed, name] = /^(x?)(it|test|describe|suite)$/.exec(callee.text) ?? [];
  const title = node.arguments[0];
  if (!name || !title || !(ts.isStringLiteralLike(title) || ts.isTemplateExpression(title) || ts.isBinaryExpression(title))) return null;
  return {
    title: ts.isStringLiteralLike(title) ? title.text : title.getText(),
    suite: name === 'describe' || name === 'suite',
    skipped: crossed === 'x' || words.some((word) => SKIPPING.includes(word)),
  };
}

/** Where a Rust test needs another command than `cargo test --test <target>`. */
const RUST_COMMANDS = { wasm: () => 'npm test -- wasm' };
/** Targets that `npm test` runs with the profile `sim`, because they are too slow without it. */
const OPTIMISED = ['sim', 'channel_sim', 'fuzz'];

/** Where a script's test needs another configuration of Vitest than the one at the root. */
const SCRIPT_CONFIGS = [
  ['tests/scripts/', '--config tests/scripts/vitest.config.mjs'],
  ['tests/e2e/', '--config tests/e2e/vitest.config.ts'],
  ['tests/site/', '--config tests/site/vitest.config.ts'],
  ['simulator/', '--root simulator'],
];

/**
 * The commands that run the tests which cite one rule, each once: `cargo test --test engine -- name other_name`, `npx vitest run tests/js -t '\\[N4\\]'`.
 *
 * @param {string} id - the rule
 * @param {{ name: string, file: string }[]} citations - those of this rule
 * @returns {string[]}
 */
export function commandsFor(id, citations) {
  const rust = citations.filter(({ file }) => file.endsWith('.rs'));
  const scripts = citations.filter(({ file }) => !file.endsWith('.rs'));
  const targets = [...new Set(rust.map(({ file }) => targetOf(file)))];
  const ofTargets = targets.map((target) => cargoCommand(target, rust.filter(({ file }) => targetOf(file) === target)));
  return [...new Set([...ofTargets, ...scripts.map(({ file }) => vitestCommand(id, file))])];
}

/** The integration test of a file, such as `engine`; `null` for a file in `src`. */
const targetOf = (file) => /^tests\/([^/]+?)(?:\.rs)?(?:\/|$)/.exec(file)?.[1] ?? null;

function cargoCommand(target, tests) {
  if (target && Object.hasOwn(RUST_COMMANDS, target)) return RUST_COMMANDS[target]();
  const profile = OPTIMISED.includes(target) ? '--profile sim ' : '';
  return `cargo test ${profile}${target ? `--test ${target}` : '--lib'} -- ${[...new Set(tests.map(({ name }) => name))].join(' ')}`;
}

function vitestCommand(id, file) {
  if (file.startsWith('tests/cross-browser/')) return 'npm run test:engines';
  const config = SCRIPT_CONFIGS.find(([folder]) => file.startsWith(folder))?.[1];
  // The files below the root are those of its own configuration.
  const folder = config ? '' : ` ${file.split('/').slice(0, 2).join('/')}`;
  return `npx vitest run${config ? ` ${config}` : ''}${folder} -t '\\[${id}\\]'`;
}
