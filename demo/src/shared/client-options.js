import { SIMULATOR_CLIENT, SOCKET_URL, TOKEN_URL } from './simulator.js';

/**
 * What your desktop does in one line, `fetch('/my-server/genesys-token')`: your server knows who is signed in and keeps the
 * secret. Here the simulator's OAuth endpoint stands in for that server, with a client that opens nothing else.
 */
async function getToken({ signal }) {
  const response = await fetch(TOKEN_URL, {
    method: 'POST',
    signal,
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: SIMULATOR_CLIENT.clientId,
      client_secret: SIMULATOR_CLIENT.clientSecret,
    }),
  });
  if (!response.ok) throw new Error(`the token server answered ${response.status}`);
  const { access_token: accessToken, expires_in: expiresIn } = await response.json();
  return { accessToken, expiresIn };
}

/**
 * Where the token comes from, as the page's address says (`?token=client-credentials`). With client credentials the library asks
 * the OAuth endpoint itself and honours `Retry-After`; but whoever opens the page can read the secret: for trials only.
 */
export const TOKEN_SOURCE = new URLSearchParams(location.search).get('token') === 'client-credentials' ? 'client-credentials' : 'getToken';

/** Where to connect, and how. The callbacks are each page's own. */
export const connectionOptions = {
  source: 'routing-events',
  socketUrl: SOCKET_URL,
  callerRoles: ['customer', 'agent'],
  ...(TOKEN_SOURCE === 'getToken' ? { getToken } : { ...SIMULATOR_CLIENT, tokenUrl: TOKEN_URL }),
};
