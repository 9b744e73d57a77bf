/** Checks options by the table that is generated from Rust, before the WebAssembly is there. */
import { GenesysToastsError } from './errors.js';
import { OPTIONS, RELATIONS, type OptionSpec } from './generated/options.js';
import type { GenesysToastsOptions } from './types.js';

const STORAGES = ['memory', 'session', 'local'];

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
  const { values = [], kind } = spec;
  switch (kind) {
    case 'host':
      // A port is taken: the organisation may be one that runs on this computer.
      if (typeof value !== 'string' || !/^[\w-]+(\.[\w-]+)*(:\d+)?$/.test(value)) fail(path, "a host such as 'mypurecloud.ie'", value, true);
      return;
    case 'enum':
      if (!values.includes(value as string)) fail(path, listed(values), value, true);
      return;
    case 'string':
      if (typeof value !== 'string' || value === '') fail(path, 'a string that is not empty', value);
      return;
    case 'httpUrl':
      if (!isUrl(value, /^https?:$/)) fail(path, 'a URL that begins with https:// or http://', value);
      return;
    case 'wsUrl':
      if (!isUrl(value, /^wss?:$/)) fail(path, 'a URL that begins with wss:// or ws://', value);
      return;
    case 'number':
    case 'integer':
      if (!isNumber(spec, value)) fail(path, numbers(spec), value, true);
      return;
    case 'duration':
      if (isObject(value)) for (const [media, one] of Object.entries(value)) checkDuration(spec, `${path}.${media}`, one);
      else checkDuration(spec, path, value);
      return;
    case 'strings':
      if (!Array.isArray(value) || !value.every((one) => typeof one === 'string' && one !== '')) fail(path, 'an array of strings', value);
      return;
    case 'function':
      if (typeof value !== 'function') fail(path, 'a function', value);
      return;
    case 'storage':
      if (!STORAGES.includes(value as string) && !hasMethods(value, ['getItem', 'setItem', 'removeItem'])) {
        fail(path, `${STORAGES.map((name) => `'${name}'`).join(', ')} or an object with getItem, setItem and removeItem`, value, true);
      }
      return;
    case 'logger':
      if (value !== null && !hasMethods(value, ['debug', 'info', 'warn', 'error'])) {
        fail(path, 'null or an object with debug, info, warn and error', value);
      }
      return;
    case 'wasm':
      if (!isWasm(value)) fail(path, 'a URL, a WebAssembly.Module, bytes, or a function that gives a Response or one of these', value);
  }
}

function checkDuration(spec: OptionSpec, path: string, value: unknown): void {
  if (value !== 'while-ringing' && !isNumber(spec, value)) fail(path, `${numbers(spec)}, or 'while-ringing'`, value, true);
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

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const hasMethods = (value: unknown, names: string[]): boolean =>
  isObject(value) && names.every((name) => typeof value[name] === 'function');

function isNumber({ kind, min = 0, max = Infinity, infinity }: OptionSpec, value: unknown): boolean {
  if (typeof value !== 'number') return false;
  if (value === Infinity) return infinity === true;
  return value >= min && value <= max && (kind !== 'integer' || Number.isInteger(value));
}

function isUrl(value: unknown, scheme: RegExp): boolean {
  try {
    return typeof value === 'string' && scheme.test(new URL(value).protocol);
  } catch {
    return false;
  }
}

// By tag, not by class: the value may come from another frame.
const isWasm = (value: unknown): boolean =>
  typeof value === 'function' ||
  (typeof value === 'string' && value !== '') ||
  ArrayBuffer.isView(value) ||
  /(URL|WebAssembly\.Module|ArrayBuffer)\]$/.test(Object.prototype.toString.call(value));

function numbers({ kind, min, max, infinity, unit }: OptionSpec): string {
  const range = min === undefined ? '' : max === undefined ? ` of at least ${String(min)}` : ` from ${String(min)} to ${String(max)}`;
  return `${kind === 'integer' ? 'a whole number' : 'a number'}${range}${unit ? ` (${unit})` : ''}${infinity ? ', or Infinity' : ''}`;
}

const listed = (values: readonly string[]): string =>
  values.map((value) => `'${value}'`).join(', ').replace(/, ([^,]*)$/, ' or $1');

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
