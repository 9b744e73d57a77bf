// @ts-check

import { BodyTooLarge, answerJson, errorBody } from './http.js';
import { breakConnection } from './network.js';
import { AUTHORIZE_PATH, CONTROL_PATH, TOKEN_PATH } from './settings.js';

/** @typedef {import('./http.js').Request} Request */
/** @typedef {import('./http.js').Response} Response */

/**
 * Sends each request to its endpoint.
 *
 * @param {object} parts
 * @param {Record<'url' | 'tokenUrl' | 'socketUrl' | 'controlUrl', string>} parts.urls What `/` answers.
 * @param {import('./network.js').Network} parts.network
 * @param {import('./oauth.js').TokenEndpoint} parts.tokenEndpoint
 * @param {import('./oauth-authorize.js').AuthorizeEndpoint} parts.authorizeEndpoint
 * @param {import('./rest/endpoint.js').ApiEndpoint} parts.api
 * @param {import('./control.js').ControlEndpoint} parts.control
 */
export function requestListener({ urls, network, tokenEndpoint, authorizeEndpoint, api, control }) {
  const { url, tokenUrl, socketUrl, controlUrl } = urls;
  /** @param {Request} request @param {Response} response @param {URL} asked */
  const route = async (request, response, asked) => {
    const { pathname } = asked;
    if (pathname === CONTROL_PATH || pathname.startsWith(`${CONTROL_PATH}/`)) return control.handle(request, response, asked);
    if (network.offline) return breakConnection(request.socket);
    if (pathname === TOKEN_PATH) return tokenEndpoint.handle(request, response);
    if (pathname === AUTHORIZE_PATH) return authorizeEndpoint.handle(request, response, asked);
    if (pathname === '/') return answerJson(response, 200, { url, tokenUrl, socketUrl, controlUrl });
    // What is served nowhere is refused there, too, so that it is in the record and a page can read the refusal.
    return api.handle(request, response, asked);
  };

  /** @param {Request} request @param {Response} response */
  return (request, response) => {
    route(request, response, new URL(request.url ?? '/', 'http://simulator')).catch((error) => {
      if (response.headersSent || response.destroyed) return;
      const status = error instanceof BodyTooLarge ? 413 : 500;
      answerError(response, status, status === 413 ? 'request.entity.too.large' : 'internal.server.error', String(error));
    });
  };
}

/** @param {Response} response @param {number} status @param {string} code @param {string} message */
function answerError(response, status, code, message) {
  answerJson(response, status, errorBody({ status, code, message }), { 'access-control-allow-origin': '*' });
}
