// @ts-check

import { check } from '../check.js';
import { RETRY_AFTER_FORMS } from '../settings.js';

/** @typedef {import('../settings.js').RetryAfterForm} RetryAfterForm */

/**
 * What a 429 and a late answer take.
 *
 * @typedef {object} AnswerFaultParams
 * @property {number} [retryAfterSeconds] `rate-limited`: whole seconds, 1 by default.
 * @property {RetryAfterForm} [retryAfterForm] `rate-limited`: the setting by default.
 * @property {boolean} [exposeRetryAfter] `rate-limited`: the setting by default.
 * @property {number} [delayMs] `slow`: 5000 by default.
 */

/** How late a late answer or handshake is. */
export const SLOW_MS = 5000;

/** @param {AnswerFaultParams} params @param {readonly string[]} common Parameters of every kind. */
export function readRateLimited(params, common) {
  check.known(params, [...common, 'retryAfterSeconds', 'retryAfterForm', 'exposeRetryAfter']);
  const { retryAfterForm: form, exposeRetryAfter: exposed } = params;
  return {
    kind: /** @type {const} */ ('rate-limited'),
    retryAfterSeconds: check.count(params.retryAfterSeconds ?? 1, 'retryAfterSeconds', 0),
    ...(form === undefined ? {} : { retryAfterForm: check.oneOf(form, 'retryAfterForm', RETRY_AFTER_FORMS) }),
    ...(exposed === undefined ? {} : { exposeRetryAfter: check.boolean(exposed, 'exposeRetryAfter') }),
  };
}

/** @param {AnswerFaultParams} params @param {readonly string[]} common Parameters of every kind. */
export function readSlow(params, common) {
  check.known(params, [...common, 'delayMs']);
  return { kind: /** @type {const} */ ('slow'), delayMs: check.wait(params.delayMs ?? SLOW_MS, 'delayMs') };
}
