import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToasts, GenesysToastsOptions } from '../../js/types.js';
import { ALONE, app, microtasks, openPage, task, type PackageOnFake } from './support/package.js';

let page: PackageOnFake;

beforeEach(async () => {
  page = await openPage();
});

const make = (options: Partial<GenesysToastsOptions> = {}): GenesysToasts =>
  page.createGenesysToasts({ ...app, logger: null, ...options } as GenesysToastsOptions);

async function running(options: Partial<GenesysToastsOptions> = {}) {
  const client = make(options);
  await client.start();
  return { client, engine: page.module.engine };
}

describe('a client that was only created', () => {
  it('has loaded nothing', () => {
    make();
    expect(page.loadEngine).not.toHaveBeenCalled();
  });

  it('is idle, and gives the same frozen snapshot again', () => {
    const client = make();
    const snapshot = client.getSnapshot();
    expect(snapshot).toMatchObject({ toasts: [], status: 'idle', error: null, statusDetail: { phase: 'idle', attempt: 0 } });
    expect(client.getSnapshot()).toBe(snapshot);
    expect([snapshot, snapshot.toasts, snapshot.statusDetail].every(Object.isFrozen)).toBe(true);
  });

  it('answers every call', () => {
    const client = make();
    client.stop();
    client.dismissAll();
    client.pause();
    client.resume();
    client.retry();
    expect(client.dismiss('none')).toBe(false);
    expect(client.diagnostics()).toMatchObject({ counters: { frames: 0 }, status: 'idle', events: [] });
    expect(client.getSnapshot().status).toBe('idle');
  });

  it('throws for wrong options at once', () => {
    expect(() => make({ maxToasts: 0 })).toThrow(/^maxToasts: /);
  });
});

describe('start()', () => {
  it('resolves when the engine runs', async () => {
    const { client, engine } = await running({ region: 'mypurecloud.ie', duration: Infinity });
    expect(engine.calls).toEqual(['start']);
    expect(engine.options).toEqual({ source: 'routing-events', region: 'mypurecloud.ie', duration: Infinity });
    expect(client.getSnapshot().status).toBe('connecting');
  });

  it('called twice at once creates one engine [S9]', async () => {
    const client = make();
    await Promise.all([client.start(), client.start()]);
    expect(page.module.engines).toHaveLength(1);
    expect(page.module.engine.calls).toEqual(['start']);
  });

  it('of a running client reaches the engine: after close code 1000 it connects again', async () => {
    const { client, engine } = await running();
    await client.start();
    expect(page.module.engines).toHaveLength(1);
    expect(engine.calls).toEqual(['start', 'start']);
  });

  it('of two clients loads once and shares the instance', async () => {
    await Promise.all([make().start(), make().start()]);
    expect(page.loadEngine).toHaveBeenCalledTimes(1);
    expect(page.module.engines).toHaveLength(2);
  });

  it('rejects if the WebAssembly cannot be loaded, with the error in snapshot and callbacks', async () => {
    const failure = new page.GenesysToastsError({ code: 'wasm_load_failed', message: 'why and what to do', retryable: true });
    page.loadEngine.mockRejectedValueOnce(failure);
    const onError = vi.fn();
    const onStatus = vi.fn();
    const client = make({ onError, onStatus });
    await expect(client.start()).rejects.toBe(failure);
    expect(client.getSnapshot()).toMatchObject({ status: 'error', error: failure });
    expect(onError).toHaveBeenCalledExactlyOnceWith(failure);
    expect(onStatus.mock.calls.map(([status]: unknown[]) => status)).toEqual(['connecting', 'error']);
    expect(onStatus).toHaveBeenLastCalledWith('error', client.getSnapshot().statusDetail, ALONE);
    client.stop();
  });

  it('loads again after a failed load', async () => {
    page.loadEngine.mockRejectedValueOnce(new Error('offline'));
    const client = make();
    await expect(client.start()).rejects.toThrow('offline');
    await client.start();
    expect(page.loadEngine).toHaveBeenCalledTimes(2);
    expect(client.getSnapshot()).toMatchObject({ status: 'connecting', error: null });
  });

  it.each(['WebSocket', 'fetch', 'WebAssembly'])('rejects in an environment without %s, with what to do', async (name) => {
    vi.stubGlobal(name, undefined);
    const client = make();
    await expect(client.start()).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(`no global ${name}`) as string,
    });
    expect(page.loadEngine).not.toHaveBeenCalled();
  });

  it('passes the storage to the engine, and no functions in its options [T7]', async () => {
    const storage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
    const { engine } = await running({ tokenStorage: storage, storageKey: 'agent-7' });
    expect(engine.host.storage).toBe(storage);
    expect(engine.options).toEqual({ source: 'routing-events', storageKey: 'agent-7' });
  });

  it('with a client id leaves out getToken', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { engine } = await running({ getToken: undefined, clientId: 'id', clientSecret: 'secret' });
    expect('getToken' in engine.host).toBe(false);
  });
});

describe('stop()', () => {
  it('calls the callbacks before it returns, and none afterwards [S9]', async () => {
    const calls: string[] = [];
    const { client, engine } = await running({
      onDismiss: (toast, reason) => calls.push(`${toast.id} ${reason}`),
      onStatus: (status) => calls.push(status),
      onToast: () => calls.push('toast'),
      onError: () => calls.push('error'),
    });
    const toast = engine.ring();
    await microtasks();
    calls.length = 0;
    client.subscribe(() => calls.push(`listener ${client.getSnapshot().status}`));
    client.stop();
    expect(calls).toEqual([`${toast.id} stopped`, 'stopped', 'listener stopped']);
    engine.ring();
    engine.host.onStatus('connected', client.getSnapshot().statusDetail, 'alone');
    engine.host.onError(engine.host.createError({ code: 'network', message: 'late', retryable: true }));
    await task();
    expect(calls.filter((line) => !line.startsWith('listener'))).toEqual([`${toast.id} stopped`, 'stopped']);
  });

  it('called twice is harmless [S9]', async () => {
    const onStatus = vi.fn();
    const { client } = await running({ onStatus });
    client.stop();
    onStatus.mockClear();
    client.stop();
    expect(onStatus).not.toHaveBeenCalled();
    expect(client.getSnapshot().status).toBe('stopped');
  });

  it('during the load is harmless: no engine is created, start() resolves [S9]', async () => {
    const onStatus = vi.fn();
    const client = make({ onStatus });
    const started = client.start();
    client.stop();
    expect(client.getSnapshot()).toMatchObject({ status: 'stopped', statusDetail: { phase: 'stopped' } });
    await started;
    await task();
    expect(page.module.engines).toHaveLength(0);
    expect(onStatus.mock.calls.map(([status]: unknown[]) => status)).toEqual(['connecting', 'stopped']);
  });

  it('during a load that then fails reports no failure', async () => {
    page.loadEngine.mockRejectedValueOnce(new Error('offline'));
    const onError = vi.fn();
    const client = make({ onError });
    const started = client.start();
    client.stop();
    await expect(started).resolves.toBeUndefined();
    expect(client.getSnapshot()).toMatchObject({ status: 'stopped', error: null });
    expect(onError).not.toHaveBeenCalled();
  });

  it('and start() during the load: it runs [S9]', async () => {
    const client = make();
    const started = client.start();
    client.stop();
    await Promise.all([client.start(), started]);
    expect(page.module.engine.calls).toEqual(['start']);
    expect(client.getSnapshot().status).toBe('connecting');
  });

  it('may be called inside a callback of start()', async () => {
    const client = make({ onStatus: (_, { phase }) => phase === 'token' && client.stop() });
    await client.start();
    expect(page.module.engine.calls).toEqual(['start', 'stop']);
    expect(client.getSnapshot().status).toBe('stopped');
  });

  it('may be called inside the first callback of start(): nothing is loaded [S9]', async () => {
    const client = make({ onStatus: (status) => status === 'connecting' && client.stop() });
    await client.start();
    expect(page.loadEngine).not.toHaveBeenCalled();
    expect(client.getSnapshot().status).toBe('stopped');
  });

  it('may be followed by start(), which uses the engine again [S9]', async () => {
    const onToast = vi.fn();
    const { client, engine } = await running({ onToast });
    client.stop();
    await client.start();
    expect(page.module.engines).toHaveLength(1);
    const toast = engine.ring();
    expect(onToast).toHaveBeenCalledExactlyOnceWith(toast, ALONE);
  });
});

describe('Symbol.dispose', () => {
  it('stops and frees the memory, but not during a callback', async () => {
    const { client, engine } = await running();
    client[Symbol.dispose]();
    expect(engine.calls).toEqual(['start', 'stop']);
    await microtasks();
    expect(engine.calls).toEqual(['start', 'stop', 'free']);
  });

  it('leaves a client that can be used, and started again', async () => {
    const { client, engine } = await running();
    client[Symbol.dispose]();
    expect(client.dismiss('none')).toBe(false);
    expect(client.getSnapshot().status).toBe('stopped');
    expect(client.diagnostics()).toMatchObject({ counters: { frames: 2 } });
    await client.start();
    expect(page.module.engines).toHaveLength(2);
    expect(page.module.engine).not.toBe(engine);
  });
});

describe('listeners', () => {
  it('are called once for all changes of a task, in a microtask [O6]', async () => {
    const { client, engine } = await running();
    await microtasks();
    const listener = vi.fn();
    client.subscribe(listener);
    engine.ring();
    engine.ring();
    engine.become('connected');
    expect(listener).not.toHaveBeenCalled();
    await microtasks();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(client.getSnapshot()).toMatchObject({ status: 'connected', toasts: [{}, {}] });
  });

  it('are not called if a change was undone or had no effect [O6]', async () => {
    const { client, engine } = await running();
    await microtasks();
    const listener = vi.fn();
    client.subscribe(listener);
    engine.host.onChange();
    await microtasks();
    expect(listener).not.toHaveBeenCalled();
  });

  it('find the new snapshot even before they are called', async () => {
    const { client, engine } = await running();
    const toast = engine.ring();
    expect(client.getSnapshot().toasts).toEqual([toast]);
  });

  it('that throw are logged, and the others are called [D3]', async () => {
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const { client, engine } = await running({ logger });
    const other = vi.fn();
    client.subscribe(() => {
      throw new Error('a broken listener');
    });
    client.subscribe(other);
    engine.ring();
    await microtasks();
    expect(other).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('a broken listener'));
  });

  it('are not called after they were removed, even by another listener', async () => {
    const { client, engine } = await running();
    await microtasks();
    const second = vi.fn();
    client.subscribe(() => end());
    const end = client.subscribe(second);
    engine.ring();
    await microtasks();
    expect(second).not.toHaveBeenCalled();
  });

  it('added twice are called twice', async () => {
    const { client, engine } = await running();
    await microtasks();
    const listener = vi.fn();
    client.subscribe(listener)();
    client.subscribe(listener);
    client.subscribe(listener);
    engine.ring();
    await microtasks();
    expect(listener).toHaveBeenCalledTimes(2);
  });
});

describe('commands', () => {
  it('reach the engine, and may be detached from the client', async () => {
    const { client, engine } = await running();
    const { dismiss, dismissAll, pause, resume, retry } = client;
    const toast = engine.ring();
    pause();
    pause(toast.id);
    resume(toast.id);
    resume();
    expect(dismiss(toast.id)).toBe(true);
    expect(dismiss(toast.id)).toBe(false);
    dismissAll();
    retry();
    expect(engine.calls.slice(1)).toEqual([
      'pause',
      `pause ${toast.id}`,
      `resume ${toast.id}`,
      'resume',
      `dismiss ${toast.id}`,
      `dismiss ${toast.id}`,
      'dismissAll',
      'retry',
    ]);
  });

  it('include retry(), for which the engine decides whether there is anything to try [S14]', async () => {
    const onStatus = vi.fn();
    const { client, engine } = await running({ onStatus });
    const calls = onStatus.mock.calls.length;
    client.retry();
    client.retry();
    expect(engine.calls).toEqual(['start', 'retry', 'retry']);
    expect(page.loadEngine).toHaveBeenCalledTimes(1);
    expect(onStatus).toHaveBeenCalledTimes(calls);
  });

  it('pause all clocks if they are called as event handlers, and dismiss nothing for a value that is no id', async () => {
    const { client, engine } = await running();
    const [pause, resume, dismiss] = [client.pause, client.resume, client.dismiss] as ((event: unknown) => unknown)[];
    pause?.(new Event('pointerenter'));
    resume?.(new Event('pointerleave'));
    expect(dismiss?.(new Event('click'))).toBe(false);
    expect(engine.calls.slice(1)).toEqual(['pause', 'resume']);
  });
});
