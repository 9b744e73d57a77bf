// A desktop on a WebSocket of the test's own, in fake time.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a toast leaves after eight seconds', async () => {
  const client = createGenesysToasts({ source: 'routing-events', getToken: () => 'token' });
  await client.start();
  await vi.waitFor(() => expect(FakeSocket.last).toBeDefined());
  FakeSocket.last.onopen({});
  FakeSocket.last.onmessage({ data: JSON.stringify(ring) });
  expect(client.getSnapshot().toasts).toMatchObject([{ callerName: 'Maria Lopez' }]);

  await vi.advanceTimersByTimeAsync(7_999);
  expect(client.getSnapshot().toasts).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(client.getSnapshot().toasts).toEqual([]);
  client.stop();
});
