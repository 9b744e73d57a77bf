// @ts-check

import { byteLength } from './bytes.js';

/** @typedef {import('./network.js').Line} Line */

/**
 * What is used of a request of `node:http`. Written out: in a page it is another one (`in-page/fetch.js`).
 *
 * @typedef {{
 *   method?: string | undefined,
 *   url?: string | undefined,
 *   headers: Partial<Record<'authorization' | 'origin' | 'content-type' | 'access-control-request-headers', string>>,
 *   socket: Line,
 * } & AsyncIterable<Uint8Array>} Request `url` is the path with its query.
 */

/**
 * What is used of an answer of `node:http`.
 *
 * @typedef {object} Response
 * @property {(status: number, headers: Record<string, string>) => { end: (text?: string) => unknown }} writeHead
 * @property {(event: 'close', listener: () => void) => unknown} once It is sent, or will never be.
 * @property {boolean} headersSent
 * @property {boolean} destroyed
 * @property {Line | null} socket
 */

/** The largest body that is read. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** How long a browser may keep the answer to a preflight, in seconds. */
const PREFLIGHT_MAX_AGE_SECONDS = 600;

/** A body that is too large to read. */
export class BodyTooLarge extends Error {
  name = 'BodyTooLarge';
}

/** @param {Request} request @returns {Promise<string>} @throws {BodyTooLarge} */
export async function readBody(request) {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new BodyTooLarge(`a body over ${MAX_BODY_BYTES} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * The CORS headers of an answer.
 *
 * @param {{ allowedOrigin: string | string[] | null, origin: string | null, exposed?: string[] }} cors
 * @returns {Record<string, string>}
 */
export function corsHeaders({ allowedOrigin, origin, exposed = [] }) {
  if (allowedOrigin === null) return {};
  /** @type {Record<string, string>} */
  const expose = exposed.length > 0 ? { 'access-control-expose-headers': exposed.join(', ') } : {};
  if (allowedOrigin === '*') return { 'access-control-allow-origin': '*', ...expose };
  const allowed = typeof allowedOrigin === 'string' ? [allowedOrigin] : allowedOrigin;
  if (origin === null || !allowed.includes(origin)) return { vary: 'origin' };
  return { 'access-control-allow-origin': origin, vary: 'origin', ...expose };
}

/**
 * Answers the preflight of a page's request: any header that the page asks for is allowed.
 *
 * @param {Request} request
 * @param {Response} response
 * @param {Record<string, string>} cors What {@link corsHeaders} gave.
 * @param {string} methods
 */
export function answerPreflight(request, response, cors, methods) {
  // By name: a wildcard does not cover `authorization`.
  const headers = request.headers['access-control-request-headers'] ?? 'authorization, content-type';
  /** @type {Record<string, string>} */
  const allowed = cors['access-control-allow-origin']
    ? {
        'access-control-allow-methods': methods,
        'access-control-allow-headers': headers,
        'access-control-max-age': String(PREFLIGHT_MAX_AGE_SECONDS),
      }
    : {};
  response.writeHead(204, { ...cors, ...allowed }).end();
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 */
export function answerJson(response, status, body, headers = {}) {
  const text = JSON.stringify(body);
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'content-length': String(byteLength(text)),
      'cache-control': 'no-store',
      ...headers,
    })
    .end(text);
}

/** The header by which Genesys Cloud's support finds a request. */
export const CORRELATION_HEADER = 'inin-correlation-id';

/**
 * An error body of the Platform API.
 *
 * @param {{ status: number, code: string, message: string, messageParams?: Record<string, string>, contextId?: string }} error
 */
export function errorBody({ status, code, message, messageParams, contextId = crypto.randomUUID() }) {
  return { message, code, status, ...(messageParams ? { messageParams } : {}), contextId, details: [], errors: [] };
}

/** @param {number} seconds @param {string} [contextId] */
export function tooManyRequestsBody(seconds, contextId = crypto.randomUUID()) {
  return errorBody({
    status: 429,
    code: 'too.many.requests.retry.after',
    message: `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`,
    contextId,
  });
}

/** The `code` that an error body has with a status. @param {number} status */
export function errorCodeFor(status) {
  if (status === 400) return 'bad.request';
  if (status === 401) return 'bad.credentials';
  if (status === 403) return 'not.authorized';
  if (status === 404) return 'not.found';
  if (status === 409) return 'conflict';
  if (status === 429) return 'too.many.requests.retry.after';
  return status === 503 ? 'service.unavailable' : 'internal.server.error';
}
