import type { ERROR_CODES } from './generated/options.js';

/** What went wrong, as one word; the README has the table code → meaning → what to do. */
export type ErrorCode = (typeof ERROR_CODES)[number]['code'];

/** What an error is made of. */
export interface ErrorInit {
  readonly code: string;
  /** What happened, why it may have, and what to do. */
  readonly message: string;
  readonly retryable: boolean;
  /** HTTP status, where an answer had one. */
  readonly status?: number | undefined;
  readonly cause?: unknown;
}

/** What the app is told of a fault of our own. */
export const engineFailed = (why: string, action: string, cause?: unknown): GenesysToastsError =>
  new GenesysToastsError({
    code: 'engine_failed',
    message: `The engine failed (${why}); ${action}. This is a fault of genesys-toasts: please report it with diagnostics().`,
    retryable: true,
    cause,
  });

/** Gives what was thrown as an error of this package: as it is, or as the cause of one. */
export const asError = (thrown: unknown): GenesysToastsError =>
  thrown instanceof GenesysToastsError ? thrown : engineFailed(messageOf(thrown), TRIES_AGAIN, thrown);

export const TRIES_AGAIN = 'start() tries again';

export const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** The one error class of the package. */
export class GenesysToastsError extends Error {
  override readonly name = 'GenesysToastsError';
  declare readonly code: ErrorCode;
  /** Whether waiting alone may help. The client tries again in either case. */
  declare readonly retryable: boolean;
  /** HTTP status, where an answer had one. */
  declare readonly status?: number;

  constructor({ message, cause, ...rest }: ErrorInit) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, rest);
  }
}
