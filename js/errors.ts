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

/** What the app is told where the engine could not be started for a reason that nobody foresaw. */
export const engineFailedToStart = (cause: unknown): GenesysToastsError =>
  new GenesysToastsError({
    code: 'engine_failed',
    message: `The engine could not be started (${cause instanceof Error ? cause.message : String(cause)}). This is a fault of genesys-toasts: please report it with diagnostics().`,
    retryable: false,
    cause,
  });

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
