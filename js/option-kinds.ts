/** What each kind of option takes. */
import type { OptionKind, OptionSpec } from './generated/options.js';
import { tagOf } from './tag.js';

interface Kind {
  /** In words. */
  expects: string | ((spec: OptionSpec) => string);
  takes: (value: unknown, spec: OptionSpec) => boolean;
  /** A wrong value may be shown: it cannot be a secret. */
  shown?: true;
}

export const KINDS: Readonly<Record<OptionKind, Kind>> = {
  // A port is taken: the organisation may be one that runs on this computer.
  host: { expects: "a host such as 'mypurecloud.ie'", takes: (value) => isText(value) && /^[\w-]+(\.[\w-]+)*(:\d+)?$/.test(value), shown: true },
  enum: { expects: ({ values = [] }) => listed(values), takes: (value, { values = [] }) => values.includes(value as string), shown: true },
  string: { expects: 'a string that is not empty', takes: isText },
  httpUrl: urlOf('http'),
  wsUrl: urlOf('ws'),
  number: { expects: numbers, takes: isNumber, shown: true },
  integer: { expects: numbers, takes: (value, spec) => isNumber(value, spec) && Number.isInteger(value), shown: true },
  duration: {
    expects: (spec) => `${numbers(spec)}, or 'while-ringing'`,
    takes: (value, spec) => value === 'while-ringing' || isNumber(value, spec),
    shown: true,
  },
  strings: {
    expects: ({ min, max }) => (max ? `an array of ${String(min)} to ${String(max)} strings` : 'an array of strings'),
    takes: (value, { min = 0, max = Infinity }) => Array.isArray(value) && value.every(isText) && value.length >= min && value.length <= max,
  },
  function: { expects: 'a function', takes: isFunction },
  storage: {
    expects: "'memory', 'session', 'local' or an object with getItem, setItem and removeItem",
    takes: (value) => ['memory', 'session', 'local'].includes(value as string) || hasMethods(value, ['getItem', 'setItem', 'removeItem']),
    shown: true,
  },
  logger: {
    expects: 'null or an object with debug, info, warn and error',
    takes: (value) => value === null || hasMethods(value, ['debug', 'info', 'warn', 'error']),
  },
  wasm: {
    expects: 'a URL, a WebAssembly.Module, bytes, or a function that gives a Response or one of these',
    takes: (value) =>
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
    takes(value) {
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
