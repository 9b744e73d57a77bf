// @ts-check

import { errorCodeFor } from '../http.js';
import { ApiError, missingPermissions } from './errors.js';

/** @typedef {import('../settings.js').RetryAfterForm} RetryAfterForm */

/** @typedef {{ kind: 'error', status: number, code?: string, message?: string, permissions?: readonly string[] }} ErrorFault */

/**
 * A fault of the Platform API; `path` and `method` say which requests it may strike.
 *
 * @typedef {{ path?: string, method?: string } & (
 *   | { kind: 'rate-limited', retryAfterSeconds: number, retryAfterForm?: RetryAfterForm, exposeRetryAfter?: boolean }
 *   | ErrorFault
 *   | { kind: 'slow', delayMs: number }
 *   | { kind: 'hang' | 'drop' | 'malformed' | 'no-cors' }
 * )} ApiFault
 */

/** Whether a fault may strike a request. @param {ApiFault} fault @param {{ method: string, path: string }} request */
export function fits({ path, method }, request) {
  return (path === undefined || request.path.startsWith(path)) && (method === undefined || request.method === method);
}

/** The answer of an error that was asked for. @param {ErrorFault} fault @returns {ApiError} */
export function asError({ status, code, message, permissions }) {
  const usual = permissions === undefined ? null : missingPermissions(permissions);
  return new ApiError(
    status,
    code ?? usual?.code ?? errorCodeFor(status),
    message ?? usual?.message ?? `The simulator was asked to answer ${status}`,
    usual?.messageParams,
  );
}
