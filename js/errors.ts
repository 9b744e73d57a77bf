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
