// @ts-check

import { now } from './clock.js';
import { FaultQueue } from './faults.js';
import {
  CORRELATION_HEADER, answerJson, answerPreflight, corsHeaders, readBody, tooManyRequestsBody,
} from './http.js';
import { breakConnection } from './network.js';
import { NotBefore } from './not-before.js';
import { readCredentials, checkCredentials, oauthError } from './oauth-grant.js';
import { RateLimiter } from './rate-limit.js';
import { retryAfter } from './retry-after.js';
import { TOKEN_PATH, scopeOf } from './settings.js';

/** @typedef {import('./http.js').Request} Request */
/** @typedef {import('./http.js').Response} Response */
/** @typedef {import('./records.js').TokenRequestRecord} TokenRequestRecord */
/** @typedef {import('./settings.js').RetryAfterForm} RetryAfterForm */
/** @typedef {import('./world.js').World} World */

/**
 * @typedef {{ clientId?: string } & (
 *   | { kind: 'rate-limited', retryAfterSeconds: number, retryAfterForm?: RetryAfterForm, exposeRetryAfter?: boolean }
 *   | { kind: 'error', status: number, error?: string, description?: string }
 *   | { kind: 'slow', delayMs: number }
 *   | { kind: 'hang' | 'drop' | 'malformed' | 'no-token' | 'no-cors' }
 * )} TokenFault
 */

/** `POST /oauth/token`: the client-credentials grant, and the authorization code grant with PKCE. */
export class TokenEndpoint {
  /** @type {FaultQueue<TokenFault>} */
  faults = new FaultQueue();
  #world;
  #limiter = new RateLimiter();
  /** When each client may ask again. */
  #notBefore = new NotBefore();

  #codes;

  /** @param {World} world @param {import('./oauth-codes.js').AuthorizationCodes} codes */
  constructor(world, codes) {
    this.#world = world;
    this.#codes = codes;
  }

  /** Forgets faults, rates, 429s and codes. */
  reset() {
    this.faults.clear();
    this.#limiter.clear();
    this.#notBefore.clear();
    this.#codes.clear();
  }

  /** @param {Request} request @param {Response} response */
  async handle(request, response) {
    const { network } = this.#world;
    if (network.offline) return breakConnection(request.socket);
    response.once('close', network.hold(request.socket));
    const origin = request.headers.origin ?? null;
    const cors = this.#cors(origin, this.#world.settings.current.exposeRetryAfter);
    if (request.method === 'OPTIONS') return answerPreflight(request, response, cors, 'POST, OPTIONS');
    if (request.method !== 'POST') {
      this.#world.log(`${request.method} ${TOKEN_PATH}: 405`);
      return answerJson(response, 405, oauthError('invalid_request', 'only POST is served here'), { ...cors, allow: 'POST, OPTIONS' });
    }
    const credentials = readCredentials(await readBody(request), request.headers);
    const record = this.#world.records.tokenRequest(credentials.clientId, origin);
    this.#watchAbort(response, record);
    this.#noteEarly(record);
    this.#world.changed();
    const fault = this.faults.take(({ clientId }) => clientId === undefined || clientId === credentials.clientId);
    const answer = { response, record, cors, credentials };
    return fault ? this.#strike(fault, answer) : this.#answer(answer);
  }

  /** @typedef {{ response: Response, record: TokenRequestRecord, cors: Record<string, string>, credentials: import('./oauth-grant.js').Credentials }} Answer */

  /** @param {TokenFault} fault @param {Answer} answer */
  #strike(fault, answer) {
    const { response, record, cors } = answer;
    const settings = this.#world.settings.current;
    switch (fault.kind) {
      case 'rate-limited':
        return this.#refuseForRate(answer, {
          seconds: fault.retryAfterSeconds,
          form: fault.retryAfterForm ?? settings.retryAfterForm,
          exposed: fault.exposeRetryAfter ?? settings.exposeRetryAfter,
        });
      case 'error': {
        const error = fault.error ?? defaultError(fault.status);
        const description = fault.description ?? `the simulator was asked to answer ${fault.status}`;
        return this.#finish(answer, fault.status, 'error', oauthError(error, description));
      }
      case 'slow':
        record.outcome = 'slow';
        this.#world.timers.after(fault.delayMs, () => {
          if (!response.destroyed) void this.#answer(answer);
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
        response.writeHead(200, { 'content-type': 'text/html', ...cors }).end('<!doctype html><title>Gateway</title>');
        return undefined;
      case 'no-token':
        return this.#finish(answer, 200, 'no-token', { token_type: 'bearer', expires_in: settings.tokenLifeSeconds });
      case 'no-cors':
        return this.#answer({ ...answer, cors: {} }, 'no-cors');
    }
  }

  /** @param {Answer} answer @param {string} [outcome] */
  async #answer(answer, outcome = 'granted') {
    const { credentials } = answer;
    const { clients, tokens, records, settings } = this.#world;
    const waitMs = this.#limiter.take(credentials.clientId ?? '', settings.current.rateLimitPerSecond, now());
    if (waitMs > 0) {
      return this.#refuseForRate(answer, {
        seconds: Math.ceil(waitMs / 1000),
        form: settings.current.retryAfterForm,
        exposed: settings.current.exposeRetryAfter,
      });
    }
    const checked = await checkCredentials(credentials, clients, this.#codes);
    if ('error' in checked) return this.#finish(answer, checked.status, checked.outcome, checked.error);
    const { tokenLifeSeconds, announcedExpiresIn, announceScope } = settings.current;
    const { client, userId } = checked;
    const scope = scopeOf(client, userId, settings.current);
    const token = tokens.issue({ clientId: client.clientId, userId, scope, lifeSeconds: tokenLifeSeconds });
    records.counters.tokensIssued += 1;
    const expiresIn = announcedExpiresIn === 'actual' ? tokenLifeSeconds : announcedExpiresIn;
    return this.#finish(answer, 200, outcome, {
      access_token: token.value,
      token_type: 'bearer',
      ...(announcedExpiresIn === 'absent' ? {} : { expires_in: expiresIn }),
      ...(announceScope ? { scope } : {}),
    });
  }

  /** @param {Answer} answer @param {{ seconds: number, form: RetryAfterForm, exposed: boolean }} wait */
  #refuseForRate(answer, wait) {
    const { record } = answer;
    const named = retryAfter({ ...wait, at: now() });
    record.retryAfter = named.header;
    record.notBeforeAt = named.notBeforeAt;
    this.#world.records.counters.rateLimited += 1;
    this.#notBefore.remember(record.clientId ?? '', named.notBeforeAt);
    const cors = this.#cors(record.origin, wait.exposed);
    const headers = named.header === null ? cors : { ...cors, 'retry-after': named.header };
    const body = tooManyRequestsBody(named.seconds);
    this.#finish({ ...answer, cors: headers }, 429, 'rate-limited', body, { [CORRELATION_HEADER]: body.contextId });
  }

  /** @param {Answer} answer @param {number} status @param {string} outcome @param {unknown} body @param {Record<string, string>} [headers] */
  #finish({ response, record, cors }, status, outcome, body, headers = {}) {
    this.#settle(record, status, outcome);
    answerJson(response, status, body, { ...cors, ...headers });
  }

  /** @param {TokenRequestRecord} record @param {number} status @param {string} outcome */
  #settle(record, status, outcome) {
    record.status = status;
    record.outcome = outcome;
    record.answeredAt = now();
    this.#world.log(`token request of ${record.clientId ?? 'nobody'}: ${status} ${outcome}`);
    this.#world.changed();
  }

  /** @param {Response} response @param {TokenRequestRecord} record */
  #watchAbort(response, record) {
    response.once('close', () => {
      if (record.answeredAt !== null) return;
      record.abortedAt = now();
      this.#world.log(`token request of ${record.clientId ?? 'nobody'}: no answer (${record.outcome})`);
      this.#world.changed();
    });
  }

  /** @param {TokenRequestRecord} record */
  #noteEarly(record) {
    record.early = this.#notBefore.isEarly(record.clientId ?? '', record.at);
    if (record.early) this.#world.records.counters.earlyTokenRequests += 1;
  }

  /** @param {string | null} origin @param {boolean} exposeRetryAfter */
  #cors(origin, exposeRetryAfter) {
    const exposed = exposeRetryAfter ? ['retry-after', CORRELATION_HEADER] : [CORRELATION_HEADER];
    return corsHeaders({ allowedOrigin: this.#world.settings.current.allowedOrigin, origin, exposed });
  }
}

/** The OAuth error that goes with a status. @param {number} status */
function defaultError(status) {
  if (status === 401) return 'invalid_client';
  if (status === 403) return 'unauthorized_client';
  if (status === 503) return 'temporarily_unavailable';
  return status < 500 ? 'invalid_request' : 'server_error';
}
