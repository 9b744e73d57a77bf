/**
 * Prints which tests show each rule of docs/rules.md, and fails where a rule has none, where a test cites a rule that
 * there is not, and where a citing test is skipped: `node scripts/rules.mjs [--short]`. It fails as well where modules of
 * the engine import each other in a circle. With a rule, `node scripts/rules.mjs N4`, it prints that rule in full, its
 * tests and the commands that run them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsFor, rustCitations, scriptCitations } from './lib/citations.mjs';
import { circles } from './lib/imports.mjs';
import { files } from './lib/inputs.mjs';
import { ROOT, isMain } from './lib/paths.mjs';
import { Failure, bold, grey, main, red } from './lib/report.mjs';

const FOLDERS = ['src', 'tests', 'js', 'simulator', 'demo'];
const SCRIPT_TEST = /\.(test|spec)\.[cm]?[jt]sx?$/;

/** The rules of a document's tables, in its order: `[{ id, statement }]` from rows such as `| T1 | … |`. */
export function rulesFrom(markdown) {
  const rows = [...markdown.matchAll(/^\|\s*`?\[?([A-Z]\d+)\]?`?\s*\|\s*(.*?)\s*\|?\s*$/gm)];
  return rows.map(([, id, statement]) => ({ id, statement }));
}

/** What is wrong between rules and citations: one sentence each. */
export function complaints(rules, citations) {
  const known = new Set(rules.map((rule) => rule.id));
  const cited = new Set(citations.filter((citation) => !citation.skipped).flatMap((citation) => citation.rules));
  const place = ({ file, line }) => `${file}:${line}`;
  return [
    ...rules.filter((rule) => !cited.has(rule.id)).map((rule) => `${rule.id} has no test`),
    ...citations.flatMap((test) => test.rules.filter((id) => !known.has(id)).map((id) => `${place(test)} cites ${id}, which is no rule`)),
    ...citations.filter((test) => test.skipped).map((test) => `${place(test)} cites ${test.rules.join(', ')} but is skipped or the only one to run`),
  ];
}

/** All tests of the repository that cite rules. */
export async function findCitations() {
  const rust = files('src', (path) => path.endsWith('.rs')).concat(files('tests', (path) => path.endsWith('.rs')));
  const scripts = FOLDERS.flatMap((folder) => files(folder, (path) => SCRIPT_TEST.test(path)));
  const { default: ts } = await import('typescript');
  const text = (path) => readFileSync(join(ROOT, path), 'utf8');
  return [...rust.flatMap((path) => rustCitations(text(path), path)), ...scripts.flatMap((path) => scriptCitations(ts, text(path), path))];
}

/** Modules of the engine that import each other in a circle: one sentence each. */
export function importComplaints() {
  const paths = files('src/engine', (path) => path.endsWith('.rs'));
  const texts = Object.fromEntries(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
  return circles(texts).map((names) => `${names.join(', ')} import each other in a circle`);
}

function print(rules, citations, short) {
  for (const { id, statement } of rules) {
    const tests = citations.filter((citation) => citation.rules.includes(id));
    console.log(`${bold(id.padEnd(4))}${String(tests.length).padStart(3)}  ${statement.length > 110 ? statement.slice(0, 109) + '…' : statement}`);
    if (!short) for (const { name, file, line } of tests) console.log(`           ${name} ${grey(`${file}:${line}`)}`);
  }
}

/** The rules of docs/rules.md. */
function readRules() {
  const document = join(ROOT, 'docs/rules.md');
  if (!existsSync(document)) throw new Failure('docs/rules.md is missing: it is the list of the rules.');
  const rules = rulesFrom(readFileSync(document, 'utf8'));
  if (rules.length === 0) throw new Failure('docs/rules.md has no row such as | T1 | … |.');
  return rules;
}

/** The text about one rule: its statement, its tests and the commands that run them. */
export function ruleText(id, rules, citations) {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new Failure(`${id} is no rule of docs/rules.md. There are: ${rules.map((one) => one.id).join(', ')}.`);
  const tests = citations.filter((citation) => citation.rules.includes(id));
  return [
    `${bold(id)}  ${rule.statement}`,
    '',
    ...tests.map(({ name, file, line }) => `  ${name} ${grey(`${file}:${line}`)}`),
    '',
    ...commandsFor(id, tests).map((command) => `  ${command}`),
  ].join('\n');
}

/** Prints each of these rules; resolves to 0. */
export async function showRules(ids) {
  const rules = readRules();
  const citations = await findCitations();
  console.log(ids.map((id) => ruleText(id, rules, citations)).join('\n\n'));
  return 0;
}

/** Prints the table; resolves to 1 where something is wrong, else 0. */
export async function checkRules({ short = false } = {}) {
  const rules = readRules();
  const citations = await findCitations();
  print(rules, citations, short);
  const wrong = [...complaints(rules, citations), ...importComplaints()];
  for (const sentence of wrong) console.log(red(`  ${sentence}`));
  console.log(`\n${rules.length} rules, ${citations.length} tests that cite them, ${wrong.length} complaints`);
  return wrong.length === 0 ? 0 : 1;
}

if (isMain(import.meta.url)) {
  const words = process.argv.slice(2);
  const ids = words.filter((word) => !word.startsWith('--')).map((word) => word.toUpperCase());
  await main(() => (ids.length > 0 ? showRules(ids) : checkRules({ short: words.includes('--short') })));
}
