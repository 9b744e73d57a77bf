// @ts-check

import { AUTHORIZE_PATH } from './settings.js';

/** @typedef {import('./http.js').Request} Request */
/** @typedef {import('./http.js').Response} Response */
/** @typedef {import('./oauth-codes.js').AuthorizationCodes} AuthorizationCodes */
/** @typedef {import('./world.js').Client} Client */
/** @typedef {import('./world.js').World} World */

/** What a page sends with its user: the parameters of the authorization code grant with PKCE. @typedef {Record<'client_id' | 'response_type' | 'redirect_uri' | 'code_challenge' | 'code_challenge_method' | 'state' | 'user' | 'deny', string | null>} Asked */

/** Hosts of this computer: a page of theirs may always be returned to. */
const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** An S256 challenge: 32 bytes in base64url. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** `GET /oauth/authorize`: who signs in, as a page to choose from, or without one. */
export class AuthorizeEndpoint {
  #world;
  #codes;

  /** @param {World} world @param {AuthorizationCodes} codes */
  constructor(world, codes) {
    this.#world = world;
    this.#codes = codes;
  }

  /** @param {Request} request @param {Response} response @param {URL} url */
  handle(request, response, url) {
    /** @param {number} status @param {string} why */
    const refuse = (status, why) => {
      this.#world.log(`${request.method} ${AUTHORIZE_PATH}: ${status} ${why}`);
      return answerPage(response, status, why);
    };
    if (request.method !== 'GET') return refuse(405, 'Only GET is served here.');
    const asked = readAsked(url);
    const client = this.#world.clients.get(asked.client_id ?? '');
    if (!client) return refuse(400, 'There is no client with this client_id.');
    const redirectUri = asked.redirect_uri ?? '';
    if (!mayReturnTo(client, redirectUri)) return refuse(400, 'redirect_uri is not one of the client’s.');
    /** @param {Record<string, string>} answer */
    const goBack = (answer) => redirect(response, redirectUri, { ...answer, ...(asked.state === null ? {} : { state: asked.state }) });
    const problem = problemOf(asked);
    if (problem) return goBack(problem);
    const { autoLogin, codeLifeSeconds } = this.#world.settings.current;
    const userId = asked.user ?? (asked.deny === null ? autoLogin : null);
    if (userId === null && asked.deny === null) return this.#choose(response, url);
    const user = userId === null ? null : this.#world.directory.find(userId);
    if (!user) return goBack({ error: 'access_denied', error_description: 'nobody signed in' });
    const challenge = asked.code_challenge ?? '';
    const authorization = { clientId: client.clientId, userId: user.userId, redirectUri, challenge };
    this.#world.log(`${user.name} signed in at ${client.clientId}`);
    return goBack({ code: this.#codes.issue(authorization, codeLifeSeconds * 1000) });
  }

  /** @param {Response} response @param {URL} url */
  #choose(response, url) {
    /** @param {string} name @param {string} value @param {string} label */
    const link = (name, value, label) => {
      const query = new URLSearchParams(url.search);
      query.set(name, value);
      return `<li><a href="${escapeHtml(`${AUTHORIZE_PATH}?${query}`)}">${escapeHtml(label)}</a></li>`;
    };
    const users = this.#world.directory.users().map(({ userId, name }) => link('user', userId, `Sign in as ${name}`));
    return answerPage(response, 200, 'Who are you?', `<ul>${users.join('')}${link('deny', '1', 'Cancel')}</ul>`);
  }
}

/** @param {URL} url @returns {Asked} */
function readAsked({ searchParams }) {
  const names = /** @type {const} */ (['client_id', 'response_type', 'redirect_uri', 'code_challenge', 'code_challenge_method', 'state', 'user', 'deny']);
  return /** @type {Asked} */ (Object.fromEntries(names.map((name) => [name, searchParams.get(name)])));
}

/** Whether a page may be returned to: exactly one that the client has registered, or any of this computer. @param {Client} client @param {string} redirectUri */
function mayReturnTo({ redirectUris = [] }, redirectUri) {
  if (redirectUris.includes(redirectUri)) return true;
  try {
    const { protocol, hostname } = new URL(redirectUri);
    return /^https?:$/.test(protocol) && LOOPBACK_HOSTS.includes(hostname);
  } catch {
    return false;
  }
}

/** @param {Asked} asked @returns {Record<string, string> | null} */
function problemOf({ response_type: type, code_challenge: challenge, code_challenge_method: method }) {
  if (type !== 'code') return { error: 'unsupported_response_type', error_description: 'only response_type=code is served' };
  if (method === 'S256' && CHALLENGE.test(challenge ?? '')) return null;
  return { error: 'invalid_request', error_description: 'expected code_challenge, and code_challenge_method=S256' };
}

/** @param {Response} response @param {string} redirectUri @param {Record<string, string>} answer */
function redirect(response, redirectUri, answer) {
  const location = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) location.searchParams.set(name, value);
  response.writeHead(302, { location: location.href, 'cache-control': 'no-store' }).end();
}

/** @param {Response} response @param {number} status @param {string} heading @param {string} [body] */
function answerPage(response, status, heading, body = '') {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'" };
  const title = escapeHtml(heading);
  response.writeHead(status, headers).end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in – simulator</title><h1>${title}</h1>${body}</html>`,
  );
}

/** @param {string} text */
function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
