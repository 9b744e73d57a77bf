// @ts-check

/** @typedef {import('./settings.js').RetryAfterForm} RetryAfterForm */

/**
 * @typedef {object} RetryAfter
 * @property {number} seconds What the body says.
 * @property {string | null} header What the header says; `null`: no header.
 * @property {number} notBeforeAt The earliest time that the client can read out of the answer, in ms since 1970.
 */

/**
 * Writes a wait as an answer names it.
 *
 * @param {{ seconds: number, form: RetryAfterForm, exposed: boolean, at: number }} wait `seconds` is whole; `exposed`:
 * whether the client may read the header.
 * @returns {RetryAfter}
 */
export function retryAfter({ seconds, form, exposed, at }) {
  const notBeforeAt = at + seconds * 1000;
  if (form === 'absent') return { seconds, header: null, notBeforeAt };
  if (form === 'seconds') return { seconds, header: String(seconds), notBeforeAt };
  // A date has whole seconds: rounded up, so that it is never earlier than what the body says.
  const dateMs = Math.ceil(notBeforeAt / 1000) * 1000;
  return { seconds, header: new Date(dateMs).toUTCString(), notBeforeAt: exposed ? dateMs : notBeforeAt };
}
