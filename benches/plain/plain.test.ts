/** The same table of cases for the packed package, with its Wasm, and for the plain client. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSocket } from '../../tests/js/support/fake-network.js';
import { ME, NOTIFICATIONS, ROUTING_EVENTS, type Case, type Step } from './cases.js';
import { fakeApi } from '../lib/fake-api.js';

interface Toast {
  readonly id: string;
  readonly conversationId: string;
  readonly callerName: string;
  readonly mediaType: string;
}

interface Client {
  start(): Promise<void>;
  stop(): void;
  dismiss(id: string): boolean;
  subscribe(listener: () => void): () => void;
  getSnapshot(): { readonly toasts: readonly Toast[]; readonly status: string; readonly statusDetail: object };
  diagnostics(): { readonly counters: Readonly<Record<string, unknown>> };
}
type Make = (options: Record<string, unknown>) => Client;

// Their paths are no literals: one of them is there only after `npm run pack`, and type checks go without it.
const PACKAGE = '../../dist/package/index.js';
const PLAIN = './index.js';

const makers = new Map<string, Make>();

beforeAll(async () => {
  const { createGenesysToasts } = (await import(PACKAGE)) as { createGenesysToasts: Make };
  const { createPlainClient } = (await import(PLAIN)) as { createPlainClient: Make };
  makers.set('package', (options) => createGenesysToasts({ logger: null, ...options })).set('plain', createPlainClient);
  vi.stubGlobal('WebSocket', FakeSocket);
  // Loads the Wasm, which takes more than microtasks.
  const client = createGenesysToasts({ source: 'routing-events', getToken: () => 'token', logger: null });
  await client.start();
  client.stop();
  vi.unstubAllGlobals();
});

const clients: Client[] = [];
class Socket extends FakeSocket {
  override send(): void {}
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all.length = 0;
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('fetch', fakeApi(ME));
});

afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
  vi.useRealTimers();
});

async function connected(make: Make | undefined, options: Record<string, unknown>): Promise<{ client: Client; socket: FakeSocket }> {
  if (!make) throw new Error('no such client');
  const client = make({ source: 'routing-events', getToken: () => 'token', socketUrl: 'wss://events.invalid/', ...options });
  clients.push(client);
  await client.start();
  // Requests take some turns of microtasks, and streams of bodies with them.
  await vi.waitFor(() => FakeSocket.last);
  FakeSocket.last.open();
  await vi.advanceTimersByTimeAsync(1);
  return { client, socket: FakeSocket.last };
}

async function play(make: Make | undefined, { options, steps }: Case, more: Record<string, unknown> = {}) {
  const callbacks: string[] = [];
  const { client, socket } = await connected(make, {
    onToast: ({ conversationId, callerName, mediaType }: Toast) => callbacks.push(`+ ${conversationId} ${callerName} ${mediaType}`),
    onDismiss: ({ conversationId }: Toast, reason: string) => callbacks.push(`- ${conversationId} ${reason}`),
    onError: ({ code }: { code: string }) => callbacks.push(`! ${code}`),
    ...more,
    ...options,
  });
  for (const step of steps) await take(step, client, socket);
  return { client, socket, callbacks };
}

async function take(step: Step, client: Client, socket: FakeSocket): Promise<void> {
  if (typeof step === 'object' && 'wait' in step) await vi.advanceTimersByTimeAsync(step.wait);
  else if (typeof step === 'object' && 'dismiss' in step) client.dismiss(client.getSnapshot().toasts.find(({ conversationId }) => conversationId === step.dismiss)?.id ?? '');
  else if (step instanceof ArrayBuffer) socket.onmessage?.({ data: step });
  else socket.frame(step);
}

describe.each(['package', 'plain'])('%s', (who) => {
  it.each(ROUTING_EVENTS)('routing-events: $name', async (one) => {
    const { client, callbacks } = await play(makers.get(who), one);
    expect(callbacks).toEqual(one.callbacks);
    expect(client.diagnostics().counters).toMatchObject(one.counters ?? {});
  });

  it.each(NOTIFICATIONS)('notifications: $name', async (one) => {
    const { callbacks } = await play(makers.get(who), one, { source: 'notifications', userId: ME });
    expect(callbacks).toEqual(one.callbacks);
  });

  it('has a snapshot of the same shape, one object until something changes, and calls listeners in a microtask [O1] [O6]', async () => {
    const { client, socket } = await connected(makers.get(who), {});
    const received = vi.fn();
    client.subscribe(received);
    const before = client.getSnapshot();
    expect(before).toBe(client.getSnapshot());
    const frame = { eventType: 'routing.conversation.event', conversation: { id: 'c1', state: 'ringing' }, participants: [] };
    socket.frame(frame);
    socket.frame({ ...frame, conversation: { id: 'c2', state: 'ringing' } });
    expect(received).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(0);
    expect(received).toHaveBeenCalledTimes(1);
    const { toasts, status, statusDetail } = client.getSnapshot();
    expect(status).toBe('connected');
    expect(Object.keys(statusDetail).sort()).toEqual(['attempt', 'blindSince', 'canRetry', 'closeCode', 'closeReason', 'lastFrameAt', 'nextRetryAt', 'offline', 'phase', 'since']);
    expect(toasts.map(({ conversationId }) => conversationId)).toEqual(['c1', 'c2']);
    expect(Object.keys(toasts[0] ?? {}).sort()).toEqual(['actions', 'callerName', 'conversationId', 'expiresAt', 'id', 'kind', 'mediaType', 'pending', 'timestamp']);
    expect(Object.isFrozen(toasts) && Object.isFrozen(toasts[0])).toBe(true);
  });

  it('reconnects after a lost connection, with growing waits [S4]', async () => {
    await connected(makers.get(who), { backoff: { jitter: 'none' } });
    for (const [index, wait] of [1000, 2000, 4000].entries()) {
      FakeSocket.last.end(1006);
      await vi.advanceTimersByTimeAsync(wait - 10);
      expect(FakeSocket.all).toHaveLength(index + 1);
      await vi.advanceTimersByTimeAsync(20);
      expect(FakeSocket.all).toHaveLength(index + 2);
      FakeSocket.last.open();
    }
  });

  it('calls nothing after stop [S9]', async () => {
    const { client, socket, callbacks } = await play(makers.get(who), { name: '', steps: [ROUTING_EVENTS[0]?.steps[0] ?? ''], callbacks: [] });
    client.stop();
    expect(callbacks).toEqual(['+ c1 Ada voice', '- c1 stopped']);
    expect(client.getSnapshot()).toMatchObject({ toasts: [], status: 'stopped' });
    expect(socket.closedWith).toBe(1000);
  });
});
