/** Which values each kind of option accepts. */
import type { OptionKind, OptionSpec } from './generated/options.js';
import { tagOf } from './tag.js';

interface Kind {
  /** A description for the error message. */
  expects: string | ((spec: OptionSpec) => string);
  accepts: (value: unknown, spec: OptionSpec) => boolean;
  /** Whether the error message may contain the wrong value: only where it cannot be a secret. */
  mayBeShown?: true;
}

export const KINDS: Readonly<Record<OptionKind, Kind>> = {
  // A port is accepted, for a server on this computer.
  host: { expects: "a host such as 'mypurecloud.ie'", accepts: (value) => isText(value) && /^[\w-]+(\.[\w-]+)*(:\d+)?$/.test(value), mayBeShown: true },
  enum: { expects: ({ values = [] }) => listed(values), accepts: (value, { values = [] }) => values.includes(value as string), mayBeShown: true },
  string: { expects: 'a string that is not empty', accepts: isText },
  httpUrl: urlOf('http'),
  wsUrl: urlOf('ws'),
  number: { expects: numbers, accepts: isNumber, mayBeShown: true },
  integer: { expects: numbers, accepts: (value, spec) => isNumber(value, spec) && Number.isInteger(value), mayBeShown: true },
  duration: {
    expects: (spec) => `${numbers(spec)}, or 'while-ringing'`,
    accepts: (value, spec) => value === 'while-ringing' || isNumber(value, spec),
    mayBeShown: true,
  },
  strings: {
    expects: ({ min, max }) => (max ? `an array of ${String(min)} to ${String(max)} strings` : 'an array of strings'),
    accepts: (value, { min = 0, max = Infinity }) => Array.isArray(value) && value.every(isText) && value.length >= min && value.length <= max,
  },
  boolean: { expects: 'true or false', accepts: (value) => typeof value === 'boolean', mayBeShown: true },
  actions: {
    expects: ({ values = [] }) => `false or an array of ${listed(values)}`,
    accepts: (value, { values = [] }) => value === false || (Array.isArray(value) && value.every((action) => values.includes(action as string))),
  },
  phone: {
    expects: 'an object with answer, and optionally with canAnswer and decline',
    accepts: (value) => hasMethods(value, ['answer']) && ['canAnswer', 'decline'].every((name) => !isObject(value) || value[name] === undefined || isFunction(value[name])),
  },
  switch: { expects: 'true, false or an object', accepts: (value) => typeof value === 'boolean' },
  labels: { expects: 'an object of strings', accepts: (value) => isObject(value) && Object.values(value).every((text) => typeof text === 'string') },
  function: { expects: 'a function', accepts: isFunction },
  storage: {
    expects: "'memory', 'session', 'local' or an object with getItem, setItem and removeItem",
    accepts: (value) => ['memory', 'session', 'local'].includes(value as string) || hasMethods(value, ['getItem', 'setItem', 'removeItem']),
    mayBeShown: true,
  },
  logger: {
    expects: 'null or an object with debug, info, warn and error',
    accepts: (value) => value === null || hasMethods(value, ['debug', 'info', 'warn', 'error']),
  },
  wasm: {
    expects: 'a URL, a WebAssembly.Module, bytes, or a function that gives a Response or one of these',
    accepts: (value) =>
      isFunction(value) || isText(value) || ArrayBuffer.isView(value) || /^(URL|WebAssembly\.Module|ArrayBuffer)$/.test(tagOf(value)),
  },
};

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const hasMethods = (value: unknown, names: string[]): boolean => isObject(value) && names.every((name) => isFunction(value[name]));

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isNumber(value: unknown, { min = 0, max = Infinity, infinity }: OptionSpec): boolean {
  return typeof value === 'number' && (value === Infinity ? infinity === true : value >= min && value <= max);
}

function urlOf(scheme: string): Kind {
  return {
    expects: `a URL that begins with ${scheme}s:// or ${scheme}://`,
    accepts(value) {
      try {
        return isText(value) && [`${scheme}:`, `${scheme}s:`].includes(new URL(value).protocol);
      } catch {
        return false;
      }
    },
  };
}

function numbers({ kind, min = 0, max = Infinity, infinity, unit }: OptionSpec): string {
  const whole = kind === 'integer' ? 'whole ' : '';
  return `a ${whole}number from ${String(min)} to ${String(max)}${unit ? ` (${unit})` : ''}${infinity ? ', or Infinity' : ''}`;
}

const listed = (values: readonly string[]): string =>
  values.map((value) => `'${value}'`).join(', ').replace(/, ([^,]*)$/, ' or $1');
