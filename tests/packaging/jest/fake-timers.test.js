/**
 * A desktop on a WebSocket of the test's own, in fake time. Jest's own jsdom has no fetch: jest-fixed-jsdom has one.
 * @jest-environment jest-fixed-jsdom
 */
import { createGenesysToasts } from 'genesys-toasts';

class FakeSocket {
  static last;
  constructor() {
    FakeSocket.last = this;
  }
  close() {}
}

const ring = { eventType: 'routing.conversation.event', conversation: { id: '1', state: 'ringing', mediaType: 'voice' }, participants: [{ role: 'customer', name: 'Maria Lopez' }] };

beforeEach(() => {
  // The engine's promises are microtasks: faked, they never end.
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
  globalThis.WebSocket = FakeSocket;
});

afterEach(() => jest.useRealTimers());

test('a toast leaves after eight seconds', async () => {
  const client = createGenesysToasts({ source: 'routing-events', getToken: () => 'token' });
  await client.start();
  await jest.advanceTimersByTimeAsync(100);
  FakeSocket.last.onopen({});
  FakeSocket.last.onmessage({ data: JSON.stringify(ring) });
  expect(client.getSnapshot().toasts).toMatchObject([{ callerName: 'Maria Lopez' }]);

  await jest.advanceTimersByTimeAsync(7_999);
  expect(client.getSnapshot().toasts).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(client.getSnapshot().toasts).toEqual([]);
  client.stop();
});
