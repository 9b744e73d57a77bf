/** The package as it is built: the real engine in WebAssembly, on a network in the hands of the test. */
import { act, cleanup, fireEvent, render, waitFor, within } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToasts, GenesysToastsOptions, Toast } from '../../js/types.js';
import { task } from './support/package.js';
import { conversation, FakeSocket, fakeNetwork } from './support/fake-network.js';
import { itemsIn, rootIn } from './support/views.js';

type Package = typeof import('../../js/index.js') & typeof import('../../js/react/index.js');

let page: Package;
const clients: GenesysToasts[] = [];

beforeEach(async () => {
  fakeNetwork();
  // A page that was just opened: with an instance of its own.
  vi.resetModules();
  page = { ...(await import('../../js/index.js')), ...(await import('../../js/react/index.js')) };
});

afterEach(async () => {
  cleanup();
  for (const client of clients.splice(0)) client.stop();
  await task();
});

const app = { getToken: (): string => 'a token', source: 'routing-events' } as const;

function make(options: Partial<GenesysToastsOptions> = {}): GenesysToasts {
  const client = page.createGenesysToasts({ ...app, logger: null, ...options } as GenesysToastsOptions);
  clients.push(client);
  return client;
}

const socket = (count = 1): Promise<FakeSocket> =>
  waitFor(
    () => {
      expect(FakeSocket.all).toHaveLength(count);
      return FakeSocket.last;
    },
    { timeout: 10_000 },
  );

/** A client with an open socket. */
async function connected(options: Partial<GenesysToastsOptions> = {}) {
  const client = make(options);
  await client.start();
  const opened = await socket();
  opened.open();
  return { client, socket: opened };
}

describe('the engine in WebAssembly', () => {
  it('connects with the token, percent-encoded [S1] [S2]', async () => {
    const { client, socket } = await connected({ region: 'mypurecloud.ie' });
    expect(socket.url).toBe('wss://api.mypurecloud.ie/api/v2/routing/events?access_token=a%20token');
    expect(client.getSnapshot()).toMatchObject({ status: 'connected', statusDetail: { phase: 'open' }, error: null });
    expect(client.getSnapshot().statusDetail.blindSince, 'until it is stable').toBeTypeOf('number');
  });

  it('fetches a token with client id and secret [T1] [T2]', async () => {
    const fetched = fakeNetwork(() => Promise.resolve(new Response(JSON.stringify({ access_token: 'abc', expires_in: 3600 }))));
    const client = make({ getToken: undefined, clientId: 'id', clientSecret: 'secret' });
    await client.start();
    expect((await socket()).url).toContain('access_token=abc');
    expect(fetched).toHaveBeenCalledTimes(1);
    const [request, init] = fetched.mock.calls[0]!;
    expect(request instanceof Request ? request.url : String(request)).toBe('https://api.mypurecloud.com/oauth/token');
    const body = request instanceof Request ? await request.text() : init?.body;
    expect(Object.fromEntries(new URLSearchParams(body as string))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'id',
      client_secret: 'secret',
    });
  });

  it('adds one frozen toast for a ring, and removes it when it is answered [E1] [E7] [E8] [O1]', async () => {
    const calls: string[] = [];
    const { client, socket } = await connected({
      onToast: ({ callerName }) => calls.push(callerName),
      onDismiss: (_, reason) => calls.push(reason),
    });
    socket.frame(conversation('c1', 'ringing'));
    socket.frame(conversation('c1', 'ringing'));
    const [toast] = client.getSnapshot().toasts as [Toast];
    expect(toast).toMatchObject({ conversationId: 'c1', callerName: 'Ada Lovelace', mediaType: 'voice' });
    expect(Object.isFrozen(toast)).toBe(true);
    expect(Math.abs(toast.timestamp - Date.now())).toBeLessThan(10_000);
    socket.frame(conversation('c1', 'connected'));
    expect(client.getSnapshot().toasts).toEqual([]);
    expect(calls).toEqual(['Ada Lovelace', 'answered']);
  });

  it('calls listeners once for all frames of a task, and not for frames without an effect [O6]', async () => {
    const { client, socket } = await connected();
    await task();
    const listener = vi.fn();
    client.subscribe(listener);
    socket.frame(conversation('c1', 'ringing'));
    socket.frame(conversation('c2', 'ringing'));
    await task();
    expect(listener).toHaveBeenCalledTimes(1);
    const snapshot = client.getSnapshot();
    socket.frame(conversation('c1', 'ringing'));
    socket.frame({ eventType: 'something.else' });
    await task();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(client.getSnapshot()).toBe(snapshot);
  });

  it('keeps toasts that did not change [O1] [O6]', async () => {
    const { client, socket } = await connected();
    socket.frame(conversation('c1', 'ringing'));
    const [first] = client.getSnapshot().toasts;
    socket.frame(conversation('c2', 'ringing'));
    expect(client.getSnapshot().toasts[0]).toBe(first);
  });

  it('stops: calls the callbacks before stop() returns, closes with 1000, and starts again [S9]', async () => {
    const calls: string[] = [];
    const { client, socket: first } = await connected({
      onStatus: (status) => calls.push(status),
      onDismiss: (_, reason) => calls.push(`toast ${reason}`),
    });
    first.frame(conversation('c1', 'ringing'));
    await task();
    calls.length = 0;
    client.subscribe(() => calls.push('listener'));
    client.stop();
    expect(calls).toEqual(['toast stopped', 'stopped', 'listener']);
    expect(first.closedWith).toBe(1000);
    first.frame(conversation('c2', 'ringing'));
    first.end(1006);
    await task();
    expect(calls).toHaveLength(3);
    await client.start();
    (await socket(2)).open();
    expect(client.getSnapshot().status).toBe('connected');
  });

  it('may be stopped from within its own callbacks [S9]', async () => {
    const { client, socket } = await connected({ onToast: () => client.stop() });
    socket.frame(conversation('c1', 'ringing'));
    expect(client.getSnapshot()).toMatchObject({ status: 'stopped', toasts: [] });
    expect(socket.closedWith).toBe(1000);
  });

  it('may be disposed of from within its own callbacks [S9]', async () => {
    const { client, socket } = await connected({ onToast: () => client[Symbol.dispose]() });
    socket.frame(conversation('c1', 'ringing'));
    await task();
    expect(client.getSnapshot().status).toBe('stopped');
    expect(client.diagnostics().counters.toastsShown).toBe(1);
  });

  it('catches and logs exceptions of callbacks [D3]', async () => {
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const { client, socket } = await connected({
      logger,
      onToast: () => {
        throw new Error('a broken handler');
      },
    });
    socket.frame(conversation('c1', 'ringing'));
    expect(client.getSnapshot().toasts).toHaveLength(1);
    expect(logger.error).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('onToast'));
  });

  it('reports errors with the class of the package, without the token [T11] [E3]', async () => {
    const onError = vi.fn();
    const { socket } = await connected({ onError });
    socket.frame('no JSON at all');
    expect(onError).toHaveBeenCalledTimes(1);
    const [error] = onError.mock.calls[0] as [unknown];
    expect(error).toBeInstanceOf(page.GenesysToastsError);
    expect(error).toMatchObject({ code: 'bad_frame' });
    expect(String(error)).not.toContain('a token');
  });

  it('has diagnostics without token and name [D1]', async () => {
    const { client, socket } = await connected();
    socket.frame(conversation('c1', 'ringing'));
    const diagnostics = client.diagnostics();
    expect(diagnostics).toMatchObject({ counters: { frames: 1, connects: 1, toastsShown: 1 }, status: 'connected' });
    expect(JSON.stringify(diagnostics)).not.toMatch(/a token|a%20token|Ada/);
  });

  it('serves two clients of a page', async () => {
    const first = await connected({ region: 'mypurecloud.ie' });
    const second = make({ region: 'mypurecloud.de' });
    await second.start();
    (await socket(2)).open();
    first.socket.frame(conversation('c1', 'ringing'));
    expect([first.client, second].map((client) => client.getSnapshot().toasts.length)).toEqual([1, 0]);
  });

  it('starts a fresh instance after a panic: the toasts stay, the old socket is closed [D4]', async () => {
    const onError = vi.fn();
    const { client, socket: first } = await connected({ onError, backoff: { baseMs: 1, maxMs: 1 } });
    first.frame(conversation('c1', 'ringing'));
    const [toast] = client.getSnapshot().toasts as [Toast];
    const { currentInstance } = await import('../../js/instance.js');
    expect(() => currentInstance()?.panicForTest()).toThrow(WebAssembly.RuntimeError);
    await task();
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'engine_failed' }));
    expect(first.readyState).toBe(3);
    expect(client.getSnapshot().toasts.map(({ id }) => id)).toEqual([toast.id]);
    const second = await socket(2);
    second.open();
    expect(client.getSnapshot().status).toBe('connected');
    second.frame(conversation('c2', 'ringing'));
    expect(client.getSnapshot().toasts).toHaveLength(2);
    expect(client.dismiss(toast.id)).toBe(true);
  });
});

describe('hook and toaster on the engine in WebAssembly', () => {
  function Desktop() {
    const { client } = page.useGenesysToasts({ ...app, logger: null });
    return <page.GenesysToaster client={client} status />;
  }

  it('show a ring and dismiss it, with one socket under StrictMode, which is closed after unmount', async () => {
    const { unmount } = render(<Desktop />, { wrapper: StrictMode });
    const opened = await socket();
    act(() => opened.open());
    const view = within(rootIn(document));
    await view.findByText('Status: connected');
    await act(async () => {
      FakeSocket.last.frame(conversation('c1', 'ringing', '<img src=x onerror=alert(1)>'));
      await task();
    });
    expect(view.getByText('<img src=x onerror=alert(1)>')).toBeTruthy();
    fireEvent.click(view.getByRole('button', { name: 'Dismiss notification' }));
    await waitFor(() => expect(itemsIn(rootIn(document))).toHaveLength(0));
    unmount();
    await waitFor(() => expect(FakeSocket.last.closedWith).toBe(1000));
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('pause the clocks while the pointer is over the toaster [O3]', async () => {
    const { client, socket } = await connected();
    render(<page.GenesysToaster client={client} />);
    await act(async () => {
      socket.frame(conversation('c1', 'ringing'));
      await task();
    });
    const expiresAt = (): number | null | undefined => client.getSnapshot().toasts[0]?.expiresAt;
    expect(expiresAt()).toBeGreaterThan(Date.now());
    const point = (event: 'pointerEnter' | 'pointerLeave'): Promise<void> =>
      act(async () => {
        fireEvent[event](rootIn(document));
        await task();
      });
    await point('pointerEnter');
    expect(expiresAt()).toBeNull();
    await point('pointerLeave');
    expect(expiresAt()).toBeGreaterThan(Date.now());
  });
});
