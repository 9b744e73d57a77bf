/** Alerts, and options that change while the client runs. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToasts, GenesysToastsOptions } from '../../js/types.js';
import { app, openPage, type PackageOnFake } from './support/package.js';

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

describe('alerts', () => {
  it('are off until the client runs', async () => {
    const client = make();
    expect(client.getSnapshot().alerts).toEqual({ sound: 'off', notification: 'off', muted: null, sounding: [] });
    expect(await client.unlockAlerts()).toBe(client.getSnapshot().alerts);
  });

  it('reach the engine by the commands of the client [A5] [A10] [A11]', async () => {
    const { client, engine } = await running();
    const { testAlert, silence, mute, unmute } = client;
    testAlert();
    testAlert('chat');
    silence();
    silence('7');
    mute();
    mute({ forMs: 60_000 });
    unmute();
    expect(engine.calls.slice(1)).toEqual(['testAlert voice', 'testAlert chat', 'silence', 'silence 7', 'mute undefined', 'mute 60000', 'unmute']);
  });

  it('are unlocked when the agent and the browser have decided [A5] [A6]', async () => {
    const { client, engine } = await running();
    engine.setAlerts({ sound: 'needs-gesture', notification: 'default' });
    let answer!: () => void;
    engine.unlocked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const resolved = vi.fn();
    const unlocked = client.unlockAlerts().then(resolved);
    expect(engine.calls.at(-1)).toBe('unlockAlerts');
    engine.setAlerts({ sound: 'blocked' });
    await Promise.resolve();
    expect(resolved).not.toHaveBeenCalled();
    engine.setAlerts({ notification: 'granted' });
    answer();
    await unlocked;
    expect(resolved).toHaveBeenCalledWith(client.getSnapshot().alerts);
  });

  it('that nobody decides about are left by stop()', async () => {
    const { client, engine } = await running();
    engine.setAlerts({ sound: 'needs-gesture' });
    const unlocked = client.unlockAlerts();
    await Promise.resolve();
    client.stop();
    expect((await unlocked).sound).toBe('needs-gesture');
  });

  it('that are asked for while the instance fails resolve with what is known then [D4]', async () => {
    const { client, engine } = await running();
    engine.setAlerts({ sound: 'needs-gesture' });
    engine.unlocked = new Promise(() => undefined);
    const unlocked = client.unlockAlerts();
    page.module.panic('index out of bounds');
    expect(await unlocked).toBe(client.getSnapshot().alerts);
  });

  it('are muted after a panic as before it [A10] [D4]', async () => {
    const { client, engine } = await running();
    engine.setAlerts({ muted: { until: null } });
    client.getSnapshot();
    page.module.panic('index out of bounds');
    await Promise.resolve();
    await Promise.resolve();
    expect(page.module.engine).not.toBe(engine);
    expect(page.module.engine.calls).toContain('mute undefined');
  });

  it.each([NaN, Infinity, -1, 86_400_001, '60'])('are not muted for %s ms', async (forMs) => {
    const { client, engine } = await running();
    expect(() => client.mute({ forMs: forMs as number })).toThrow(/^mute\(\)\.forMs: expected a number from 0 to 86400000 \(ms\), or nothing for no end, got /);
    expect(engine.calls).toEqual(['start']);
  });

  it('open a toast: onOpen is called, as after a click on its notification [A7]', async () => {
    const onOpen = vi.fn();
    const { client, engine } = await running({ onOpen });
    const toast = engine.ring();
    expect([client.open(toast.id), client.open('no-such')]).toEqual([true, false]);
    expect(onOpen.mock.calls).toEqual([[toast]]);
  });
});

describe('update()', () => {
  it('changes alerts and options of toasts without a new connection', async () => {
    const { client, engine } = await running();
    client.update({ duration: 5000 });
    client.update({ alerts: { sound: { volume: 1 } } });
    const configured = engine.calls.filter((call) => call.startsWith('configure')).map((call) => JSON.parse(call.slice(10)) as object);
    expect(configured).toEqual([expect.objectContaining({ duration: 5000 }), expect.objectContaining({ duration: 5000, alerts: { sound: { volume: 1 } } })]);
    expect(page.module.engines).toHaveLength(1);
  });

  it('replaces callbacks at once, without a call of the engine', async () => {
    const [before, after] = [vi.fn(), vi.fn()];
    const { client, engine } = await running({ onToast: before });
    client.update({ onToast: after });
    engine.ring();
    expect([before.mock.calls.length, after.mock.calls.length]).toEqual([0, 1]);
    expect(engine.calls.some((call) => call.startsWith('configure'))).toBe(false);
  });

  it('throws for what the connection depends on, and changes nothing', async () => {
    const { client, engine } = await running();
    expect(() => client.update({ region: 'mypurecloud.de', duration: 5000 })).toThrow('region: the connection depends on it');
    expect(engine.calls).toEqual(['start']);
  });
});
