// @ts-check

/** @typedef {import('./world.js').Client} Client */

/**
 * @typedef {object} Credentials
 * @property {string | null} grantType
 * @property {string | null} clientId
 * @property {string | null} clientSecret
 */

/**
 * Reads the client-credentials grant: form-encoded, or with the client in the header as HTTP Basic.
 *
 * @param {string} body
 * @param {import('node:http').IncomingHttpHeaders} headers
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
  };
}

/** @param {string | undefined} header */
function readBasic(header) {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : { clientId: text.slice(0, colon), clientSecret: text.slice(colon + 1) };
}

/**
 * @param {Credentials} credentials
 * @param {Map<string, Client>} clients
 * @returns {{ client: Client } | { status: number, outcome: string, error: object }}
 */
export function checkCredentials({ grantType, clientId, clientSecret }, clients) {
  if (grantType === null || clientId === null || clientSecret === null) {
    const error = oauthError('invalid_request', 'expected grant_type, client_id and client_secret, form-encoded');
    return { status: 400, outcome: 'invalid-request', error };
  }
  if (grantType !== 'client_credentials') {
    const error = oauthError('unsupported_grant_type', 'only client_credentials is served');
    return { status: 400, outcome: 'unsupported-grant-type', error };
  }
  const client = clients.get(clientId);
  if (!client || client.clientSecret !== clientSecret) {
    const error = oauthError('invalid_client', client ? 'wrong client_secret' : 'client not found: invalid client_id');
    return { status: 401, outcome: 'invalid-client', error };
  }
  return { client };
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
