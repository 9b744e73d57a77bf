// @ts-check

/** @typedef {import('./tokens.js').Token} Token */

/** @typedef {{ status: number, outcome: string, code: string, message: string }} Refusal */

/**
 * Why a token is no good, if it isn't.
 *
 * @param {string | null} value What was sent; `null` where nothing was.
 * @param {Token | null} token What it is.
 * @returns {Refusal | null}
 */
export function tokenRefusal(value, token) {
  if (value === null) {
    return { status: 401, outcome: 'no-token', code: 'authentication.required', message: 'No authentication bearer token specified' };
  }
  if (!token) return { status: 401, outcome: 'unknown-token', code: 'bad.credentials', message: 'Invalid login credentials.' };
  if (token.state === 'live') return null;
  return { status: 401, outcome: `${token.state}-token`, code: 'credentials.expired', message: `The token is ${token.state}` };
}
