// @ts-check

import { PageResponse } from './response.js';
import { isOwn } from './address.js';

/** @typedef {import('../http.js').Request} ServerRequest */
/** @typedef {import('../http.js').Response} ServerResponse */

/**
 * A `fetch` that asks the simulator at its own address, and the page's `fetch` for all else. There are no preflights: a browser sends none either, where
 * it remembers the answer.
 *
 * @param {object} parts
 * @param {string} parts.origin
 * @param {(request: ServerRequest, response: ServerResponse) => void} parts.answer
 * @param {typeof globalThis.fetch} parts.realFetch
 * @returns {typeof globalThis.fetch}
 */
export function createFetch({ origin, answer, realFetch }) {
  return async (input, init = {}) => {
    if (!isOwn(input instanceof Request ? input.url : input, origin)) return realFetch(input, init);
    // The signal is kept apart: that of a test's jsdom is none for a Request of Node's.
    const { signal = input instanceof Request ? input.signal : null, ...rest } = init;
    signal?.throwIfAborted();
    const request = new Request(input, rest);
    const body = new Uint8Array(await request.arrayBuffer());
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      const page = pageOrigin();
      const abort = () => response.fail(signal?.reason);
      const response = new PageResponse({ hasBody: request.method !== 'HEAD', page, resolve, reject });
      response.once('close', () => signal?.removeEventListener('abort', abort));
      signal?.addEventListener('abort', abort);
      answer(serverRequest(request, body, page, response), response);
    });
  };
}

/** The page that asks; `null` where there is no page. */
function pageOrigin() {
  return globalThis.location?.origin ?? null;
}

/** @param {Request} request @param {Uint8Array} body @param {string | null} page @param {PageResponse} response @returns {ServerRequest} */
function serverRequest({ method, url, headers }, body, page, response) {
  const { pathname, search } = new URL(url);
  return {
    method,
    url: `${pathname}${search}`,
    headers: { ...Object.fromEntries(headers), ...(page === null ? {} : { origin: page }) },
    socket: response.socket,
    async *[Symbol.asyncIterator]() {
      yield body;
    },
  };
}
