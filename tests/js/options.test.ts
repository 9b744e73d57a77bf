import { describe, expect, it } from 'vitest';
import { GenesysToastsError } from '../../js/errors.js';
import { OPTIONS } from '../../js/generated/options.js';
import { isObject } from '../../js/option-kinds.js';
import { checkOptions, forEngine, keyOf, withChanges } from '../../js/options.js';
import type { GenesysToastsOptions } from '../../js/types.js';

const app = { getToken: (): string => 'token', source: 'routing-events' } as const;
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
  ...app,
  region: 'mypurecloud.ie',
  tokenUrl: 'https://token.example/oauth/token',
  socketUrl: 'wss://socket.example/events',
  tokenStorage: 'session',
  storageKey: 'agent-7',
  tabs: 'separate',
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
  actions: false,
  phone: { answer: () => Promise.resolve() },
  alerts: {
    title: { showCaller: true },
    sound: { when: 'hidden', volume: 0.25, afterMs: { voice: 0, default: 2000 }, url: '/ring.mp3', sinkId: 'headset' },
    notification: { when: 'hidden', afterMs: 500, showCaller: true, requireInteraction: true, icon: '/icon.png' },
    labels: { incoming: 'Eingehend', voice: 'Anruf' },
  },
  onToast: () => undefined,
  onDismiss: () => undefined,
  onStatus: () => undefined,
  onOpen: () => undefined,
  onError: () => undefined,
  logger: console,
  wasm: '/engine.wasm',
};

/** The paths of the options in an option: a group has none of its own, a switch has. */
function pathsIn(path: string, value: unknown): string[] {
  const spec = OPTIONS.find((one) => one.path === path);
  if (!isObject(value) || (spec && spec.kind !== 'switch')) return [path];
  return [...(spec ? [path] : []), ...Object.entries(value).flatMap(([name, inner]) => pathsIn(`${path}.${name}`, inner))];
}

describe('options', () => {
  it('are all taken that the types know, and the types know all of them', () => {
    expect(complaint(every)).toBe('nothing');
    const paths = Object.entries({ ...every, clientId: '', clientSecret: '' }).flatMap(([name, value]) => pathsIn(name, value));
    expect(paths.sort()).toEqual(OPTIONS.map(({ path }) => path).sort());
  });

  it('count as not given where they are undefined', () => {
    expect(complaint({ ...app, region: undefined, backoff: undefined, clientId: undefined })).toBe('nothing');
    expect(complaint({ ...app, backoff: { jitter: undefined } })).toBe('nothing');
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
    expect(complaint({ ...app, ...wrong })).toContain(message);
  });

  it.each([
    [{ regoin: 'x' }, "regoin: no such option, did you mean 'region'?"],
    [{ onToasts: 'x' }, "onToasts: no such option, did you mean 'onToast'?"],
    [{ backoff: { jiter: 'full' } }, "backoff.jiter: no such option, did you mean 'backoff.jitter'?"],
    [{ colour: 'red' }, 'colour: no such option'],
  ])('that are unknown are reported, with a suggestion: %o', (wrong, message) => {
    expect(complaint({ ...app, ...wrong })).toBe(message);
  });

  it.each([[undefined], [null], ['options'], [[]]])('are an object, not %o', (options) => {
    expect(complaint(options)).toMatch(/^options: expected an object, got /);
  });

  it('want one way to a token, not none and not both [T1]', () => {
    expect(complaint({})).toMatch(/^getToken: /);
    expect(complaint({ ...app, clientId: 'id', clientSecret: 'secret' })).toMatch(/^getToken: /);
    expect(complaint({ clientId: 'id' })).toMatch(/^clientSecret: /);
    expect(complaint({ clientSecret: 'secret' })).toMatch(/^clientId: /);
    expect(complaint({ ...app, clientId: 'id' })).toMatch(/^getToken: /);
    expect(complaint({ clientId: 'id', clientSecret: 'secret' })).toBe('nothing');
  });

  it('want the source named with getToken: both are possible, and no guess is right for all [T1]', () => {
    const { getToken } = app;
    const message = complaint({ getToken });
    expect(message).toMatch(/^source: /);
    expect(message).toContain("'notifications' (every Genesys Cloud organisation has it: choose it if in doubt)");
    expect(message).toContain("'routing-events' (only organisations that were given the endpoint wss://api.{region}/api/v2/routing/events)");
    expect(complaint({ getToken, source: undefined })).toBe(message);
    expect(complaint({ getToken, source: 'notifications' })).toBe('nothing');
    expect(complaint({ getToken, source: 'routing-events' })).toBe('nothing');
  });

  it('take routing-events for the source with client id and secret: such a token belongs to no user [T1]', () => {
    const client = { clientId: 'id', clientSecret: 'secret' };
    expect(complaint(client)).toBe('nothing');
    expect(keyOf(client, 'connection')).toBe(keyOf({ ...client, source: 'routing-events' }, 'connection'));
    expect(keyOf(client, 'connection')).not.toBe(keyOf({ ...client, source: 'notifications' }, 'connection'));
  });

  it.each(['mypurecloud.ie', 'usw2.pure.cloud', 'eu-west-1', 'us-gov-west-1', 'api.mypurecloud.ie', '127.0.0.1:4780'])('take the region as %s', (region) => {
    expect(complaint({ ...app, region })).toBe('nothing');
    expect(forEngine({ ...app, region })).toMatchObject({ region });
  });

  it('want an agent where tabs are to share [L1]', () => {
    expect(complaint({ ...app, tabs: 'shared' })).toMatch(/^storageKey: nothing says which agent's tabs share/);
    expect(complaint({ ...app, tabs: 'shared', storageKey: 'agent-7' })).toBe('nothing');
    expect(complaint({ ...app, tabs: 'shared', source: 'notifications', userId: 'agent-7' })).toBe('nothing');
    expect(complaint({ ...app, tabs: 'separate' })).toBe('nothing');
    expect(complaint({ ...app, tabs: 'both' as never })).toBe("tabs: expected 'shared' or 'separate', got 'both'");
  });

  it('want a storageKey where getToken has a storage [T7]', () => {
    expect(complaint({ ...app, tokenStorage: 'local' })).toMatch(/^storageKey: /);
    expect(complaint({ ...app, tokenStorage: storage })).toMatch(/^storageKey: /);
    expect(complaint({ ...app, tokenStorage: 'memory' })).toBe('nothing');
    expect(complaint({ ...app, tokenStorage: 'local', storageKey: 'agent-7' })).toBe('nothing');
    expect(complaint({ clientId: 'id', clientSecret: 'secret', tokenStorage: 'local' })).toBe('nothing');
  });

  it('that may contain a secret are never printed [T11]', () => {
    expect(complaint({ ...app, getToken: 'eyJhbGciOi' })).not.toContain('eyJ');
    expect(complaint({ clientId: 'id', clientSecret: ['hunter2'] })).not.toContain('hunter2');
    expect(complaint({ ...app, socketUrl: 'https://socket?access_token=eyJhbGciOi' })).not.toContain('eyJ');
  });

  it.each([
    [new URL('https://cdn.example/a.wasm')],
    [new Uint8Array(4)],
    [new ArrayBuffer(4)],
    [new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))],
    [() => 'https://cdn.example/a.wasm'],
  ])('take the binary in every form: %o', (wasm) => {
    expect(complaint({ ...app, wasm })).toBe('nothing');
  });

  it('reach the engine without functions and without what is not given', () => {
    expect(forEngine({ ...every, ...app, tokenStorage: storage })).toEqual({
      region: 'mypurecloud.ie',
      source: 'routing-events',
      tokenUrl: 'https://token.example/oauth/token',
      socketUrl: 'wss://socket.example/events',
      storageKey: 'agent-7',
      tabs: 'separate',
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
      actions: false,
      alerts: every.alerts,
    });
    expect(forEngine({ ...app, tokenStorage: 'session', region: undefined })).toEqual({ source: 'routing-events', tokenStorage: 'session' });
  });

  const explicit: readonly [string, Partial<GenesysToastsOptions>][] = [
    ['duration of routing-events', { duration: 8000 }],
    ['duration of notifications', { source: 'notifications', duration: 'while-ringing' }],
    ['maxAgeMs of notifications', { source: 'notifications', maxAgeMs: 900_000 }],
    ...OPTIONS.flatMap(({ path, default: value }): [string, Partial<GenesysToastsOptions>][] => {
      const [name = '', inner, ofSwitch] = path.split('.');
      // An object in place of a switch turns it on.
      return value === undefined || ofSwitch || name === 'source' ? [] : [[path, { [name]: inner === undefined ? value : { [inner]: value } }]];
    }),
  ];

  it.each(explicit)('given as their default reach the engine like any other value: %s', (_, given) => {
    const { source = 'routing-events', ...rest } = given;
    expect(forEngine({ ...app, ...given } as GenesysToastsOptions)).toEqual({ source, ...rest });
  });

  it.each(explicit)('given as their default make the same connection and toasts as if left out: %s', (_, given) => {
    const without = { ...app, ...(given.source && { source: given.source }) };
    for (const of of ['connection', 'toasts'] as const) expect(keyOf({ ...app, ...given } as GenesysToastsOptions, of)).toBe(keyOf(without, of));
  });

  it.each<[string, Partial<GenesysToastsOptions>]>([
    ['duration', { source: 'notifications', duration: 8000 }],
    ['duration', { source: 'routing-events', duration: 'while-ringing' }],
    ['maxAgeMs', { source: 'notifications', maxAgeMs: 120_000 }],
    ['maxAgeMs', { source: 'routing-events', maxAgeMs: 900_000 }],
  ])('given as the other source’s default are a change: %s of %o', (_, given) => {
    const { source } = given;
    expect(keyOf({ ...app, ...given } as GenesysToastsOptions, 'toasts')).not.toBe(keyOf({ ...app, ...(source && { source }) }, 'toasts'));
  });
});

describe('options of alerts', () => {
  const taken = [{ sound: true }, { sound: {} }, { title: false, notification: false }, { sound: { afterMs: { voice: 0 } } }, { labels: {} }];
  const wrong: [object, string][] = [
    [{ sound: 'on' }, 'alerts.sound: expected true, false or an object, got a string'],
    [{ sound: { volume: 2 } }, 'alerts.sound.volume: expected a number from 0 to 1, got 2'],
    [{ sound: { loud: true } }, 'alerts.sound.loud: no such option'],
    [{ sound: { when: 'never' } }, "alerts.sound.when: expected 'always', 'unfocused' or 'hidden', got 'never'"],
    [{ notification: { when: 'always' } }, "alerts.notification.when: expected 'unfocused' or 'hidden', got 'always'"],
    [{ title: { showCaller: 1 } }, 'alerts.title.showCaller: expected true or false, got 1'],
    [{ labels: { voice: 5 } }, 'alerts.labels: expected an object of strings, got object'],
    [{ labels: 'Anruf' }, 'alerts.labels: expected an object of strings, got a string'],
  ];

  it('are switches: true, false, or options of their own', () => {
    for (const alerts of taken) expect(complaint({ ...app, alerts })).toBe('nothing');
    expect(complaint({ ...app, alerts: true })).toBe('alerts: expected an object, got true');
  });

  it.each(wrong)('%j is wrong: %s', (alerts, message) => {
    expect(complaint({ ...app, alerts })).toBe(message);
  });
});

describe('withChanges()', () => {
  const options = { ...app, clientId: undefined, duration: 5000, topics: ['v2.users.me'] };

  it('returns all options, the changed ones in place of the old ones', () => {
    expect(withChanges(options, { duration: undefined, alerts: { sound: true } })).toEqual({ ...options, duration: undefined, alerts: { sound: true } });
  });

  it('takes what the connection depends on only where it is the same', () => {
    expect(withChanges(options, { ...options, topics: ['v2.users.me'], region: 'mypurecloud.com', getToken: () => 'other' })).toMatchObject({ duration: 5000 });
    expect(() => withChanges(options, { region: 'mypurecloud.de' })).toThrow('region: the connection depends on it');
    expect(() => withChanges(options, { topics: ['v2.users.you'] })).toThrow('topics: the connection depends on it');
    expect(() => withChanges(options, { duration: -1 })).toThrow('duration: expected');
  });
});
