import { API_URL, tokenOfUser } from './simulator.js';

let token = null;

/**
 * A request of the desktop's own to the Platform API, with the agent's token. The toasts need none of it: they have their own. Resolves to the answer's
 * JSON, or to `null` where it has none.
 */
export async function request(method, path, body) {
  let response = await send(method, path, body);
  if (response.status === 401) {
    token = null;
    response = await send(method, path, body);
  }
  const text = await response.text();
  if (response.ok) return text === '' ? null : JSON.parse(text);
  throw new Error(`${method} ${path} was answered ${response.status}`);
}

async function send(method, path, body) {
  token ??= (await tokenOfUser()).accessToken;
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  return fetch(`${API_URL}/api/v2/${path}`, { method, headers, body: body && JSON.stringify(body) });
}
