// @ts-check

import { errorCodeFor } from '../http.js';
import { ApiError, missingPermissions } from './errors.js';

/** @typedef {import('../settings.js').RetryAfterForm} RetryAfterForm */

/** @typedef {{ kind: 'error', status: number, code?: string, message?: string, permissions?: readonly string[] }} ErrorFault */

/**
 * A fault of the Platform API; `path`, `method` and `body` say which requests it may strike, `takesEffect` whether these do what they ask for, all the
 * same.
 *
 * @typedef {{ path?: string, method?: string, body?: Readonly<Record<string, unknown>>, takesEffect?: boolean } & (
 *   | { kind: 'rate-limited', retryAfterSeconds: number, retryAfterForm?: RetryAfterForm, exposeRetryAfter?: boolean }
 *   | ErrorFault
 *   | { kind: 'slow', delayMs: number }
 *   | { kind: 'hang' | 'drop' | 'malformed' | 'no-cors' | 'no-effect' }
 * )} ApiFault
 */

/**
 * Whether a fault may strike a request.
 *
 * @param {ApiFault} fault
 * @param {{ method: string, path: string, body: unknown }} request
 */
export function fits({ path, method, body }, request) {
  return (path === undefined || matches(path, request.path)) && (method === undefined || request.method === method) && has(request.body, body ?? {});
}

/** A pattern such as `/api/v2/users/{userId}` is that of whole paths, without their queries; any other text is how a path begins. @param {string} pattern @param {string} path */
function matches(pattern, path) {
  if (!pattern.includes('{')) return path.startsWith(pattern);
  const wanted = pattern.split('/');
  const given = (path.split('?')[0] ?? '').split('/');
  return wanted.length === given.length && wanted.every((part, index) => /^\{.*\}$/.test(part) || part === given[index]);
}

/** Whether a body has these values. @param {unknown} body @param {Readonly<Record<string, unknown>>} wanted */
function has(body, wanted) {
  const fields = /** @type {Record<string, unknown>} */ (typeof body === 'object' && body !== null ? body : {});
  return Object.entries(wanted).every(([name, value]) => JSON.stringify(fields[name]) === JSON.stringify(value));
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
