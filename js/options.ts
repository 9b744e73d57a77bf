/** Checks options by the table that is generated from Rust, before the WebAssembly is there. */
import { GenesysToastsError } from './errors.js';
import { OPTIONS, RELATIONS, type OptionSpec } from './generated/options.js';
import { isObject, KINDS } from './option-kinds.js';
import type { GenesysToastsOptions } from './types.js';

/**
 * Checks names, kinds, ranges and what holds between options. `undefined` counts as not given.
 *
 * @throws GenesysToastsError `invalid_option`; its message begins with the option's path.
 */
export function checkOptions(options: unknown): asserts options is GenesysToastsOptions {
  checkGroup('', options);
  for (const relation of RELATIONS) {
    const path = brokenAt(relation, options as object);
    if (path) throw invalid(path, relation.message);
  }
}

/** What makes no difference to a running engine. */
const APART = /^(on[A-Z].*|logger|wasm)$/;

/** The same text for options between which the connection, or how toasts are made, is the same. */
export function keyOf(options: GenesysToastsOptions, of: 'connection' | 'toasts'): string {
  const values = OPTIONS.map(({ path, live = false }) => {
    if (APART.test(path) || live !== (of === 'toasts')) return null;
    const value = valueOf(options, path);
    // Functions and storages may be written inline: that one is there is all that counts.
    return isOfHost(path, value) ? typeof value : value;
  });
  return JSON.stringify(values, (_, value: unknown) => (value === Infinity ? 'Infinity' : value));
}

/** The value of an option, or its default for the source. */
export function valueOf(options: GenesysToastsOptions, path: string): unknown {
  const { source = 'routing-events' } = options;
  const { default: fallback, defaultBySource } = OPTIONS.find((spec) => spec.path === path) ?? {};
  return valueAt(options, path) ?? defaultBySource?.[source] ?? fallback;
}

/** The options as the engine takes them: what it has from the host is left out. */
export const forEngine = (options: GenesysToastsOptions): object =>
  Object.fromEntries(Object.entries(options).filter(([name, value]) => value !== undefined && !APART.test(name) && !isOfHost(name, value)));

const isOfHost = (path: string, value: unknown): boolean =>
  typeof value === 'function' || (path === 'tokenStorage' && typeof value === 'object');

/** Gives the value at a path such as `backoff.jitter`. */
const valueAt = (options: object, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), options);

/** Checks the options of an object: of all where `group` is empty, else of one such as `backoff`. */
function checkGroup(group: string, given: unknown): void {
  if (!isObject(given)) fail(group || 'options', 'an object', given);
  for (const [name, value] of Object.entries(given)) {
    const path = group ? `${group}.${name}` : name;
    const spec = name.includes('.') ? undefined : OPTIONS.find((candidate) => `${candidate.path}.`.startsWith(`${path}.`));
    if (!spec) throw invalid(path, `no such option${suggestion(path)}`);
    if (value === undefined) continue;
    if (spec.path === path) checkValue(spec, path, value);
    else checkGroup(path, value);
  }
}

function checkValue(spec: OptionSpec, path: string, value: unknown): void {
  const { expects, takes, shown } = KINDS[spec.kind];
  if (spec.byMedia && isObject(value)) {
    for (const [media, one] of Object.entries(value)) checkValue(spec, `${path}.${media}`, isObject(one) ? null : one);
  } else if (!takes(value, spec)) {
    fail(path, typeof expects === 'string' ? expects : expects(spec), value, shown);
  }
}

/** Where `when` is given, but not as `unless`, and `with` is given, too: `needs` has to be given. */
interface Requirement {
  readonly when: string;
  readonly unless?: string;
  readonly with?: string;
  readonly needs: string;
}

/** Gives the path of the option that does not go with the others. */
function brokenAt(relation: (typeof RELATIONS)[number], options: object): string | undefined {
  const given = (path: string | undefined): boolean => path === undefined || valueAt(options, path) !== undefined;
  if (relation.kind === 'exactlyOne') {
    const [first] = relation.groups;
    const [begun = first, another] = relation.groups.filter((group) => group.some(given));
    return another ? first[0] : begun.find((path) => !given(path));
  }
  const { when, unless, with: other, needs }: Requirement = relation;
  return given(when) && valueAt(options, when) !== unless && given(other) && !given(needs) ? needs : undefined;
}

function suggestion(path: string): string {
  const name = path.toLowerCase();
  const near = OPTIONS.flatMap((spec) => [spec.path, spec.path.replace(/\..*/, '')]).find((candidate) => {
    const other = candidate.toLowerCase();
    return surplus(name, other) < 2 && surplus(other, name) < 2;
  });
  return near ? `, did you mean '${near}'?` : '';
}

/** So many letters of `a` are not in `b`: letters that changed places make no difference. */
const surplus = (a: string, b: string): number => Array.from(b).reduce((rest, letter) => rest.replace(letter, ''), a).length;

/** Values are shown only where none can be a secret. */
function fail(path: string, expected: string, value: unknown, show = false): never {
  let got = Array.isArray(value) ? 'an array' : value === Object(value) ? typeof value : String(value);
  if (typeof value === 'string') got = show ? `'${value.slice(0, 60)}'` : value ? 'a string' : 'an empty string';
  throw invalid(path, `expected ${expected}, got ${got}`);
}

const invalid = (path: string, message: string): GenesysToastsError =>
  new GenesysToastsError({ code: 'invalid_option', message: `${path}: ${message}`, retryable: false });
