// @ts-check

/** @typedef {import('../http.js').Response} ServerResponse */

/** Headers that a page may read of any answer (Fetch standard). */
const SAFE_HEADERS = ['cache-control', 'content-language', 'content-length', 'content-type', 'expires', 'last-modified', 'pragma'];

/** Statuses whose answers have no body. */
const WITHOUT_BODY = [204, 304];

/**
 * The answer to a page's request: the simulator writes it as one of `node:http`, and the page gets it as a `Response`, as far as CORS lets it.
 *
 * @implements {ServerResponse}
 */
export class PageResponse {
  headersSent = false;
  destroyed = false;
  #hasBody;
  #page;
  #resolve;
  #reject;
  /** @type {(() => void)[] | null} */
  #onClose = [];

  /**
   * @param {object} parts
   * @param {boolean} parts.hasBody
   * @param {string | null} parts.page The origin of the page that asks; `null`: no page, to whom CORS is nothing.
   * @param {(response: Response) => void} parts.resolve
   * @param {(reason: unknown) => void} parts.reject
   */
  constructor({ hasBody, page, resolve, reject }) {
    this.#hasBody = hasBody;
    this.#page = page;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** What breaks where a connection does. */
  socket = { destroy: () => this.fail(new TypeError('fetch failed: the connection broke')) };

  /** @param {number} status @param {Record<string, string>} headers By names in lower case. */
  writeHead(status, headers) {
    this.headersSent = true;
    return {
      /** @param {string} [text] */
      end: (text = '') => {
        if (!this.#end()) return;
        if (!this.#mayRead(headers)) return this.#reject(new TypeError('fetch failed: CORS does not let this page read the answer'));
        const body = this.#hasBody && !WITHOUT_BODY.includes(status) ? text : null;
        this.#resolve(new Response(body, { status, headers: this.#readable(headers) }));
      },
    };
  }

  /** @param {'close'} _event @param {() => void} listener */
  once(_event, listener) {
    this.#onClose?.push(listener);
  }

  /** Ends it without an answer. @param {unknown} reason */
  fail(reason) {
    if (!this.#end()) return;
    this.destroyed = true;
    this.#reject(reason);
  }

  /** @returns {boolean} Whether it had not ended before. */
  #end() {
    const listeners = this.#onClose;
    this.#onClose = null;
    for (const listener of listeners ?? []) listener();
    return listeners !== null;
  }

  /** @param {Record<string, string>} headers */
  #mayRead(headers) {
    const allowed = headers['access-control-allow-origin'];
    return this.#page === null || allowed === '*' || allowed === this.#page;
  }

  /** @param {Record<string, string>} headers */
  #readable(headers) {
    if (this.#page === null) return headers;
    const exposed = (headers['access-control-expose-headers'] ?? '').split(', ');
    return Object.fromEntries(Object.entries(headers).filter(([name]) => SAFE_HEADERS.includes(name) || exposed.includes(name)));
  }
}
