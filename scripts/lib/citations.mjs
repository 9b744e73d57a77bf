/**
 * Finds the tests that cite rules. A citation is `{ rules: ['T4'], name, file, line, skipped }`.
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
      const name = /\bfn\s+(\w+)/.exec(line)[1].replaceAll('_', ' ');
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
