/** Checks options before the WebAssembly is loaded, with the table that is generated from Rust. */
import { GenesysToastsError } from './errors.js';
import { OPTIONS, RELATIONS, type OptionSpec } from './generated/options.js';
import { isObject, KINDS } from './option-kinds.js';
import { tagOf } from './tag.js';
import type { GenesysToastsOptions } from './types.js';

/**
 * Checks names, kinds and ranges of options, and which of them go together. `undefined` counts as not given.
 *
 * @throws GenesysToastsError `invalid_option`; its message begins with the option's path.
 */
export function checkOptions(options: unknown): asserts options is GenesysToastsOptions {
  checkGroup('', options);
  for (const relation of RELATIONS) {
    const path = pathOfBroken(relation, options as object);
    if (path) throw invalid(path, relation.message);
  }
}

/** Options that are read whenever they are needed, so that a change of them needs no new client. */
const READ_LATE = /^(on[A-Z].*|logger|phone)$/;

/** Options that the engine does not get. */
const NOT_FOR_ENGINE = /^(on[A-Z].*|logger|phone|wasm)$/;

/** Returns a text that is the same for options with the same connection, or with the same options of toasts. */
export function keyOf(options: GenesysToastsOptions, of: 'connection' | 'toasts'): string {
  const values = OPTIONS.map(({ path, live = false }) => {
    if (READ_LATE.test(path) || live !== (of === 'toasts')) return null;
    const value = valueOf(options, path);
    // Functions, storages and binaries may be written inline: they count as equal. Another address of the WebAssembly does not: the last one may have failed.
    return isOfHost(path, value) ? typeof value : value;
  });
  return JSON.stringify(values, (_, value: unknown) => (value === Infinity ? 'Infinity' : value));
}

/**
 * Returns the options with these changes. `undefined` sets the default.
 *
 * @throws GenesysToastsError `invalid_option` for a wrong option, and for one that the connection depends on
 */
export function withChanges(options: GenesysToastsOptions, changes: Partial<GenesysToastsOptions>): GenesysToastsOptions {
  if (!isObject(changes)) fail('options', 'an object', changes);
  const next = { ...options, ...changes } as GenesysToastsOptions;
  checkOptions(next);
  const fixed = OPTIONS.find(({ path, live }) => !live && !READ_LATE.test(path) && !isSame(path, valueOf(options, path), valueOf(next, path)));
  if (fixed) throw invalid(fixed.path, 'the connection depends on it: call stop() and make a new client');
  return next;
}

/** Returns the value of an option, or its default for the source. */
export function valueOf(options: GenesysToastsOptions, path: string): unknown {
  const { source = 'routing-events' } = options;
  const { default: fallback, defaultBySource } = OPTIONS.find((spec) => spec.path === path) ?? {};
  return valueAt(options, path) ?? defaultBySource?.[source] ?? fallback;
}

/** Returns the options for the engine, without functions and objects, which it gets from the host. */
export const forEngine = (options: GenesysToastsOptions): object =>
  Object.fromEntries(Object.entries(options).filter(([name, value]) => value !== undefined && !NOT_FOR_ENGINE.test(name) && !isOfHost(name, value)));

const isOfHost = (path: string, value: unknown): boolean =>
  typeof value === 'function' || (/^(tokenStorage|wasm)$/.test(path) && typeof value === 'object' && tagOf(value) !== 'URL');

/**
 * Returns for how long to mute, in ms; `undefined`: without an end.
 *
 * @throws GenesysToastsError `invalid_option`
 */
export function checkMute(forMs: unknown): number | undefined {
  const day = 86_400_000;
  if (forMs !== undefined && !(typeof forMs === 'number' && forMs >= 0 && forMs <= day)) {
    fail('mute().forMs', `a number from 0 to ${String(day)} (ms), or nothing for no end`, forMs, true);
  }
  return forMs;
}

/** Whether two values of an option are equal. The app's functions count as equal: they are read at each call. */
const isSame = (path: string, a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'function' && typeof b === 'function' && path !== 'wasm') || (Array.isArray(a) && JSON.stringify(a) === JSON.stringify(b));

/** Returns the value at a path such as `backoff.jitter`. */
const valueAt = (options: object, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), options);

/** Checks an object of options: all options where `group` is empty, else those in one such as `backoff`. */
function checkGroup(group: string, given: unknown): void {
  if (!isObject(given)) fail(group || 'options', 'an object', given);
  for (const [name, value] of Object.entries(given)) {
    const path = group ? `${group}.${name}` : name;
    const spec = name.includes('.') ? undefined : OPTIONS.find((candidate) => `${candidate.path}.`.startsWith(`${path}.`));
    if (!spec) throw invalid(path, `no such option${suggestion(path)}`);
    if (value === undefined) continue;
    const isGroup = spec.path !== path || (spec.kind === 'switch' && isObject(value));
    if (!isGroup) checkValue(spec, path, value);
    else checkGroup(path, value);
  }
}

function checkValue(spec: OptionSpec, path: string, value: unknown): void {
  const { expects, accepts, mayBeShown } = KINDS[spec.kind];
  if (spec.byMedia && isObject(value)) {
    for (const [media, one] of Object.entries(value)) checkValue(spec, `${path}.${media}`, isObject(one) ? null : one);
  } else if (!accepts(value, spec)) {
    fail(path, typeof expects === 'string' ? expects : expects(spec), value, mayBeShown);
  }
}

/** `needs` is required where `when` is given with a value other than `unless`, and `with` is given, too. */
interface Requirement {
  readonly when: string;
  readonly unless?: string;
  readonly with?: string;
  readonly needs: string;
}

/** Returns the path of an option that breaks a relation; `undefined` where none does. */
function pathOfBroken(relation: (typeof RELATIONS)[number], options: object): string | undefined {
  const given = (path: string | undefined): boolean => path === undefined || valueAt(options, path) !== undefined;
  if (relation.kind === 'exactlyOne') {
    const [first] = relation.groups;
    const [begun = first, another] = relation.groups.filter((group) => group.some(given));
    return another ? first[0] : begun.find((path) => !given(path));
  }
  if (relation.kind === 'only') {
    const { when, unless, with: other, is } = relation;
    const value = valueAt(options, when);
    const isOn = value !== undefined && value !== unless && !(Array.isArray(value) && value.length === 0);
    return isOn && valueOf(options as GenesysToastsOptions, other) !== is ? when : undefined;
  }
  if (relation.kind === 'requiresOne') {
    const [first] = relation.needs;
    return valueAt(options, relation.when) === relation.is && !relation.needs.some(given) ? first : undefined;
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

/** Returns how many letters of `a` are not in `b`, in whatever order. */
const surplus = (a: string, b: string): number => Array.from(b).reduce((rest, letter) => rest.replace(letter, ''), a).length;

/** Throws. The message contains the value only with `show`: it could be a secret. */
function fail(path: string, expected: string, value: unknown, show = false): never {
  let got = Array.isArray(value) ? 'an array' : value === Object(value) ? typeof value : String(value);
  if (typeof value === 'string') got = show ? `'${value.slice(0, 60)}'` : value ? 'a string' : 'an empty string';
  throw invalid(path, `expected ${expected}, got ${got}`);
}

const invalid = (path: string, message: string): GenesysToastsError =>
  new GenesysToastsError({ code: 'invalid_option', message: `${path}: ${message}`, retryable: false });
