import { createStore } from './store.js';
import { request } from './platform.js';
import { USER_ID } from './simulator.js';

/** What the path of a request calls the media. */
const LISTS = { voice: 'calls', callback: 'callbacks', chat: 'chats', email: 'emails', message: 'messages' };

/** After-call work that is not done, oldest first: `{ id, name, path, codes }`; `codes` as `{ id, name }`. */
export const afterCall = createStore([]);

/** Ends the agent's part of a conversation. */
export async function hangUp(conversation) {
  const { path } = await ownPart(conversation);
  await request('PATCH', path, { state: 'disconnected' });
}

/** Looks whether a conversation that is over has to be wrapped up, and with which codes. */
export async function beginAfterCall(conversation) {
  const { participant, path } = await ownPart(conversation);
  if (!participant.wrapupRequired || participant.wrapup || participant.wrapupSkipped) return;
  const codes = await request('GET', `${path}/wrapupcodes`);
  const others = afterCall.get().filter(({ id }) => id !== conversation.id);
  afterCall.set([...others, { id: conversation.id, name: conversation.customerName, path, codes }]);
}

/** Wraps up with the id of a code. */
export async function wrapUp({ id, path }, code) {
  await request('PATCH', path, { wrapup: { code } });
  afterCall.set(afterCall.get().filter((item) => item.id !== id));
}

/** The agent's newest participant of a conversation, and the path of its requests. */
async function ownPart({ id, mediaType }) {
  const list = LISTS[mediaType];
  const { participants } = await request('GET', `conversations/${list}/${id}`);
  const participant = participants.findLast(({ user }) => user?.id === USER_ID);
  if (!participant) throw new Error('the agent has no part in this conversation');
  return { participant, path: `conversations/${list}/${id}/participants/${participant.id}` };
}
