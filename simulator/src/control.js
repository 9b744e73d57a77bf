// @ts-check

import { ACTION_HELP } from './action-help.js';
import { BadParameter, NotFound } from './check.js';
import { BodyTooLarge, answerJson, answerPreflight, corsHeaders, readBody } from './http.js';
import { CONTROL_PATH } from './settings.js';

/** @typedef {import('./http.js').Request} Request */
/** @typedef {import('./http.js').Response} Response */
/** @typedef {import('./records.js').Records} Records */

/** @typedef {(params: Record<string, unknown>) => unknown} Action */

const METHODS = 'GET, POST, OPTIONS';

/** `/_control`: everything that the JavaScript API does, over HTTP. */
export class ControlEndpoint {
  #actions;
  #state;
  /** The records by the names in their paths. @type {Readonly<Record<string, { since: (index: number) => unknown }>>} */
  #logs;
  #log;

  /**
   * @param {{ actions: Record<string, Action>, state: () => unknown, records: Records, log: (line: string) => void }} parts
   * `actions` by their methods' names.
   */
  constructor({ actions, state, records, log }) {
    this.#actions = new Map(Object.keys(ACTION_HELP).map((name) => [kebabCase(name), /** @type {Action} */ (actions[name])]));
    this.#state = state;
    this.#logs = {
      'token-requests': records.tokenRequests,
      handshakes: records.handshakes,
      sockets: records.sockets,
      frames: records.frames,
      'api-requests': records.apiRequests,
      events: records.events,
    };
    this.#log = log;
  }

  /** @param {Request} request @param {Response} response @param {URL} url */
  async handle(request, response, url) {
    const cors = corsHeaders({ allowedOrigin: '*', origin: null });
    if (request.method === 'OPTIONS') return answerPreflight(request, response, cors, METHODS);
    try {
      const path = url.pathname.slice(CONTROL_PATH.length).replace(/^\/|\/$/g, '');
      const answer = request.method === 'POST' ? this.#act(path, await readBody(request)) : this.#read(request, path, url);
      return answerJson(response, 200, answer, cors);
    } catch (error) {
      const [status, why] = [statusFor(error), error instanceof Error ? error.message : String(error)];
      this.#log(`${request.method} ${url.pathname}: ${status} ${why}`);
      return answerJson(response, status, { error: why }, cors);
    }
  }

  /** @param {string} name @param {string} body */
  #act(name, body) {
    const action = this.#actions.get(name);
    if (!action) throw new NotFound(`there is no action ${JSON.stringify(name)}; GET ${CONTROL_PATH} lists them`);
    const params = parseParams(body);
    const answer = action(params);
    this.#log(`control: ${name} ${body.length > 0 && body.length <= 200 ? body : ''}`.trimEnd());
    return answer;
  }

  /** @param {Request} request @param {string} path @param {URL} url */
  #read(request, path, url) {
    if (request.method !== 'GET') throw new BadParameter(`expected ${METHODS}`);
    if (path === '') return this.#list();
    if (path === 'state') return this.#state();
    const name = path.replace(/^records\//, '');
    const log = Object.hasOwn(this.#logs, name) ? this.#logs[name] : undefined;
    if (!path.startsWith('records/') || !log) throw new NotFound(`there is nothing at ${url.pathname}`);
    const since = Number(url.searchParams.get('since') ?? 0);
    if (!Number.isInteger(since)) throw new BadParameter('since: expected the index of an entry');
    return log.since(since);
  }

  #list() {
    const actions = Object.entries(ACTION_HELP).map(([name, help]) => ({ post: `${CONTROL_PATH}/${kebabCase(name)}`, help }));
    const records = Object.keys(this.#logs).map((name) => `${CONTROL_PATH}/records/${name}`);
    return { get: [`${CONTROL_PATH}/state`, ...records], actions };
  }
}

/** @param {string} body @returns {Record<string, unknown>} */
function parseParams(body) {
  if (body.trim() === '') return {};
  /** @type {unknown} */
  let params;
  try {
    params = JSON.parse(body);
  } catch {
    throw new BadParameter('the body is no JSON');
  }
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw new BadParameter('the body has to be a JSON object');
  }
  return /** @type {Record<string, unknown>} */ (params);
}

/** @param {unknown} error */
function statusFor(error) {
  if (error instanceof BadParameter) return 400;
  if (error instanceof NotFound) return 404;
  return error instanceof BodyTooLarge ? 413 : 500;
}

/** @param {string} name */
function kebabCase(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
