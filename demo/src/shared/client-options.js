import { phone } from './phone.js';
import { API_URL, SIMULATOR_CLIENT, SOCKET_URL, TOKEN_URL, tokenOfUser, USER_ID } from './simulator.js';

/** What the page's address says: `?source=notifications`, `?token=client-credentials`. */
const query = new URLSearchParams(location.search);

/** Where events come from. Every organisation has `notifications`; `routing-events` only those that Genesys gave it to. */
export const SOURCE = query.get('source') === 'notifications' ? 'notifications' : 'routing-events';

/**
 * Where the token comes from. With client credentials the library asks the OAuth endpoint itself and honours `Retry-After`; but whoever
 * opens the page can read the secret, and such a token belongs to no user, so that `notifications` does not know whose rings to show.
 */
export const TOKEN_SOURCE = query.get('token') === 'client-credentials' ? 'client-credentials' : 'getToken';

/** This page's address, with other choices where there are some. */
export function addressWith(choices = {}) {
  const changed = new URLSearchParams({ source: SOURCE, token: TOKEN_SOURCE, ...choices });
  if (changed.get('source') === 'routing-events') changed.delete('source');
  if (changed.get('token') === 'getToken') changed.delete('token');
  return `${location.pathname}${changed.size > 0 ? `?${changed}` : ''}`;
}

/**
 * What your desktop does in one line, `fetch('/my-server/genesys-token')`: your server knows who is signed in and keeps the
 * secret. Here the simulator stands in for that server.
 */
async function getToken({ signal }) {
  return SOURCE === 'notifications' ? tokenOfUser() : tokenOfClient(signal);
}

async function tokenOfClient(signal) {
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

/** What differs between the two sources: one line, what the agent sees, and what the agent can do with a toast. */
const bySource = {
  'routing-events': { source: 'routing-events', socketUrl: SOCKET_URL, callerRoles: ['customer', 'agent'] },
  notifications: { source: 'notifications', apiUrl: API_URL, actions: ['answer', 'decline'], phone },
};

/** Where to connect, and how. The callbacks are each page's own. `storageKey` names the agent: the tabs of one agent share a connection. */
export const connectionOptions = {
  storageKey: USER_ID,
  ...bySource[SOURCE],
  ...(TOKEN_SOURCE === 'getToken' ? { getToken } : { ...SIMULATOR_CLIENT, tokenUrl: TOKEN_URL }),
};
