// @ts-check

import { fromBase64 } from './bytes.js';

/** @typedef {import('./oauth-codes.js').AuthorizationCodes} AuthorizationCodes */
/** @typedef {import('./world.js').Client} Client */

/**
 * @typedef {object} Credentials
 * @property {string | null} grantType
 * @property {string | null} clientId
 * @property {string | null} clientSecret
 * @property {string | null} code Of the authorization code grant, as what follows.
 * @property {string | null} codeVerifier
 * @property {string | null} redirectUri
 */

/** Whose token it will be (`userId` is `null` for a client's own), or why there will be none. @typedef {{ client: Client, userId: string | null } | { status: number, outcome: string, error: object }} Checked */

/**
 * Reads a grant: form-encoded, or with the client in the header as HTTP Basic.
 *
 * @param {string} body
 * @param {import('./http.js').Request['headers']} headers
 * @returns {Credentials}
 */
export function readCredentials(body, headers) {
  const isForm = headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded') ?? false;
  const form = new URLSearchParams(isForm ? body : '');
  const basic = readBasic(headers.authorization);
  return {
    grantType: form.get('grant_type'),
    clientId: form.get('client_id') ?? basic?.clientId ?? null,
    clientSecret: form.get('client_secret') ?? basic?.clientSecret ?? null,
    code: form.get('code'),
    codeVerifier: form.get('code_verifier'),
    redirectUri: form.get('redirect_uri'),
  };
}

/** @param {string | undefined} header */
function readBasic(header) {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const bytes = fromBase64(encoded);
  if (!bytes) return null;
  const text = new TextDecoder().decode(bytes);
  const colon = text.indexOf(':');
  return colon < 0 ? null : { clientId: text.slice(0, colon), clientSecret: text.slice(colon + 1) };
}

/**
 * @param {Credentials} credentials
 * @param {Map<string, Client>} clients
 * @param {AuthorizationCodes} codes
 * @returns {Promise<Checked>}
 */
export async function checkCredentials(credentials, clients, codes) {
  if (credentials.grantType === 'authorization_code') return checkCode(credentials, clients, codes);
  const { grantType, clientId, clientSecret } = credentials;
  if (grantType === null || clientId === null || clientSecret === null) {
    const error = oauthError('invalid_request', 'expected grant_type, client_id and client_secret, form-encoded');
    return { status: 400, outcome: 'invalid-request', error };
  }
  if (grantType !== 'client_credentials') {
    const error = oauthError('unsupported_grant_type', 'only client_credentials and authorization_code are served');
    return { status: 400, outcome: 'unsupported-grant-type', error };
  }
  const client = clients.get(clientId);
  if (!client || client.clientSecret !== clientSecret) {
    return invalidClient(client ? 'wrong client_secret' : 'client not found: invalid client_id');
  }
  return { client, userId: null };
}

/**
 * The authorization code grant with PKCE: the verifier takes the place of the secret, which a page can't keep.
 *
 * @param {Credentials} credentials
 * @param {Map<string, Client>} clients
 * @param {AuthorizationCodes} codes
 * @returns {Promise<Checked>}
 */
async function checkCode({ clientId, code, codeVerifier: verifier, redirectUri }, clients, codes) {
  if (clientId === null || code === null || verifier === null || redirectUri === null) {
    const error = oauthError('invalid_request', 'expected client_id, code, code_verifier and redirect_uri, form-encoded');
    return { status: 400, outcome: 'invalid-request', error };
  }
  const client = clients.get(clientId);
  if (!client) return invalidClient('client not found: invalid client_id');
  const redeemed = await codes.redeem(code, { clientId, redirectUri, verifier });
  if (typeof redeemed === 'string') return { status: 400, outcome: 'invalid-grant', error: oauthError('invalid_grant', redeemed) };
  return { client, userId: redeemed.userId };
}

/** @param {string} description @returns {Checked} */
function invalidClient(description) {
  return { status: 401, outcome: 'invalid-client', error: oauthError('invalid_client', description) };
}

/**
 * An OAuth error body. Genesys Cloud has been seen with both names of the description.
 *
 * @param {string} error
 * @param {string} description
 */
export function oauthError(error, description) {
  return { error, description, error_description: description };
}
