import { createGenesysToasts } from 'genesys-toasts';
import 'genesys-toasts/element';
import { UserManager } from 'oidc-client-ts';

/** For your organisation: `https://login.{region}`, `https://api.{region}`, and the id of an OAuth client with the grant Code Authorization (PKCE). */
const { VITE_LOGIN_URL = 'http://127.0.0.1:4780', VITE_API_URL = 'http://127.0.0.1:4780', VITE_CLIENT_ID = 'simulator-client' } = import.meta.env;

const users = new UserManager({
  authority: VITE_LOGIN_URL,
  // Nothing is discovered: these two are all there is.
  metadata: { issuer: VITE_LOGIN_URL, authorization_endpoint: `${VITE_LOGIN_URL}/oauth/authorize`, token_endpoint: `${VITE_LOGIN_URL}/oauth/token` },
  client_id: VITE_CLIENT_ID,
  redirect_uri: location.origin + location.pathname,
  popup_redirect_uri: location.origin + location.pathname,
  // Genesys Cloud takes the scopes of the OAuth client; the library wants to name some.
  scope: 'notifications conversations:readonly users:readonly',
  automaticSilentRenew: false,
});

const client = createGenesysToasts({
  source: 'notifications',
  apiUrl: VITE_API_URL,
  getToken,
  onError: (error) => console.warn(error.code, error.message),
});
document.querySelector('genesys-toaster').client = client;
document.querySelector('#sign-in').addEventListener('click', () => void users.signinRedirect());
document.querySelector('#sign-out').addEventListener('click', () => void signOut());
await begin();

/** The agent's token. It can't be refreshed without a login: the popup closes by itself while the login's cookie lives. */
async function getToken({ reason }) {
  const user = reason === 'start' ? await users.getUser() : await users.signinPopup();
  if (!user || user.expired) throw new Error('nobody is signed in');
  return { accessToken: user.access_token, expiresAt: user.expires_at * 1000 };
}

async function begin() {
  const query = new URLSearchParams(location.search);
  if (query.has('code') || query.has('error')) {
    if (window.opener) return users.signinPopupCallback();
    await users.signinRedirectCallback();
    history.replaceState(null, '', location.pathname);
  }
  if (await users.getUser()) {
    show('You are signed in. Rings are shown at the upper right.');
    await client.start();
  }
}

async function signOut() {
  client.stop();
  await users.removeUser();
  show('Nobody is signed in.');
}

function show(text) {
  document.querySelector('#who').textContent = text;
  const signedIn = text.startsWith('You');
  document.querySelector('#sign-in').hidden = signedIn;
  document.querySelector('#sign-out').hidden = !signedIn;
}
