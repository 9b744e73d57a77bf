import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToasts, GenesysToastsOptions } from '../../js/types.js';
import type { FakeEngine } from './support/fake-engine.js';
import { ALONE, app, microtasks, openPage, type PackageOnFake } from './support/package.js';

let page: PackageOnFake;

beforeEach(async () => {
  page = await openPage();
});

async function running(options: Partial<GenesysToastsOptions> = {}): Promise<{ client: GenesysToasts; engine: FakeEngine }> {
  const client = page.createGenesysToasts({ ...app, logger: null, ...options } as GenesysToastsOptions);
  await client.start();
  return { client, engine: page.module.engine };
}

/** What a timer or socket of the engine's own does when Rust panics in it. */
const dieInATimer = (engine: FakeEngine): void => {
  expect(() => engine.die()).toThrow(WebAssembly.RuntimeError);
};

/** A socket as the engine leaves it behind. */
const openSocket = (): WebSocket => ({ onopen: vi.fn(), onmessage: vi.fn(), onclose: vi.fn(), close: vi.fn() }) as Partial<WebSocket> as WebSocket;

describe('a panic', () => {
  it('starts a fresh instance with the same options, and the toasts stay [D4]', async () => {
    const onError = vi.fn();
    const { client, engine } = await running({ region: 'mypurecloud.ie', onError });
    const toast = engine.ring();
    engine.become('connected', { attempt: 3 });
    await microtasks();
    dieInATimer(engine);
    await microtasks();
    expect(page.module.fresh).toHaveBeenCalledTimes(1);
    expect(page.module.engines).toHaveLength(2);
    expect(page.module.engine.options).toEqual({ source: 'routing-events', region: 'mypurecloud.ie' });
    expect(page.module.engine.resumed).toEqual({ toasts: [toast], attempt: 3 });
    expect(page.module.engine.calls).toEqual(['start']);
    expect(client.getSnapshot().toasts).toEqual([toast]);
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'engine_failed' }));
    expect((onError.mock.calls[0] as [Error])[0].message).toContain('index out of bounds');
  });

  it('closes what the dead instance left open, and does not call it again [D4]', async () => {
    const { engine } = await running();
    const [socket, request] = [openSocket(), new AbortController()];
    engine.host.resources.add(socket).add(request);
    const calls = [...engine.calls];
    dieInATimer(engine);
    expect(socket.close).not.toHaveBeenCalled();
    await microtasks();
    expect(socket.close).toHaveBeenCalledExactlyOnceWith(1000);
    expect([socket.onopen, socket.onmessage, socket.onclose]).toEqual([null, null, null]);
    expect(request.signal.aborted).toBe(true);
    expect(engine.host.resources.size).toBe(0);
    expect(engine.calls).toEqual(calls);
    expect(page.module.abandon).toHaveBeenCalledTimes(1);
    expect(page.module.failInstance).toHaveBeenCalledTimes(1);
  });

  it('is caught in every call, which answers from the last snapshot [D4]', async () => {
    const { client, engine } = await running();
    const toast = engine.ring();
    await microtasks();
    vi.spyOn(engine, 'dismiss').mockImplementation(() => engine.die());
    expect(client.dismiss(toast.id)).toBe(false);
    expect(client.getSnapshot().toasts).toEqual([toast]);
    client.pause();
    expect(engine.calls).not.toContain('pause');
    await microtasks();
    expect(client.dismiss(toast.id)).toBe(true);
  });

  it('without a message, as after a stack overflow, is handled, too [D4]', async () => {
    const { client, engine } = await running();
    vi.spyOn(engine, 'dismissAll').mockImplementation(() => {
      throw new WebAssembly.RuntimeError('memory access out of bounds');
    });
    client.dismissAll();
    await microtasks();
    expect(page.module.engines).toHaveLength(2);
  });

  it('of another kind, a plain exception, is passed on', async () => {
    const { client, engine } = await running();
    vi.spyOn(engine, 'dismissAll').mockImplementation(() => {
      throw new TypeError('no panic');
    });
    expect(() => client.dismissAll()).toThrow('no panic');
    await microtasks();
    expect(page.module.fresh).not.toHaveBeenCalled();
  });

  it('starts every running client again, and none that was stopped [D4]', async () => {
    const first = await running();
    const second = await running();
    const third = await running();
    second.client.stop();
    dieInATimer(third.engine);
    await microtasks();
    expect(page.module.fresh).toHaveBeenCalledTimes(1);
    expect(page.module.engines).toHaveLength(5);
    expect(first.client.getSnapshot().status).toBe('connecting');
    expect(second.client.getSnapshot().status).toBe('stopped');
  });

  it('gives a client that was stopped before it a new engine when it starts again', async () => {
    const first = await running();
    const second = await running();
    first.client.stop();
    dieInATimer(second.engine);
    await microtasks();
    await first.client.start();
    expect(page.module.engines).toHaveLength(4);
    expect(page.module.engine.calls).toEqual(['start']);
  });

  it('again and again waits longer each time, whatever attempt the engine reports [D4] [S4]', async () => {
    await running();
    for (const failures of [1, 2, 3]) {
      dieInATimer(page.module.engine);
      await microtasks();
      expect(page.module.engine.resumed?.attempt).toBe(failures);
    }
  });

  it('after a minute without one counts as the first', async () => {
    vi.useFakeTimers();
    try {
      await running();
      dieInATimer(page.module.engine);
      await microtasks();
      dieInATimer(page.module.engine);
      await microtasks();
      // The clock of the computer is set back meanwhile: what counts is the time that passed.
      vi.setSystemTime(Date.now() - 3_600_000);
      vi.advanceTimersByTime(61_000);
      dieInATimer(page.module.engine);
      await microtasks();
      expect(page.module.engine.resumed?.attempt).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('soon after another is the second in a row, although the clock was set forward meanwhile', async () => {
    vi.useFakeTimers();
    try {
      await running();
      dieInATimer(page.module.engine);
      await microtasks();
      vi.setSystemTime(Date.now() + 3_600_000);
      dieInATimer(page.module.engine);
      await microtasks();
      expect(page.module.engine.resumed?.attempt).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('after the clock of the computer was set back moves neither the time since which it is blind nor the end of a mute [D4] [S12] [A10]', async () => {
    vi.useFakeTimers();
    try {
      const { client, engine } = await running();
      const now = Date.now();
      engine.become('disconnected', { blindSince: now - 5000 });
      engine.setAlerts({ muted: { until: now + 60_000 } });
      expect(client.getSnapshot().statusDetail.blindSince).toBe(now - 5000);
      vi.setSystemTime(now - 3_600_000);
      vi.advanceTimersByTime(1000);
      // A snapshot that is made since holds the same times.
      engine.ring();
      expect(client.getSnapshot().toasts).toHaveLength(1);
      dieInATimer(engine);
      await microtasks();
      expect(page.module.engine.blindSince).toBe(now - 3_600_000 - 5000);
      expect(page.module.engine.calls).toEqual(['start', 'mute 59000']);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(['constructor', 'start'] as const)('of the fresh instance in its %s ends it: status error [D4]', async (where) => {
    const calls: string[] = [];
    const { client, engine } = await running({
      onError: ({ code }) => calls.push(code),
      onDismiss: (_, reason) => calls.push(reason),
      onStatus: (status) => calls.push(status),
    });
    engine.ring();
    await microtasks();
    calls.length = 0;
    page.module.diesIn = where;
    dieInATimer(engine);
    await microtasks();
    expect(calls).toEqual(['engine_failed', 'stopped', 'error', 'engine_failed']);
    expect(client.getSnapshot()).toMatchObject({ status: 'error', toasts: [], error: { code: 'engine_failed' } });
    expect(page.module.engines).toHaveLength(2);
  });

  it('of one client’s fresh engine does not end another client [D4]', async () => {
    const first = await running();
    const second = await running();
    const make = page.module.fresh.getMockImplementation()!;
    page.module.fresh.mockImplementationOnce(() => {
      page.module.diesIn = 'start';
      return make();
    });
    first.client.subscribe(() => {
      page.module.diesIn = undefined;
    });
    dieInATimer(second.engine);
    await microtasks();
    expect(first.client.getSnapshot().status).toBe('error');
    expect(second.client.getSnapshot().status).toBe('connecting');
  });

  it('in the first start rejects it, and a later start() makes a fresh instance', async () => {
    page.module.diesIn = 'start';
    const client = page.createGenesysToasts({ ...app, logger: null });
    await expect(client.start()).rejects.toMatchObject({ code: 'engine_failed' });
    expect(client.getSnapshot().status).toBe('error');
    page.module.diesIn = undefined;
    await client.start();
    expect(client.getSnapshot()).toMatchObject({ status: 'connecting', error: null });
  });

  it('and stop() at the same moment: stopped, everything closed [D4] [S9]', async () => {
    const onStatus = vi.fn();
    const { client, engine } = await running({ onStatus });
    const socket = openSocket();
    engine.host.resources.add(socket);
    dieInATimer(engine);
    onStatus.mockClear();
    client.stop();
    expect(onStatus).toHaveBeenCalledExactlyOnceWith('stopped', expect.objectContaining({ phase: 'stopped' }), ALONE);
    await microtasks();
    expect(socket.close).toHaveBeenCalledTimes(1);
    expect(page.module.engines).toHaveLength(1);
  });

  it('with an onError that throws changes nothing [D3] [D4]', async () => {
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const { client, engine } = await running({
      logger,
      onError: () => {
        throw new Error('a broken handler');
      },
    });
    dieInATimer(engine);
    await microtasks();
    expect(client.getSnapshot().status).toBe('connecting');
    expect(logger.error).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('a broken handler'));
  });
});
