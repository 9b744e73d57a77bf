/** The frames of a busy shift, as the simulator sends them. */
import { WebSocket } from 'ws';
import { planScenario, startSimulator } from '../../simulator/src/index.js';

/** Conversations that ring for the agent, one in so many; the others ring for colleagues. */
const MINE = 10;

/**
 * Plays the conversations of the scenario `busy-shift` without its waits, and records what an agent's desktop receives.
 *
 * `routing` is all that routing events bring; `notifications` what comes to a channel that has the agent's own topic and those of all queues.
 *
 * @param {number} frames About so many of each are recorded.
 * @returns {Promise<Record<'routing-events' | 'notifications', { text: string, id: string }[]>>}
 */
export async function recordShift(frames) {
  const sim = await startSimulator({ seed: 1, permissions: ['conversation:communication:view'] });
  try {
    const { accessToken } = sim.issueToken({ userId: sim.userId });
    const channel = await api(sim, accessToken, 'POST', 'notifications/channels');
    const topics = [`v2.users.${sim.userId}.conversations`, ...sim.queues.map(({ queueId }) => `v2.routing.queues.${queueId}.conversations`)];
    await api(sim, accessToken, 'PUT', `notifications/channels/${channel.id}/subscriptions`, topics.map((id) => ({ id })));
    const routingToken = await clientToken(sim);
    const routing = await listen(`${sim.socketUrl}?access_token=${encodeURIComponent(routingToken)}`, ({ conversation }) => conversation?.id);
    const notifications = await listen(channel.connectUri, ({ eventBody }) => eventBody?.id);
    await sim.until(({ counters }) => counters.socketsOpen >= 2);
    const colleagues = sim.users.map(({ userId }) => userId).filter((userId) => userId !== sim.userId);
    play(sim, frames, colleagues);
    await settle(routing, notifications);
    for (const { socket } of [routing, notifications]) socket.terminate();
    return { 'routing-events': routing.received, notifications: notifications.received };
  } finally {
    await sim.close();
  }
}

function play(sim, frames, colleagues) {
  const users = new Map();
  let steps = 0;
  for (const { action, params } of planScenario('busy-shift', 1)) {
    if (steps++ >= frames) break;
    const { conversationId } = params;
    if (!users.has(conversationId)) users.set(conversationId, users.size % MINE === 0 ? sim.userId : colleagues[users.size % colleagues.length]);
    const whose = ['ring', 'answer', 'abandon', 'requeue'].includes(action) ? { userId: users.get(conversationId) } : {};
    try {
      sim[action]({ ...params, ...whose });
    } catch (error) {
      if (error.name !== 'NotFound') throw error;
    }
  }
}

async function api({ apiUrl }, token, method, path, body) {
  const answer = await fetch(`${apiUrl}/api/v2/${path}`, { method, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function clientToken({ tokenUrl, clientId, clientSecret }) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  return (await (await fetch(tokenUrl, { method: 'POST', body })).json()).access_token;
}

async function listen(url, idOf) {
  const socket = new WebSocket(url);
  const received = [];
  socket.on('message', (data) => {
    const text = String(data);
    received.push({ text, id: idOf(JSON.parse(text)) ?? '' });
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { socket, received };
}

/** Resolves when nothing has come for a while. */
async function settle(...listeners) {
  const count = () => listeners.reduce((sum, { received }) => sum + received.length, 0);
  for (let before = -1; count() !== before; ) {
    before = count();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
