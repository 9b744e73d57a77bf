// @vitest-environment jsdom
// A desktop on the Notifications API as MSW plays it: REST and WebSocket. In happy-dom MSW's WebSocket throws.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { http, HttpResponse, ws } from 'msw';
import { setupServer } from 'msw/node';
import { createGenesysToasts } from 'genesys-toasts';

const API = 'https://api.mypurecloud.ie/api/v2';
const SOCKET = 'wss://streaming.mypurecloud.ie/channels/1';
const channel = ws.link(SOCKET);
const subscribed = vi.fn();

const server = setupServer(
  http.get(`${API}/users/me`, () => HttpResponse.json({ id: 'me' })),
  http.post(`${API}/notifications/channels`, () => HttpResponse.json({ id: '1', connectUri: SOCKET, expires: new Date(Date.now() + 86_400_000).toISOString() })),
  http.put(`${API}/notifications/channels/1/subscriptions`, async ({ request }) => {
    const topics = await request.json();
    subscribed(topics);
    return HttpResponse.json({ entities: topics.map(({ id }) => ({ id, state: 'Permitted' })) });
  }),
  http.get(`${API}/conversations`, () => HttpResponse.json({ entities: [], total: 0, pageCount: 1 })),
  // Without an answer to its ping, the client takes the socket for dead.
  channel.addEventListener('connection', ({ client }) =>
    client.addEventListener('message', () => client.send(JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'pong' } }))),
  ),
);

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());

test('a call that rings makes a toast', async () => {
  const client = createGenesysToasts({ source: 'notifications', region: 'mypurecloud.ie', getToken: () => 'token' });
  await client.start();
  await vi.waitFor(() => expect(client.getSnapshot().status).toBe('connected'));
  expect(subscribed).toHaveBeenCalledWith([{ id: 'v2.users.me.conversations' }]);

  channel.broadcast(
    JSON.stringify({
      topicName: 'v2.users.me.conversations',
      eventBody: {
        id: 'conversation',
        participants: [
          { id: 'customer', purpose: 'customer', name: 'Maria Lopez', calls: [{ id: 'a', state: 'connected', direction: 'inbound' }] },
          { id: 'agent', purpose: 'agent', userId: 'me', calls: [{ id: 'b', state: 'alerting', direction: 'inbound' }] },
        ],
      },
    }),
  );
  await vi.waitFor(() => expect(client.getSnapshot().toasts).toMatchObject([{ callerName: 'Maria Lopez', mediaType: 'voice' }]));
  client.stop();
});
