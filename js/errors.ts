import type { ErrorCode } from './generated/error-codes.js';

export type { ErrorCode };

/**
 * Why `answer()`, `decline()` or `backOnQueue()` failed.
 *
 * - `'already-answered'`: a colleague, or another device of the agent, was faster
 * - `'gone'`: the ring is over, or there is no such toast
 * - `'phone-cannot'`: the call still rings after the answer: the API cannot answer the agent's phone
 * - `'phone-failed'`: the option `phone` threw
 * - `'forbidden'`: the API answered 403 (scope or permission), or 401 twice
 * - `'rate-limited'`: the API answered 429, and the wait is longer than the action may take
 * - `'timeout'`: it is not known in time whether it took effect
 * - `'network'`: the API did not answer
 * - `'server'`: the API answered with an error
 * - `'stopped'`: the client does not run
 * - `'not-enabled'`: the toast does not offer it
 * - `'busy'`: another action of the same ring is pending
 */
export type ActionFailure =
  | 'already-answered'
  | 'gone'
  | 'phone-cannot'
  | 'phone-failed'
  | 'forbidden'
  | 'rate-limited'
  | 'timeout'
  | 'network'
  | 'server'
  | 'stopped'
  | 'not-enabled'
  | 'busy';

/** The fields of a new `GenesysToastsError`. */
export interface ErrorInit {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly status?: number | undefined;
  readonly reason?: ActionFailure | undefined;
  readonly cause?: unknown;
}

/** Makes the error for a fault of this package. */
export const engineFailed = (why: string, action: string, cause?: unknown): GenesysToastsError =>
  new GenesysToastsError({
    code: 'engine_failed',
    message: `The engine failed (${why}); ${action}. This is a fault of genesys-toasts: please report it with diagnostics().`,
    retryable: true,
    cause,
  });

/** Returns an exception as an error of this package: unchanged, or as the cause of a new one. */
export const asError = (thrown: unknown): GenesysToastsError =>
  thrown instanceof GenesysToastsError ? thrown : engineFailed(messageOf(thrown), TRIES_AGAIN, thrown);

export const TRIES_AGAIN = 'start() tries again';

export const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Every error of the package: thrown, passed to `onError`, or the `error` of a snapshot. Its `message` says what happened, the likely cause and what to do. */
export class GenesysToastsError extends Error {
  /** The name of the class. */
  override readonly name = 'GenesysToastsError';
  /** Identifies the kind of failure. */
  declare readonly code: ErrorCode;
  /**
   * Whether the failure may pass without a change by the app or an administrator. In most cases the client makes further attempts whatever this is;
   * `statusDetail.nextRetryAt` has the time of the next one.
   */
  declare readonly retryable: boolean;
  /** The HTTP status, where the failure is an HTTP answer. */
  declare readonly status?: number;
  /** Why an action failed: only with the code `action_failed`. */
  declare readonly reason?: ActionFailure;

  /** Makes an error. Apps do not need this. */
  constructor({ message, cause, ...rest }: ErrorInit) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, rest);
  }
}
