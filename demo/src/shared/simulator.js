/** Where the simulator is: `npm run demo` sets it. */
export const SIMULATOR_URL = (import.meta.env.VITE_SIMULATOR_URL ?? 'http://127.0.0.1:4780').replace(/\/+$/, '');

export const TOKEN_URL = `${SIMULATOR_URL}/oauth/token`;

export const SOCKET_URL = `${SIMULATOR_URL.replace(/^http/, 'ws')}/api/v2/routing/events`;

export const API_URL = SIMULATOR_URL;

/** The agent who sits at this desk, as the simulator knows her: `npm run demo` sets it. */
export const USER_ID = import.meta.env.VITE_SIMULATOR_USER_ID;

/** What an agent's token may do: the simulator's `DESKTOP_SCOPE`. `npm run demo` sets it. */
const SCOPE = import.meta.env.VITE_SIMULATOR_SCOPE;

/** The client that every simulator knows. Not a secret: it opens nothing but the simulator on this computer. */
export const SIMULATOR_CLIENT = { clientId: 'simulator-client', clientSecret: 'simulator-secret' };

/** Makes the simulator do something; its README lists the actions. Rejects with the simulator's own words. */
export async function act(action, parameters = {}) {
  return answerOf(await fetch(`${SIMULATOR_URL}/_control/${action}`, { method: 'POST', body: JSON.stringify(parameters) }));
}

/** The signed-in agent's own token, as after a login: `examples/login-pkce` has a real one. */
export const tokenOfUser = () => act('issue-token', { userId: USER_ID, scope: SCOPE });

/** What is so now in the simulator. */
export async function state() {
  return answerOf(await fetch(`${SIMULATOR_URL}/_control/state`));
}

/** The frames that were sent, from the one with this index on. */
export async function framesSince(index) {
  return answerOf(await fetch(`${SIMULATOR_URL}/_control/records/frames?since=${index}`));
}

async function answerOf(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `the simulator answered ${response.status}`);
  return answer;
}
