// @ts-check

import { now } from '../clock.js';
import { FaultQueue } from '../faults.js';
import {
  BodyTooLarge, CORRELATION_HEADER, answerJson, answerPreflight, corsHeaders, errorBody, readBody, tooManyRequestsBody,
} from '../http.js';
import { breakConnection } from '../network.js';
import { NotBefore } from '../not-before.js';
import { RateLimiter } from '../rate-limit.js';
import { retryAfter } from '../retry-after.js';
import { CHANNEL_PATH, ROUTING_EVENTS_PATH } from '../settings.js';
import { tokenRefusal } from '../token-check.js';
import { ApiError, badRequest, missingPermissions } from './errors.js';
import { asError, fits } from './faults.js';
import { findRoute } from './routes.js';

/** @typedef {import('../http.js').Request} Request */
/** @typedef {import('../http.js').Response} Response */
/** @typedef {import('../records.js').ApiRequestRecord} ApiRequestRecord */
/** @typedef {import('../settings.js').RetryAfterForm} RetryAfterForm */
/** @typedef {import('../tokens.js').Token} Token */
/** @typedef {import('../world.js').World} World */
/** @typedef {import('./faults.js').ApiFault} ApiFault */
/** @typedef {import('./routes.js').Route} Route */

/** The longest body that the record keeps. */
const MAX_BODY_KEPT = 2000;

/** The span that the rate limit speaks of. */
const WINDOW_MS = 60_000;

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/**
 * What a request gets, before it is said.
 *
 * @typedef {{ status: number, body?: unknown } | { error: ApiError, outcome?: string } | { wait: { seconds: number, form: RetryAfterForm, exposed: boolean } }} Decision
 */

/** `/api/v2`: the operations of the Platform API that agent desktops need, and the refusal of every other path. */
export class ApiEndpoint {
  /** @type {FaultQueue<ApiFault>} */
  faults = new FaultQueue();
  #world;
  #routes;
  #limiter = new RateLimiter(WINDOW_MS);
  /** When each token may ask again. */
  #notBefore = new NotBefore();

  /** @param {World} world @param {Route[]} routes */
  constructor(world, routes) {
    this.#world = world;
    this.#routes = routes;
  }

  /** Forgets faults, rates and 429s. */
  reset() {
    this.faults.clear();
    this.#limiter.clear();
    this.#notBefore.clear();
  }

  /** @param {Request} request @param {Response} response @param {URL} url */
  async handle(request, response, url) {
    response.once('close', this.#world.network.hold(request.socket));
    const origin = request.headers.origin ?? null;
    const cors = this.#cors(origin, this.#world.settings.current.exposeRetryAfter);
    if (request.method === 'OPTIONS') return answerPreflight(request, response, cors, METHODS);
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
    const token = bearer === null ? null : this.#world.tokens.find(bearer);
    const record = this.#world.records.apiRequest({
      method: request.method ?? '',
      path: `${url.pathname}${url.search}`,
      clientId: token?.clientId ?? null,
      userId: token?.userId ?? null,
      origin,
      requestId: crypto.randomUUID(),
    });
    this.#watchAbort(response, record);
    this.#noteEarly(record, bearer);
    this.#world.changed();
    const asked = { response, record, cors, url, bearer, text: '' };
    try {
      asked.text = await readBody(request);
    } catch (error) {
      if (error instanceof BodyTooLarge) return this.#refuse(asked, new ApiError(413, 'request.entity.too.large', error.message));
      throw error;
    }
    if (asked.text.length <= MAX_BODY_KEPT) record.body = readAsJson(asked.text);
    const fault = this.faults.take((candidate) => fits(candidate, record));
    return fault ? this.#strike(fault, asked) : this.#say(asked, this.#decide(asked));
  }

  /** @typedef {{ response: Response, record: ApiRequestRecord, cors: Record<string, string>, url: URL, bearer: string | null, text: string }} Asked */

  /** @param {ApiFault} fault @param {Asked} asked */
  #strike(fault, asked) {
    const { response, record } = asked;
    const { retryAfterForm, exposeRetryAfter } = this.#world.settings.current;
    const decision = fault.takesEffect ? this.#decide(asked) : null;
    switch (fault.kind) {
      case 'rate-limited':
        return this.#refuseForRate(asked, {
          seconds: fault.retryAfterSeconds,
          form: fault.retryAfterForm ?? retryAfterForm,
          exposed: fault.exposeRetryAfter ?? exposeRetryAfter,
        });
      case 'error':
        return this.#refuse(asked, asError(fault), 'error');
      case 'slow':
        record.outcome = 'slow';
        this.#world.timers.after(fault.delayMs, () => {
          if (!response.destroyed) this.#say(asked, decision ?? this.#decide(asked));
        });
        return undefined;
      case 'hang':
        record.outcome = 'hang';
        return this.#world.changed();
      case 'drop':
        record.outcome = 'drop';
        return breakConnection(response.socket);
      case 'malformed':
        this.#settle(record, 200, 'malformed');
        response.writeHead(200, { 'content-type': 'text/html', ...asked.cors }).end('<!doctype html><title>Gateway</title>');
        return undefined;
      case 'no-effect':
        return this.#finish(asked, 202, 'no-effect');
      case 'no-cors':
        return this.#say({ ...asked, cors: {} }, decision ?? this.#decide(asked), 'no-cors');
    }
  }

  /** Does what a request asks for, if it may. @param {Asked} asked @returns {Decision} */
  #decide(asked) {
    const { bearer } = asked;
    const absence = this.#absenceAt(asked.url.pathname);
    if (absence) return { error: absence, outcome: 'not-served' };
    const { settings, tokens } = this.#world;
    const token = bearer === null ? null : tokens.find(bearer);
    const refusal = tokenRefusal(bearer, token);
    if (refusal) return { error: new ApiError(refusal.status, refusal.code, refusal.message) };
    const waitMs = this.#limiter.take(bearer ?? '', settings.current.apiRateLimitPerMinute, now());
    if (waitMs > 0) {
      const { retryAfterForm: form, exposeRetryAfter: exposed } = settings.current;
      return { wait: { seconds: Math.ceil(waitMs / 1000), form, exposed } };
    }
    try {
      const answer = this.#perform(asked, /** @type {Token} */ (token));
      asked.record.tookEffect = true;
      return answer;
    } catch (error) {
      if (error instanceof ApiError) return { error };
      throw error;
    }
  }

  /** @param {Asked} asked @param {Decision} decision @param {string} [outcome] Of an answer that is no refusal. */
  #say(asked, decision, outcome = 'answered') {
    if ('error' in decision) return this.#refuse(asked, decision.error, decision.outcome);
    if ('wait' in decision) return this.#refuseForRate(asked, decision.wait);
    return this.#finish(asked, decision.status, outcome, decision.body);
  }

  /** Why no operation is at a path, whoever asks. @param {string} pathname @returns {ApiError | null} */
  #absenceAt(pathname) {
    if (pathname === ROUTING_EVENTS_PATH || pathname.startsWith(CHANNEL_PATH)) {
      return new ApiError(426, 'upgrade.required', 'This is a WebSocket');
    }
    const found = findRoute(this.#routes, '', pathname);
    const isServed = 'route' in found || found.allowed.length > 0;
    return isServed ? null : new ApiError(404, 'not.found', `The simulator does not serve ${pathname}`);
  }

  /** @param {Asked} asked @param {Token} token */
  #perform({ record, url, text }, token) {
    const found = findRoute(this.#routes, record.method, url.pathname);
    if ('allowed' in found) throw new ApiError(405, 'method.not.allowed', `${url.pathname} has ${found.allowed.join(', ')}`);
    const { route, params } = found;
    // The scopes of client credentials can't be chosen: they limit users' tokens only.
    const held = token.scope.split(' ');
    const isLimited = token.userId !== null && route.scopes.length > 0;
    if (isLimited && !route.scopes.some((scope) => held.includes(scope))) throw missingPermissions(route.scopes);
    return route.answer({ token, url, params, body: parse(text) });
  }

  /** @param {Asked} asked @param {ApiError} error @param {string} [outcome] */
  #refuse(asked, { status, code, message, messageParams }, outcome = 'refused') {
    const contextId = asked.record.requestId;
    const body = errorBody({ status, code, message, contextId, ...(messageParams ? { messageParams } : {}) });
    return this.#finish(asked, status, outcome, body);
  }

  /** @param {Asked} asked @param {{ seconds: number, form: RetryAfterForm, exposed: boolean }} wait */
  #refuseForRate(asked, wait) {
    const { record, bearer } = asked;
    const named = retryAfter({ ...wait, at: now() });
    record.retryAfter = named.header;
    record.notBeforeAt = named.notBeforeAt;
    this.#world.records.counters.apiRateLimited += 1;
    this.#notBefore.remember(bearer ?? '', named.notBeforeAt);
    const cors = this.#cors(record.origin, wait.exposed);
    const headers = named.header === null ? cors : { ...cors, 'retry-after': named.header };
    this.#finish({ ...asked, cors: headers }, 429, 'rate-limited', tooManyRequestsBody(named.seconds, record.requestId));
  }

  /** @param {Asked} asked @param {number} status @param {string} outcome @param {unknown} [body] */
  #finish({ response, record, cors }, status, outcome, body) {
    this.#settle(record, status, outcome);
    const headers = { ...cors, [CORRELATION_HEADER]: record.requestId };
    if (body === undefined) response.writeHead(status, headers).end();
    else answerJson(response, status, body, headers);
  }

  /** @param {ApiRequestRecord} record @param {number} status @param {string} outcome */
  #settle(record, status, outcome) {
    record.status = status;
    record.outcome = outcome;
    record.answeredAt = now();
    this.#world.log(`${record.method} ${hideIds(record.path)}: ${status} ${outcome}`);
    this.#world.changed();
  }

  /** @param {Response} response @param {ApiRequestRecord} record */
  #watchAbort(response, record) {
    response.once('close', () => {
      if (record.answeredAt !== null) return;
      record.abortedAt = now();
      this.#world.changed();
    });
  }

  /** @param {ApiRequestRecord} record @param {string | null} bearer */
  #noteEarly(record, bearer) {
    record.early = this.#notBefore.isEarly(bearer ?? '', record.at);
    if (record.early) this.#world.records.counters.earlyApiRequests += 1;
  }

  /** @param {string | null} origin @param {boolean} exposeRetryAfter */
  #cors(origin, exposeRetryAfter) {
    const exposed = exposeRetryAfter ? ['retry-after', CORRELATION_HEADER] : [CORRELATION_HEADER];
    return corsHeaders({ allowedOrigin: this.#world.settings.current.allowedOrigin, origin, exposed });
  }
}

/** @param {string} text */
function parse(text) {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The request could not be understood by the server due to malformed syntax.');
  }
}

/** A body for the record. @param {string} text */
function readAsJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A path for the log: the id of a channel is as good as a token. @param {string} path */
function hideIds(path) {
  return path.replace(/streaming-5-\w+/g, '…');
}
