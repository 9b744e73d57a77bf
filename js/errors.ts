import type { ErrorCode } from './generated/error-codes.js';

export type { ErrorCode };

/** The fields of a new `GenesysToastsError`. */
export interface ErrorInit {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly status?: number | undefined;
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

  /** Makes an error. Apps do not need this. */
  constructor({ message, cause, ...rest }: ErrorInit) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, rest);
  }
}
