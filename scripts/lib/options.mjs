/** Writes what comes from the one definition of options (`src/engine/config.rs`) and error codes (`src/engine/error.rs`): the check's table, TypeScript types, the table of docs/options.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeIfChanged } from './inputs.mjs';
import { ROOT } from './paths.mjs';
import { Failure } from './report.mjs';

const HEAD = '// Generated from src/engine/config.rs and src/engine/error.rs by `npm run build`: do not edit.\n';
const GUIDE = 'docs/options.md';
const TABLE_BEGIN = '<!-- options: generated from src/engine/config.rs by `npm run build` -->\n';
const TABLE_END = '<!-- /options -->';

/** What `TokenOptions` in `js/types.ts` says itself: which of them go together. */
const OF_TOKEN_OPTIONS = ['getToken', 'clientId', 'clientSecret', 'source'];

/** Doc comments of options that contain options: the table of the engine has a row for each inner one only. */
const GROUPS = {
  backoff: 'The waits before a new attempt to connect, or to load the WebAssembly.',
  alerts: 'What reaches an agent who does not look at the page: its title, a sound, a notification of the operating system.',
};

/** Names of types that the generated ones use. */
const IMPORTS = { './../errors.js': ['GenesysToastsError'], './../types.js': ['ByMediaType', 'CallbackInfo', 'DismissReason', 'Logger', 'Phone', 'Status', 'StatusDetail', 'Toast', 'ToastAction', 'ToastDuration', 'ToastDurations', 'TokenStorage', 'WasmSource'] };

/** The files: `{ path: text }`, by what `examples/option_table.rs` prints. */
export function generatedFiles({ options, relations, errors }) {
  return {
    'js/generated/options.ts': tableFile(options, relations, errors),
    'js/generated/option-types.ts': typesFile(options),
    [GUIDE]: withTable(readFileSync(join(ROOT, GUIDE), 'utf8'), options),
    'js/generated/error-codes.ts': errorsFile(errors),
  };
}

/** Writes them; gives the paths of those that changed. */
export function writeGenerated(tables) {
  const files = Object.entries(generatedFiles(tables));
  return files.filter(([path, text]) => writeIfChanged(join(ROOT, path), text)).map(([path]) => path);
}

function tableFile(options, relations, errors) {
  // What documents an option is a comment, so that no page loads it.
  const rows = options.map(({ doc, defaultText: _, typeText: __, ...row }) => `  /** ${doc} */\n  ${JSON.stringify(row)},\n`);
  const kinds = [...new Set(options.map(({ kind }) => kind))].map((kind) => `'${kind}'`);
  return `${HEAD}
export type OptionKind = ${kinds.join(' | ')};

export interface OptionSpec {
  readonly path: string;
  readonly kind: OptionKind;
  readonly values?: readonly string[];
  readonly default?: unknown;
  /** Where a source has another default. */
  readonly defaultBySource?: { readonly [source: string]: unknown };
  readonly min?: number;
  readonly max?: number;
  readonly infinity?: true;
  /** It takes one for each media type, and default for the rest, as well. */
  readonly byMedia?: true;
  readonly unit?: 'ms';
  /** A running engine takes it when it changes, without a new connection. */
  readonly live?: true;
}

export const OPTIONS: readonly OptionSpec[] = [
${rows.join('')}];

export const RELATIONS = ${JSON.stringify(relations, null, 2)} as const;

export const ERROR_CODES = ${JSON.stringify(errors, null, 2)} as const;
`;
}

/** The codes as a union whose members have a comment each: editors and docs/api.md show it. */
function errorsFile(errors) {
  const members = errors.map(({ code, meaning, action }) => `${comment('  ', [meaning, `To do: ${action}`])}  | '${code}'`);
  return `${HEAD}
/** Identifies a kind of failure. */
export type ErrorCode =
${members.join('\n')};
`;
}

/** A doc comment of paragraphs. */
function comment(indent, paragraphs) {
  const lines = paragraphs.filter(Boolean).join('\n\n').split('\n');
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd() + '\n').join('')}${indent} */\n`;
}

function typesFile(options) {
  const common = options.filter(({ path }) => !OF_TOKEN_OPTIONS.includes(path));
  const imports = Object.entries(IMPORTS).map(([from, names]) => `import type { ${names.join(', ')} } from '${from.replace('./../', '../')}';\n`);
  return `${HEAD}${imports.join('')}
/** The options that do not depend on how the client gets its token. */
export interface CommonOptions {
${propertiesIn('', common, '  ')}}
`;
}

/** The properties of the options in a group such as `alerts.`; of all where it is empty. */
function propertiesIn(group, options, indent) {
  const inside = options.filter(({ path }) => path.startsWith(group));
  const names = [...new Set(inside.map(({ path }) => path.slice(group.length).split('.')[0]))];
  return names.map((name) => {
    const path = `${group}${name}`;
    const option = inside.find((candidate) => candidate.path === path);
    const inner = propertiesIn(`${path}.`, inside, `${indent}      `);
    if (!inner) return property(name, option, indent);
    if (!option && !GROUPS[path]) throw new Failure(`scripts/lib/options.mjs has no doc comment for ${path}.`);
    const note = option ? noteOf(option, indent) : comment(indent, [GROUPS[path]]);
    const orSwitch = option ? `\n${indent}  | boolean` : '';
    return `${note}${indent}${name}?:${orSwitch}\n${indent}  | {\n${inner}${indent}    }\n${indent}  | undefined;\n`;
  }).join('');
}

function noteOf(option, indent) {
  const otherwise = plainDefault(option);
  return comment(indent, [[option.doc, range(option)].filter(Boolean).join(' '), otherwise && `@default ${otherwise}`]);
}

function property(name, option, indent) {
  return `${noteOf(option, indent)}${indent}${name}?: ${typeOf(option)} | undefined;\n`;
}

const TYPES = { boolean: 'boolean', switch: 'boolean', labels: 'Readonly<Record<string, string>>', host: 'string', string: 'string', httpUrl: 'string', wsUrl: 'string', number: 'number', integer: 'number', strings: 'readonly string[]', duration: 'ToastDuration | ToastDurations' };

function typeOf({ path, kind, values, typeText, byMedia }) {
  const type = typeText ?? (kind === 'enum' ? values.map((value) => `'${value}'`).join(' | ') : TYPES[kind]);
  if (!type) throw new Failure(`scripts/lib/options.mjs knows no TypeScript type for ${path}, of the kind ${kind}.`);
  if (byMedia && kind !== 'duration') return `${type} | ByMediaType<${type}>`;
  return type.includes('=>') ? `(${type})` : type;
}

const DAY_MS = 86_400_000;

/** The unit and the range of a number, or how many texts there can be. */
function range({ kind, min, max, unit, infinity }) {
  if (min === undefined || max === undefined) return '';
  if (unit) return `${kind === 'duration' ? 'A number is in' : 'In'} ${unit}, from ${String(min)} to ${String(max)}${max === DAY_MS ? ' (24 h)' : ''}${infinity ? ', or `Infinity`' : ''}.`;
  return kind === 'strings' ? `${String(min)} to ${String(max)} entries.` : `${String(min)} to ${String(max)}.`;
}

const literal = (value) => (typeof value === 'string' ? `'${value}'` : Array.isArray(value) ? `[${value.map(literal).join(', ')}]` : String(value));

/** A default without backticks: editors show what follows `@default` as code. */
function plainDefault({ default: value, defaultBySource = {}, defaultText }) {
  if (defaultText) return defaultText.replaceAll('`', '');
  if (value === undefined) return '';
  return [literal(value), ...Object.entries(defaultBySource).map(([source, other]) => `with ${source} ${literal(other)}`)].join('; ');
}

/** The text of the guide with the table of these options in its place. */
export function withTable(text, options) {
  const [before, rest] = text.split(TABLE_BEGIN);
  const after = rest?.split(TABLE_END)[1];
  if (after === undefined) throw new Failure(`${GUIDE} has no place for the table of options: put back the two comments around it.`);
  const rows = options.map((option) => `| \`${option.path}\` | ${cell([option.doc, range(option)].filter(Boolean).join(' '))} | ${cell(guideDefault(option))} |\n`);
  return `${before}${TABLE_BEGIN}| option | what it is for | default |\n| --- | --- | --- |\n${rows.join('')}${TABLE_END}${after}`;
}

const cell = (text) => text.replaceAll('|', '\\|');

function guideDefault({ default: value, defaultBySource = {}, defaultText }) {
  if (defaultText) return defaultText;
  if (value === undefined) return '';
  return [`\`${literal(value)}\``, ...Object.entries(defaultBySource).map(([source, other]) => `with \`${source}\` \`${literal(other)}\``)].join('; ');
}
