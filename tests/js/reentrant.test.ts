/** Calls of a client inside its own callbacks. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToasts, GenesysToastsOptions } from '../../js/types.js';
import { app, microtasks, openPage, type PackageOnFake } from './support/package.js';

let page: PackageOnFake;

beforeEach(async () => {
  page = await openPage();
});

const make = (options: Partial<GenesysToastsOptions>): GenesysToasts =>
  page.createGenesysToasts({ ...app, logger: null, ...options } as GenesysToastsOptions);

/** Makes a client whose callbacks record the call, and then call `react`. */
async function running(react: (client: GenesysToasts, word: string) => void) {
  const calls: string[] = [];
  let ready = false;
  const record = (word: string): void => {
    if (!ready) return;
    calls.push(word);
    react(client, word);
  };
  const client = make({ onDismiss: (toast, reason) => record(`${toast.id} ${reason}`), onStatus: (status) => record(status) });
  await client.start();
  const { engine } = page.module;
  const toasts = [engine.ring(), engine.ring()].map(({ id }) => `${id} stopped`);
  await microtasks();
  ready = true;
  return { client, engine, calls, toasts };
}

describe('stop()', () => {
  it('called inside a callback of stop() suppresses no callback [S9]', async () => {
    const { client, engine, calls, toasts } = await running((client) => client.stop());
    // As the real engine does: all of it has happened before the first word.
    vi.spyOn(engine, 'stop').mockImplementation(() => {
      const before = engine.snapshot().toasts;
      engine.become('stopped', { phase: 'stopped' });
      for (const toast of before) engine.host.onDismiss(toast, 'stopped', 'alone');
    });
    client.stop();
    expect(calls).toEqual(['stopped', ...toasts]);
    expect(client.getSnapshot().status).toBe('stopped');
  });

  it('in which the engine throws is followed by no callback [S9]', async () => {
    const { client, engine, calls } = await running(() => undefined);
    vi.spyOn(engine, 'stop').mockImplementation(() => {
      throw new TypeError('no panic');
    });
    expect(() => client.stop()).toThrow('no panic');
    engine.host.onStatus('connected', client.getSnapshot().statusDetail, 'alone');
    expect(calls).toEqual([]);
  });
});

describe('start()', () => {
  it('called inside a callback of stop() runs, with the same engine [S9]', async () => {
    const { client, engine, calls, toasts } = await running((client, word) => word === 'stopped' && void client.start());
    client.stop();
    expect(calls).toEqual([...toasts, 'stopped', 'connecting']);
    await microtasks();
    expect(page.module.engines).toHaveLength(1);
    expect(engine.calls).toEqual(['start', 'stop', 'start']);
    expect(client.getSnapshot().status).toBe('connecting');
  });

  it('called inside the first callback of start() joins it', async () => {
    const words: string[] = [];
    const joined: Promise<void>[] = [];
    const client = make({
      onStatus: (status, { phase }) => {
        words.push(`${status} ${phase}`);
        if (phase === 'load') joined.push(client.start());
      },
    });
    const first = client.start();
    await first;
    expect(joined).toEqual([first]);
    expect(joined[0]).toBe(first);
    expect(words).toEqual(['connecting load', 'connecting token']);
    expect(page.loadEngine).toHaveBeenCalledTimes(1);
  });
});

describe('Symbol.dispose', () => {
  it('called inside the last callback of stop() or of itself repeats no callback and frees once [S9]', async () => {
    for (const end of ['stop', Symbol.dispose] as const) {
      const { client, engine, calls, toasts } = await running((client, word) => word === 'stopped' && client[Symbol.dispose]());
      client[end]();
      await microtasks();
      expect(calls).toEqual([...toasts, 'stopped']);
      expect(engine.calls).toEqual(['start', 'stop', 'free']);
      expect(client.getSnapshot()).toMatchObject({ status: 'stopped', toasts: [] });
    }
  });

  it('called inside the first callback of stop() waits until the engine has called the others', async () => {
    const { client, engine, calls, toasts } = await running((client) => client[Symbol.dispose]());
    client.stop();
    expect(engine.calls).toEqual(['start', 'stop']);
    await microtasks();
    expect(calls).toEqual([...toasts, 'stopped']);
    expect(engine.calls).toEqual(['start', 'stop', 'free']);
    expect(client.getSnapshot()).toMatchObject({ status: 'stopped', toasts: [] });
  });
});
