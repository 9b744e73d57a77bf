import { describe, expect, it } from 'vitest';
import { GenesysToastsError } from '../../js/errors.js';
import { OPTIONS } from '../../js/generated/options.js';
import { checkOptions, forEngine } from '../../js/options.js';
import type { GenesysToastsOptions } from '../../js/types.js';

const getToken = (): string => 'token';
const storage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };

function complaint(options: unknown): string {
  try {
    checkOptions(options);
  } catch (error) {
    expect(error).toBeInstanceOf(GenesysToastsError);
    expect(error).toMatchObject({ code: 'invalid_option', retryable: false, name: 'GenesysToastsError' });
    return (error as Error).message;
  }
  return 'nothing';
}

/** Every option there is; TypeScript complains of one that the types do not know. */
const every: Required<Omit<GenesysToastsOptions, 'clientId' | 'clientSecret'>> = {
  getToken,
  region: 'mypurecloud.ie',
  source: 'routing-events',
  tokenUrl: 'https://token.example/oauth/token',
  socketUrl: 'wss://socket.example/events',
  tokenStorage: 'session',
  storageKey: 'agent-7',
  duration: { voice: 'while-ringing', default: 8000 },
  redeliver: 'next-ring',
  callerRoles: ['customer', 'agent'],
  maxToasts: 10,
  maxAgeMs: 60_000,
  backoff: { baseMs: 500, maxMs: 10_000, jitter: 'equal' },
  refreshLeadMs: 10_000,
  authRetryDelayMs: 1000,
  connectTimeoutMs: 5000,
  maxSilenceMs: Infinity,
  apiUrl: 'https://api.example',
  userId: 'agent-1',
  topics: ['v2.users.agent-1.conversations'],
  ringing: 'any-agent',
  resyncIntervalMs: 60_000,
  onToast: () => undefined,
  onDismiss: () => undefined,
  onStatus: () => undefined,
  onError: () => undefined,
  logger: console,
  wasm: '/genesys_toasts_bg.wasm',
};

describe('options', () => {
  it('are all taken that the types know, and the types know all of them', () => {
    expect(complaint(every)).toBe('nothing');
    const paths = Object.entries({ ...every, clientId: '', clientSecret: '' }).flatMap(([name, value]) =>
      name === 'backoff' ? Object.keys(value as object).map((inner) => `backoff.${inner}`) : [name],
    );
    expect(paths.sort()).toEqual(OPTIONS.map(({ path }) => path).sort());
  });

  it('count as not given where they are undefined', () => {
    expect(complaint({ getToken, region: undefined, backoff: undefined, clientId: undefined })).toBe('nothing');
    expect(complaint({ getToken, backoff: { jitter: undefined } })).toBe('nothing');
  });

  it.each([
    [{ backoff: { jitter: 'ful' } }, "backoff.jitter: expected 'full-then-equal', 'full', 'equal' or 'none', got 'ful'"],
    [{ backoff: 7 }, 'backoff: expected an object, got 7'],
    [{ source: 'notification' }, "source: expected 'routing-events' or 'notifications', got 'notification'"],
    [{ topics: [] }, 'topics: expected an array of 1 to 1000 strings, got an array'],
    [{ topics: Array.from({ length: 1001 }, () => 't') }, 'topics: expected an array of 1 to 1000 strings'],
    [{ ringing: 'all' }, "ringing: expected 'mine' or 'any-agent', got 'all'"],
    [{ resyncIntervalMs: 1 }, 'resyncIntervalMs: expected a number from 10000 to 86400000 (ms), got 1'],
    [{ region: 'https://mypurecloud.ie' }, "region: expected a host such as 'mypurecloud.ie', got 'https://mypurecloud.ie'"],
    [{ region: 'a/b' }, 'region: expected'],
    [{ tokenUrl: 'token' }, 'tokenUrl: expected a URL that begins with https:// or http://, got a string'],
    [{ socketUrl: 'https://socket' }, 'socketUrl: expected a URL that begins with wss:// or ws://'],
    [{ duration: -1 }, 'duration: expected a number'],
    [{ duration: '8000' }, "or 'while-ringing', got '8000'"],
    [{ duration: NaN }, 'got NaN'],
    [{ duration: { voice: 'ringing' } }, "duration.voice: expected a number"],
    [{ callerRoles: 'agent' }, 'callerRoles: expected an array of strings, got a string'],
    [{ callerRoles: [1] }, 'callerRoles: expected an array of strings, got an array'],
    [{ maxToasts: 0 }, 'maxToasts: expected a whole number from 1 to 1000, got 0'],
    [{ maxToasts: 2.5 }, 'maxToasts: expected a whole number from 1 to 1000, got 2.5'],
    [{ maxAgeMs: Infinity }, 'maxAgeMs: expected a number'],
    [{ onToast: 'log' }, 'onToast: expected a function, got a string'],
    [{ tokenStorage: 'cookie' }, "tokenStorage: expected 'memory', 'session', 'local' or an object with getItem, setItem and removeItem, got 'cookie'"],
    [{ tokenStorage: { getItem: () => null } }, 'tokenStorage: expected'],
    [{ logger: {} }, 'logger: expected null or an object with debug, info, warn and error, got object'],
    [{ wasm: 7 }, 'wasm: expected a URL'],
    [{ wasm: {} }, 'wasm: expected a URL'],
    [{ storageKey: '' }, 'storageKey: expected a string that is not empty, got an empty string'],
  ])('name the path, what is expected and what came: %o', (wrong, message) => {
    expect(complaint({ getToken, ...wrong })).toContain(message);
  });

  it.each([
    [{ regoin: 'x' }, "regoin: no such option, did you mean 'region'?"],
    [{ onToasts: 'x' }, "onToasts: no such option, did you mean 'onToast'?"],
    [{ backoff: { jiter: 'full' } }, "backoff.jiter: no such option, did you mean 'backoff.jitter'?"],
    [{ colour: 'red' }, 'colour: no such option'],
  ])('that nobody knows are told, with what was meant: %o', (wrong, message) => {
    expect(complaint({ getToken, ...wrong })).toBe(message);
  });

  it.each([[undefined], [null], ['options'], [[]]])('are an object, not %o', (options) => {
    expect(complaint(options)).toMatch(/^options: expected an object, got /);
  });

  it('want one way to a token, not none and not both [T1]', () => {
    expect(complaint({})).toMatch(/^getToken: /);
    expect(complaint({ getToken, clientId: 'id', clientSecret: 'secret' })).toMatch(/^getToken: /);
    expect(complaint({ clientId: 'id' })).toMatch(/^clientSecret: /);
    expect(complaint({ clientSecret: 'secret' })).toMatch(/^clientId: /);
    expect(complaint({ getToken, clientId: 'id' })).toMatch(/^getToken: /);
    expect(complaint({ clientId: 'id', clientSecret: 'secret' })).toBe('nothing');
  });

  it('want a storageKey where getToken has a storage [T7]', () => {
    expect(complaint({ getToken, tokenStorage: 'local' })).toMatch(/^storageKey: /);
    expect(complaint({ getToken, tokenStorage: storage })).toMatch(/^storageKey: /);
    expect(complaint({ getToken, tokenStorage: 'memory' })).toBe('nothing');
    expect(complaint({ getToken, tokenStorage: 'local', storageKey: 'agent-7' })).toBe('nothing');
    expect(complaint({ clientId: 'id', clientSecret: 'secret', tokenStorage: 'local' })).toBe('nothing');
  });

  it('that may hold a secret are never printed [T11]', () => {
    expect(complaint({ getToken: 'eyJhbGciOi' })).not.toContain('eyJ');
    expect(complaint({ clientId: 'id', clientSecret: ['hunter2'] })).not.toContain('hunter2');
    expect(complaint({ getToken, socketUrl: 'https://socket?access_token=eyJhbGciOi' })).not.toContain('eyJ');
  });

  it.each([
    [new URL('https://cdn.example/a.wasm')],
    [new Uint8Array(4)],
    [new ArrayBuffer(4)],
    [new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))],
    [() => 'https://cdn.example/a.wasm'],
  ])('take the binary in every form: %o', (wasm) => {
    expect(complaint({ getToken, wasm })).toBe('nothing');
  });

  it('reach the engine without functions and without what is not given', () => {
    expect(forEngine({ ...every, getToken, tokenStorage: storage })).toEqual({
      region: 'mypurecloud.ie',
      source: 'routing-events',
      tokenUrl: 'https://token.example/oauth/token',
      socketUrl: 'wss://socket.example/events',
      storageKey: 'agent-7',
      duration: { voice: 'while-ringing', default: 8000 },
      redeliver: 'next-ring',
      callerRoles: ['customer', 'agent'],
      maxToasts: 10,
      maxAgeMs: 60_000,
      backoff: { baseMs: 500, maxMs: 10_000, jitter: 'equal' },
      refreshLeadMs: 10_000,
      authRetryDelayMs: 1000,
      connectTimeoutMs: 5000,
      maxSilenceMs: Infinity,
      apiUrl: 'https://api.example',
      userId: 'agent-1',
      topics: ['v2.users.agent-1.conversations'],
      ringing: 'any-agent',
      resyncIntervalMs: 60_000,
    });
    expect(forEngine({ getToken, tokenStorage: 'session', region: undefined })).toEqual({ tokenStorage: 'session' });
  });
});
