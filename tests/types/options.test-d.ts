/** Every option: what it takes, and that it takes nothing else. */
import type { ByMediaType, GenesysToastsOptions, GetToken, Logger, Phone, ToastAction, ToastDurations, TokenStorage, WasmSource } from 'genesys-toasts';
import { createGenesysToasts } from 'genesys-toasts';
import { expectTypeOf } from 'vitest';

const getToken = () => 'token';
const app = { getToken, source: 'routing-events' } as const;

/** An option's type without `undefined`, which each of them takes. */
type Option<Name extends keyof GenesysToastsOptions> = NonNullable<GenesysToastsOptions[Name]>;

/** The options that are tested below: one more, and this file has to say what it takes. */
type Tested =
  | 'getToken'
  | 'clientId'
  | 'clientSecret'
  | 'region'
  | 'source'
  | 'tokenUrl'
  | 'socketUrl'
  | 'apiUrl'
  | 'userId'
  | 'topics'
  | 'ringing'
  | 'tokenStorage'
  | 'storageKey'
  | 'tabs'
  | 'duration'
  | 'redeliver'
  | 'callerRoles'
  | 'maxToasts'
  | 'maxAgeMs'
  | 'backoff'
  | 'refreshLeadMs'
  | 'authRetryDelayMs'
  | 'connectTimeoutMs'
  | 'maxSilenceMs'
  | 'resyncIntervalMs'
  | 'actions'
  | 'alerts'
  | 'onToast'
  | 'onDismiss'
  | 'onStatus'
  | 'onOpen'
  | 'onError'
  | 'phone'
  | 'logger'
  | 'wasm';
expectTypeOf<keyof GenesysToastsOptions>().toEqualTypeOf<Tested>();

// One way to a token, never both, never none.
createGenesysToasts({ ...app });
createGenesysToasts({ clientId: 'id', clientSecret: 'secret' });
createGenesysToasts({ clientId: 'id', clientSecret: 'secret', source: 'notifications' });
createGenesysToasts({ getToken, source: 'notifications' });
// @ts-expect-error both sources are possible: which one?
createGenesysToasts({ getToken });
// @ts-expect-error the same
createGenesysToasts({ getToken, source: undefined });
// @ts-expect-error none
createGenesysToasts({});
// @ts-expect-error nothing at all
createGenesysToasts();
// @ts-expect-error both
createGenesysToasts({ ...app, clientId: 'id', clientSecret: 'secret' });
// @ts-expect-error half of one
createGenesysToasts({ clientId: 'id' });
// @ts-expect-error the other half
createGenesysToasts({ clientSecret: 'secret' });
// @ts-expect-error no such option
createGenesysToasts({ ...app, regoin: 'mypurecloud.ie' });
// @ts-expect-error no such part of an option
createGenesysToasts({ ...app, backoff: { jiter: 'none' } });

createGenesysToasts({ ...app, getToken: async () => Promise.resolve({ accessToken: 'token', expiresIn: 3600, expiresAt: Date.now() }) });
createGenesysToasts({
  source: 'notifications',
  getToken: ({ reason, signal }) => {
    expectTypeOf(reason).toEqualTypeOf<'start' | 'refresh' | 'rejected'>();
    expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
    return { accessToken: reason };
  },
});
// @ts-expect-error a number is no token
createGenesysToasts({ ...app, getToken: () => 7 });
// @ts-expect-error a token of another name
createGenesysToasts({ ...app, getToken: () => ({ token: 'token' }) });
// @ts-expect-error seconds as a text
createGenesysToasts({ ...app, getToken: () => ({ accessToken: 'token', expiresIn: '3600' }) });
expectTypeOf<Option<'getToken'>>().toEqualTypeOf<GetToken>();

expectTypeOf<Option<'clientId' | 'clientSecret' | 'region' | 'tokenUrl' | 'socketUrl' | 'apiUrl' | 'userId' | 'storageKey'>>().toEqualTypeOf<string>();
expectTypeOf<Option<'maxToasts' | 'maxAgeMs' | 'refreshLeadMs' | 'authRetryDelayMs' | 'connectTimeoutMs' | 'maxSilenceMs' | 'resyncIntervalMs'>>().toEqualTypeOf<number>();
expectTypeOf<Option<'topics' | 'callerRoles'>>().toEqualTypeOf<readonly string[]>();
expectTypeOf<Option<'source'>>().toEqualTypeOf<'routing-events' | 'notifications'>();
expectTypeOf<Option<'tabs'>>().toEqualTypeOf<'shared' | 'separate'>();
expectTypeOf<Option<'ringing'>>().toEqualTypeOf<'mine' | 'any-agent'>();
expectTypeOf<Option<'redeliver'>>().toEqualTypeOf<'after-dismiss' | 'next-ring'>();
expectTypeOf<Option<'tokenStorage'>>().toEqualTypeOf<'memory' | 'session' | 'local' | TokenStorage>();
expectTypeOf<Option<'duration'>>().toEqualTypeOf<number | 'while-ringing' | ToastDurations>();
/** The keys of an open object that an editor offers. */
type Offered<Values> = keyof { [Key in keyof Values as string extends Key ? never : Key]: true };
expectTypeOf<Offered<ToastDurations>>().toEqualTypeOf<
  'voice' | 'callback' | 'chat' | 'email' | 'message' | 'social' | 'video' | 'cobrowse' | 'screenshare' | 'default'
>();
expectTypeOf<ToastDurations['fax']>().toEqualTypeOf<number | 'while-ringing'>();
expectTypeOf<Option<'backoff'>>().toEqualTypeOf<{
  baseMs?: number | undefined;
  maxMs?: number | undefined;
  jitter?: 'full-then-equal' | 'full' | 'equal' | 'none' | undefined;
}>();
type ByMedia<T> = T | ByMediaType<T>;
type When = 'always' | 'unfocused' | 'hidden';
interface Sound {
  when?: When | undefined;
  volume?: number | undefined;
  afterMs?: ByMedia<number> | undefined;
  url?: ByMedia<string> | undefined;
  sinkId?: string | undefined;
}
interface Notification {
  when?: Exclude<When, 'always'> | undefined;
  afterMs?: ByMedia<number> | undefined;
  showCaller?: boolean | undefined;
  requireInteraction?: boolean | undefined;
  icon?: string | undefined;
}
expectTypeOf<Option<'actions'>>().toEqualTypeOf<false | readonly ToastAction[]>();
expectTypeOf<Option<'phone'>>().toEqualTypeOf<Phone>();
expectTypeOf<Option<'alerts'>>().toEqualTypeOf<{
  title?: boolean | { showCaller?: boolean | undefined } | undefined;
  sound?: boolean | Sound | undefined;
  notification?: boolean | Notification | undefined;
  labels?: Readonly<Record<string, string>> | undefined;
}>();
expectTypeOf<GenesysToastsOptions['logger']>().toEqualTypeOf<Logger | null | undefined>();
expectTypeOf<Option<'wasm'>>().toEqualTypeOf<WasmSource>();

const right: GenesysToastsOptions[] = [
  { getToken, source: 'notifications', topics: ['v2.users.me.conversations'] as const, ringing: 'any-agent', userId: 'me', apiUrl: 'https://api.example' },
  { ...app, tokenStorage: sessionStorage, storageKey: 'agent-7' },
  { ...app, tokenStorage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined } },
  { ...app, duration: { voice: 'while-ringing', default: 8_000 }, maxSilenceMs: Infinity },
  { ...app, duration: { fax: 3_000 } satisfies Record<string, number> },
  { ...app, logger: null },
  { ...app, logger: console },
  { ...app, wasm: new URL('https://cdn.example/toasts.wasm') },
  { ...app, wasm: '/toasts.wasm' },
  { ...app, wasm: () => fetch('/toasts.wasm') },
  { ...app, wasm: new Uint8Array(8) },
  // What is undefined was not given.
  { ...app, region: undefined, backoff: { jitter: undefined }, onToast: undefined },
];
createGenesysToasts(right[0]!);

// @ts-expect-error no such source
createGenesysToasts({ getToken, source: 'streaming' });
// @ts-expect-error one topic is a list of one
createGenesysToasts({ ...app, topics: 'v2.users.me.conversations' });
// @ts-expect-error no such word
createGenesysToasts({ ...app, ringing: 'all' });
// @ts-expect-error no such storage
createGenesysToasts({ ...app, tokenStorage: 'cookie' });
// @ts-expect-error a storage that answers later
createGenesysToasts({ ...app, tokenStorage: { getItem: () => Promise.resolve(null), setItem: () => undefined, removeItem: () => undefined } });
// @ts-expect-error no such word
createGenesysToasts({ ...app, duration: 'forever' });
// @ts-expect-error ms as a text
createGenesysToasts({ ...app, duration: { voice: '8000' } });
// @ts-expect-error ms as a text, for another media type
createGenesysToasts({ ...app, duration: { fax: '8000' } });
// @ts-expect-error no duration at all
createGenesysToasts({ ...app, duration: { voice: undefined } });
// @ts-expect-error no such word
createGenesysToasts({ ...app, redeliver: 'always' });
// @ts-expect-error no such jitter
createGenesysToasts({ ...app, backoff: { jitter: 'ful' } });
// @ts-expect-error a text is no number
createGenesysToasts({ ...app, maxToasts: '50' });
// @ts-expect-error a logger without its methods
createGenesysToasts({ ...app, logger: {} });
// @ts-expect-error a number is no binary
createGenesysToasts({ ...app, wasm: 7 });
// @ts-expect-error a toast has no such property
createGenesysToasts({ ...app, onToast: (toast) => toast.caller });
// @ts-expect-error a toast is read only
createGenesysToasts({ ...app, onToast: (toast) => { toast.callerName = 'Ada'; } });

createGenesysToasts({
  ...app,
  onToast: (toast) => expectTypeOf(toast.callerName).toEqualTypeOf<string>(),
  onDismiss: (toast, reason) => {
    expectTypeOf(toast.expiresAt).toEqualTypeOf<number | null>();
    expectTypeOf(reason).toEqualTypeOf<'user' | 'timeout' | 'answered' | 'abandoned' | 'ended' | 'moved' | 'missed' | 'overflow' | 'stopped'>();
  },
  onStatus: (status, detail) => {
    expectTypeOf(status).toEqualTypeOf<'idle' | 'connecting' | 'connected' | 'disconnected' | 'error' | 'stopped'>();
    expectTypeOf(detail.blindSince).toEqualTypeOf<number | null>();
  },
  onError: (error) => {
    expectTypeOf(error.retryable).toEqualTypeOf<boolean>();
    expectTypeOf(error.status).toEqualTypeOf<number | undefined>();
  },
});
