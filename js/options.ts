/** Checks options by the table that is generated from Rust, before the WebAssembly is there. */
import { GenesysToastsError } from './errors.js';
import { OPTIONS, RELATIONS, type OptionSpec } from './generated/options.js';
import { isObject, KINDS } from './option-kinds.js';
import type { GenesysToastsOptions } from './types.js';

/** Gives the value at a path such as `backoff.jitter`. */
export function valueAt(options: object, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), options);
}

/**
 * Checks names, kinds, ranges and what holds between options. `undefined` counts as not given.
 *
 * @throws GenesysToastsError `invalid_option`; its message begins with the option's path.
 */
export function checkOptions(options: unknown): asserts options is GenesysToastsOptions {
  if (!isObject(options)) fail('options', 'an object', options);
  checkNames(options, '');
  for (const spec of OPTIONS) {
    const value = valueAt(options, spec.path);
    if (value !== undefined) checkValue(spec, spec.path, value);
  }
  for (const relation of RELATIONS) checkRelation(relation, options);
}

/** What a running engine takes without a new connection. */
const TOASTS = new Set(['duration', 'redeliver', 'callerRoles', 'maxToasts', 'maxAgeMs']);
/** What makes no difference to a running engine. */
const APART = /^(on[A-Z].*|logger|wasm)$/;

/** The same text for options between which the connection, or how toasts are made, is the same. */
export function keyOf(options: GenesysToastsOptions, of: 'connection' | 'toasts'): string {
  const values = OPTIONS.map(({ path, default: fallback }) => {
    if (APART.test(path) || TOASTS.has(path) !== (of === 'toasts')) return null;
    const value = valueAt(options, path) ?? fallback;
    // Functions and storages may be written inline: that one is there is all that counts.
    if (typeof value === 'function' || (path === 'tokenStorage' && typeof value === 'object')) return typeof value;
    return value;
  });
  return JSON.stringify(values, (_, value: unknown) => (value === Infinity ? 'Infinity' : value));
}

/** The options as the engine takes them: what it has from the host is left out. */
export function forEngine(options: GenesysToastsOptions): object {
  const { tokenStorage, logger: _logger, wasm: _wasm, ...rest } = options;
  const values = { ...rest, tokenStorage: typeof tokenStorage === 'string' ? tokenStorage : undefined };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && typeof value !== 'function'));
}

function checkNames(given: object, prefix: string): void {
  const known = new Set(
    OPTIONS.filter(({ path }) => path.startsWith(prefix)).map(({ path }) => path.slice(prefix.length).split('.')[0] ?? ''),
  );
  for (const [name, value] of Object.entries(given)) {
    const path = prefix + name;
    if (!known.has(name)) {
      const near = [...known].find((candidate) => isNear(name.toLowerCase(), candidate.toLowerCase()));
      throw invalid(`${path}: no such option${near ? `, did you mean '${prefix}${near}'?` : ''}`);
    }
    if (value !== undefined && OPTIONS.some((spec) => spec.path.startsWith(`${path}.`))) {
      if (!isObject(value)) fail(path, 'an object', value);
      checkNames(value, `${path}.`);
    }
  }
}

function checkValue(spec: OptionSpec, path: string, value: unknown): void {
  const { expects, takes, shown } = KINDS[spec.kind];
  if (spec.kind === 'duration' && isObject(value)) {
    for (const [media, one] of Object.entries(value)) checkValue(spec, `${path}.${media}`, isObject(one) ? null : one);
  } else if (!takes(value, spec)) {
    fail(path, typeof expects === 'string' ? expects : expects(spec), value, shown);
  }
}

function checkRelation(relation: (typeof RELATIONS)[number], options: object): void {
  const given = (path: string): boolean => valueAt(options, path) !== undefined;
  if (relation.kind === 'exactlyOne') {
    const groups: readonly (readonly string[])[] = relation.groups;
    const begun = groups.filter((group) => group.some(given));
    if (begun.length === 1 && begun[0]?.every(given)) return;
    const missing = begun.length === 1 ? begun[0]?.find((path) => !given(path)) : undefined;
    throw invalid(`${missing ?? groups[0]?.[0] ?? 'options'}: ${relation.message}`);
  }
  const { when, unless, with: other, needs, message } = relation;
  if (given(when) && valueAt(options, when) !== unless && given(other) && !given(needs)) throw invalid(`${needs}: ${message}`);
}

/** Whether one wrong, missing or additional letter, or two that changed places, make the difference. */
function isNear(a: string, b: string): boolean {
  if (a.length > b.length) return isNear(b, a);
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  return restB.length < 2 || (restA.length === 2 && restA === restB.charAt(1) + restB.charAt(0));
}

/** Values are shown only where none can be a secret. */
function fail(path: string, expected: string, value: unknown, show = false): never {
  let got = value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
  if (show && typeof value === 'string') got = `'${value.slice(0, 60)}'`;
  else if (typeof value === 'string') got = value === '' ? 'an empty string' : 'a string';
  else if (typeof value === 'number' || typeof value === 'boolean') got = String(value);
  throw invalid(`${path}: expected ${expected}, got ${got}`);
}

const invalid = (message: string): GenesysToastsError => new GenesysToastsError({ code: 'invalid_option', message, retryable: false });
