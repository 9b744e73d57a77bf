// Generated from the Rust definitions. Do not edit.
/** How an option's value is checked. */
export type OptionKind =
  | 'host'
  | 'enum'
  | 'string'
  | 'httpUrl'
  | 'wsUrl'
  | 'number'
  | 'integer'
  | 'duration'
  | 'strings'
  | 'function'
  | 'storage'
  | 'logger'
  | 'wasm';

/** One option: its path, kind, default and range. */
export interface OptionSpec {
  path: string;
  kind: OptionKind;
  values?: readonly string[];
  default?: unknown;
  min?: number;
  max?: number;
  infinity?: true;
  unit?: 'ms';
  doc: string;
}

/** Every option. */
export const OPTIONS: readonly OptionSpec[] = [
  { path: 'region', kind: 'host', default: 'mypurecloud.com', doc: 'Host of the organisation’s region.' },
  { path: 'source', kind: 'enum', values: ['routing-events'], default: 'routing-events', doc: 'Where events come from.' },
  { path: 'getToken', kind: 'function', doc: 'The app’s own way to a token.' },
  { path: 'clientId', kind: 'string', doc: 'OAuth client id.' },
  { path: 'clientSecret', kind: 'string', doc: 'OAuth client secret.' },
  { path: 'tokenUrl', kind: 'httpUrl', doc: 'Where tokens are fetched.' },
  { path: 'socketUrl', kind: 'wsUrl', doc: 'Where the socket connects.' },
  { path: 'tokenStorage', kind: 'storage', values: ['memory', 'session', 'local'], default: 'memory', doc: 'Where the token is kept.' },
  { path: 'storageKey', kind: 'string', doc: 'Names the agent whose token is stored.' },
  { path: 'duration', kind: 'duration', default: 8000, min: 1, infinity: true, unit: 'ms', doc: 'When a toast leaves by itself.' },
  { path: 'redeliver', kind: 'enum', values: ['after-dismiss', 'next-ring'], default: 'after-dismiss', doc: 'When a closed toast may come back.' },
  { path: 'callerRoles', kind: 'strings', default: ['agent'], doc: 'Roles whose name is shown.' },
  { path: 'maxToasts', kind: 'integer', default: 50, min: 1, max: 1000, doc: 'At most so many toasts.' },
  { path: 'maxAgeMs', kind: 'number', default: 120000, min: 1000, max: 86400000, unit: 'ms', doc: 'No toast outlives this.' },
  { path: 'backoff.baseMs', kind: 'number', default: 1000, min: 1, max: 86400000, unit: 'ms', doc: 'Ceiling of the first wait.' },
  { path: 'backoff.maxMs', kind: 'number', default: 30000, min: 1, max: 86400000, unit: 'ms', doc: 'Highest ceiling.' },
  { path: 'backoff.jitter', kind: 'enum', values: ['full', 'equal', 'none'], default: 'full', doc: 'How waits are spread.' },
  { path: 'refreshLeadMs', kind: 'number', default: 30000, min: 0, max: 86400000, unit: 'ms', doc: 'How long before expiry a token is replaced.' },
  { path: 'authRetryDelayMs', kind: 'number', default: 5000, min: 1, max: 86400000, unit: 'ms', doc: 'First wait after a failed token.' },
  { path: 'connectTimeoutMs', kind: 'number', default: 15000, min: 1, max: 86400000, unit: 'ms', doc: 'A handshake that takes longer has failed.' },
  { path: 'maxSilenceMs', kind: 'number', default: 300000, min: 1000, max: 86400000, infinity: true, unit: 'ms', doc: 'A silent socket is replaced.' },
  { path: 'onToast', kind: 'function', doc: 'A toast was made.' },
  { path: 'onDismiss', kind: 'function', doc: 'A toast left.' },
  { path: 'onStatus', kind: 'function', doc: 'The status or its detail changed.' },
  { path: 'onError', kind: 'function', doc: 'Something failed.' },
  { path: 'logger', kind: 'logger', doc: 'Takes one short line an event.' },
  { path: 'wasm', kind: 'wasm', doc: 'The WebAssembly binary.' },
];

/** Rules across options. */
export const RELATIONS = [
  {
    kind: 'exactlyOne',
    groups: [['getToken'], ['clientId', 'clientSecret']],
    message: 'give either getToken or clientId with clientSecret',
  },
  {
    kind: 'requires',
    when: 'tokenStorage',
    unless: 'memory',
    with: 'getToken',
    needs: 'storageKey',
    message: 'with getToken nothing identifies the agent, so that one agent could get another’s token on a shared computer; name the agent',
  },
] as const;

/** Every error code. */
export const ERROR_CODES = [
  { code: 'invalid_option', meaning: 'An option is wrong.', action: 'Mend the option that the message names.' },
  { code: 'unsupported', meaning: 'The environment lacks a global.', action: 'Provide it.' },
  { code: 'wasm_load_failed', meaning: 'The WebAssembly could not be loaded.', action: 'See the message; start again.' },
  { code: 'auth_failed', meaning: 'No token.', action: 'Check the client’s credentials.' },
  { code: 'rate_limited', meaning: 'Too many token requests.', action: 'Wait.' },
  { code: 'network', meaning: 'No answer.', action: 'Check the network.' },
  { code: 'handshake_rejected', meaning: 'The socket was refused.', action: 'Check the scope.' },
  { code: 'forbidden', meaning: 'Not allowed.', action: 'Check the permissions.' },
  { code: 'bad_frame', meaning: 'A frame could not be read.', action: 'None.' },
  { code: 'engine_failed', meaning: 'The engine panicked.', action: 'Report it.' },
] as const;
