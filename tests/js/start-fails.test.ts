/** What a client does while the script with the WebAssembly does not load: there is no engine yet that could hold rules S4 and S12. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToasts, GenesysToastsOptions, StatusDetail } from '../../js/types.js';
import { ALONE, app, openPage, type PackageOnFake } from './support/package.js';

let page: PackageOnFake;
const NOW = Date.UTC(2025, 0, 2, 10, 42, 3);

beforeEach(async () => {
  page = await openPage();
  vi.useFakeTimers({ now: NOW });
});

afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
  vi.useRealTimers();
});

const clients: GenesysToasts[] = [];

function make(options: Partial<GenesysToastsOptions> = {}): GenesysToasts {
  const client = page.createGenesysToasts({ ...app, logger: null, backoff: { jitter: 'none' }, ...options } as GenesysToastsOptions);
  clients.push(client);
  return client;
}

const failure = (retryable = true, more: object = {}) =>
  new page.GenesysToastsError({ code: 'wasm_load_failed', message: 'why, and what to do', retryable, ...more });

/** Lets the next loads fail: all of them, or so many. */
function loadsFail(error: unknown = failure(), times = Infinity): void {
  let failed = 0;
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever is thrown
  page.loadEngine.mockImplementation(() => (failed++ < times ? Promise.reject(error) : Promise.resolve(page.module)));
}

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const detail = (client: GenesysToasts): StatusDetail => client.getSnapshot().statusDetail;
const makeLogger = () => ({ debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() });

describe('a load', () => {
  it('is connecting, and blind since start() [S2] [S12]', async () => {
    page.loadEngine.mockReturnValue(new Promise(() => undefined));
    const onStatus = vi.fn();
    const client = make({ onStatus });
    void client.start();
    await pass(10_000);
    expect(client.getSnapshot()).toMatchObject({ status: 'connecting', statusDetail: { phase: 'load', since: NOW, blindSince: NOW, attempt: 0, nextRetryAt: null } });
    expect(onStatus).toHaveBeenCalledExactlyOnceWith('connecting', detail(client), ALONE);
  });

  it('gives the engine the time of start() as the one since which it is blind [S12]', async () => {
    loadsFail(failure(), 1);
    const client = make();
    await expect(client.start()).rejects.toThrow();
    await pass(1000);
    expect(page.module.engine.calls).toEqual(['start']);
    expect(page.module.engine.blindSince).toBe(NOW);
  });

  it('that takes long gives the engine that time by the present clock, if the clock was set back meanwhile [S12]', async () => {
    let loaded = (_: typeof page.module): void => undefined;
    page.loadEngine.mockReturnValueOnce(new Promise((resolve) => (loaded = resolve)));
    const client = make();
    void client.start();
    await pass(5000);
    vi.setSystemTime(Date.now() - 3_600_000);
    loaded(page.module);
    await pass(0);
    expect(page.module.engine.blindSince).toBe(NOW - 3_600_000);
  });

  it('that fails reports and gives the same, and leaves the time alone if the clock was set forward: that may be a sleep [S12]', async () => {
    loadsFail(failure(), 3);
    const client = make();
    await expect(client.start()).rejects.toThrow();
    vi.setSystemTime(Date.now() - 3_600_000);
    await pass(1000);
    expect(detail(client)).toMatchObject({ phase: 'waiting', blindSince: NOW - 3_600_000 });
    vi.setSystemTime(Date.now() + 7_200_000);
    await pass(2000);
    expect(detail(client)).toMatchObject({ phase: 'waiting', blindSince: NOW - 3_600_000 });
    await pass(4000);
    expect(page.module.engine.blindSince).toBe(NOW - 3_600_000);
  });

  it('of the script that answered 503 once is tried again, and then it connects [S4]', async () => {
    loadsFail(failure(), 1);
    const onError = vi.fn();
    const client = make({ onError });
    await expect(client.start()).rejects.toMatchObject({ code: 'wasm_load_failed' });
    expect(client.getSnapshot()).toMatchObject({
      status: 'error',
      error: { code: 'wasm_load_failed' },
      statusDetail: { phase: 'waiting', attempt: 1, nextRetryAt: NOW + 1000, blindSince: NOW },
    });
    await pass(999);
    expect(page.loadEngine).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(page.loadEngine).toHaveBeenCalledTimes(2);
    expect(client.getSnapshot()).toMatchObject({ status: 'connecting', error: null });
    expect(onError).toHaveBeenCalledTimes(1);
    await pass(600_000);
    expect(page.loadEngine).toHaveBeenCalledTimes(2);
  });

  it('waits 1, 2, 4 … 30, 30 s without jitter, for ever [S4]', async () => {
    loadsFail();
    const client = make();
    await expect(client.start()).rejects.toThrow();
    for (const [index, seconds] of [1, 2, 4, 8, 16, 30, 30, 30].entries()) {
      expect(detail(client)).toMatchObject({ attempt: index + 1, nextRetryAt: Date.now() + seconds * 1000, blindSince: NOW });
      await pass(seconds * 1000 - 1);
      expect(page.loadEngine).toHaveBeenCalledTimes(index + 1);
      await pass(1);
      expect(page.loadEngine).toHaveBeenCalledTimes(index + 2);
    }
  });

  it.each<[string, GenesysToastsOptions['backoff'], number, number[]]>([
    ['full', { jitter: 'full' }, 0.5, [500, 1000, 2000]],
    ['equal', { jitter: 'equal' }, 0.5, [750, 1500, 3000]],
    ['full-then-equal', { jitter: 'full-then-equal' }, 0.5, [500, 1500, 3000]],
    ['the default', undefined, 0.5, [500, 1500, 3000]],
    ['none, of other ceilings', { jitter: 'none', baseMs: 200, maxMs: 500 }, 0.5, [200, 400, 500, 500]],
  ])('spreads its waits by backoff.jitter: %s [S4]', async (_, backoff, random, waits) => {
    vi.spyOn(Math, 'random').mockReturnValue(random);
    loadsFail();
    const client = make({ backoff });
    await expect(client.start()).rejects.toThrow();
    for (const wait of waits) {
      expect((detail(client).nextRetryAt ?? NaN) - Date.now()).toBe(wait);
      await pass(wait);
    }
    expect(page.loadEngine).toHaveBeenCalledTimes(waits.length + 1);
  });

  it.each([429, 503])('waits up to 5 s longer the first time after %s [S4]', async (status) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    loadsFail(failure(true, { status }));
    const client = make();
    await expect(client.start()).rejects.toThrow();
    expect(detail(client).nextRetryAt).toBe(NOW + 3500);
    await pass(3500);
    expect((detail(client).nextRetryAt ?? NaN) - Date.now()).toBe(2000);
  });

  it('is tried again at once when the browser is online again [S10]', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    loadsFail(failure(), 3);
    const client = make();
    await expect(client.start()).rejects.toThrow();
    await pass(1000 + 2000);
    expect(page.loadEngine).toHaveBeenCalledTimes(3);
    window.dispatchEvent(new Event('online'));
    window.dispatchEvent(new Event('online'));
    await pass(149);
    expect(page.loadEngine).toHaveBeenCalledTimes(3);
    await pass(1);
    expect(page.loadEngine).toHaveBeenCalledTimes(4);
    expect(client.getSnapshot().status).toBe('connecting');
    window.dispatchEvent(new Event('online'));
    await pass(60_000);
    expect(page.loadEngine).toHaveBeenCalledTimes(4);
  });

  it('is tried again after the longest wait while the browser is offline [S10]', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    loadsFail();
    const client = make();
    await expect(client.start()).rejects.toThrow();
    expect(detail(client)).toMatchObject({ offline: true, nextRetryAt: NOW + 30_000 });
  });

  it('is reported to onError once, however often it fails, and logged as an error once [D2]', async () => {
    loadsFail();
    const [onError, logger] = [vi.fn(), makeLogger()];
    const client = make({ onError, logger });
    await expect(client.start()).rejects.toThrow();
    await pass(120_000);
    expect(page.loadEngine.mock.calls.length).toBeGreaterThan(6);
    expect(onError).toHaveBeenCalledExactlyOnceWith(client.getSnapshot().error);
    expect(logger.error).toHaveBeenCalledExactlyOnceWith('wasm_load_failed: why, and what to do');
    expect(logger.warn).not.toHaveBeenCalled();
    expect(logger.info).toHaveBeenCalledTimes(page.loadEngine.mock.calls.length - 1);
  });

  it('is reported again if it fails after a success', async () => {
    const onError = vi.fn();
    const client = make({ onError });
    loadsFail(failure(), 1);
    await expect(client.start()).rejects.toThrow();
    await pass(1000);
    page.module.diesIn = 'start';
    client.stop();
    await expect(client.start()).rejects.toMatchObject({ code: 'engine_failed' });
    expect(onError).toHaveBeenCalledTimes(2);
  });

  it('is logged to the console if there is no logger [D2]', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    loadsFail();
    await expect(make({ logger: undefined }).start()).rejects.toThrow();
    expect(error).toHaveBeenCalledExactlyOnceWith('genesys-toasts: wasm_load_failed: why, and what to do');
  });

  it('that no retry can fix is reported once and not tried again, and the client stays blind [S12]', async () => {
    loadsFail(failure(false));
    const [onError, logger] = [vi.fn(), makeLogger()];
    const client = make({ onError, logger });
    await expect(client.start()).rejects.toMatchObject({ retryable: false });
    expect(client.getSnapshot()).toMatchObject({ status: 'error', statusDetail: { phase: 'idle', nextRetryAt: null, blindSince: NOW } });
    window.dispatchEvent(new Event('online'));
    await pass(600_000);
    expect(page.loadEngine).toHaveBeenCalledTimes(1);
    expect(onError).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(detail(client).blindSince).toBe(NOW);
  });

  it('that no retry can fix any more is reported once more, and not tried again', async () => {
    page.loadEngine.mockRejectedValueOnce(failure()).mockRejectedValue(failure(false));
    const onError = vi.fn();
    const client = make({ onError });
    await expect(client.start()).rejects.toThrow();
    await pass(600_000);
    expect(onError.mock.calls.map(([error]: unknown[]) => (error as { retryable: boolean }).retryable)).toEqual([true, false]);
    expect(page.loadEngine).toHaveBeenCalledTimes(2);
  });

  it('in an environment without WebAssembly is reported once, and blind since start() [S12]', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    const [onError, logger] = [vi.fn(), makeLogger()];
    const client = make({ onError, logger });
    await expect(client.start()).rejects.toMatchObject({ code: 'unsupported' });
    await pass(60_000);
    expect(onError).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^unsupported: .*WebAssembly/));
    expect(client.getSnapshot()).toMatchObject({ status: 'error', statusDetail: { blindSince: NOW, nextRetryAt: null } });
  });

  it('that fails with something unexpected is an error with a code, too', async () => {
    const cause = new TypeError('not a function');
    loadsFail(cause);
    const onError = vi.fn();
    const client = make({ onError });
    await expect(client.start()).rejects.toMatchObject({ code: 'engine_failed', cause });
    expect(onError).toHaveBeenCalledExactlyOnceWith(client.getSnapshot().error);
    expect(client.getSnapshot().error?.message).toContain('not a function');
  });

  it('ends with stop(): nothing follows, and no time since which rings may be missed [S9] [S12]', async () => {
    loadsFail();
    const onStatus = vi.fn();
    const client = make({ onStatus });
    await expect(client.start()).rejects.toThrow();
    client.stop();
    onStatus.mockClear();
    window.dispatchEvent(new Event('online'));
    await pass(600_000);
    expect(page.loadEngine).toHaveBeenCalledTimes(1);
    expect(onStatus).not.toHaveBeenCalled();
    expect(client.getSnapshot()).toMatchObject({ status: 'stopped', error: null, statusDetail: { phase: 'stopped', blindSince: null, nextRetryAt: null } });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('after stop() counts failures from 0', async () => {
    loadsFail();
    const onError = vi.fn();
    const client = make({ onError });
    await expect(client.start()).rejects.toThrow();
    await pass(5000);
    client.stop();
    await expect(client.start()).rejects.toThrow();
    expect(detail(client)).toMatchObject({ attempt: 1, nextRetryAt: Date.now() + 1000, blindSince: NOW + 5000 });
    expect(onError).toHaveBeenCalledTimes(2);
  });
});

describe('start() while no engine runs', () => {
  it('called by onError after a failed load runs: a new promise, a new load', async () => {
    loadsFail(failure(), 1);
    let again: Promise<void> | undefined;
    const client = make({
      onError: () => {
        again = client.start();
      },
    });
    const first = client.start();
    await expect(first).rejects.toThrow();
    expect(again).not.toBe(first);
    await expect(again).resolves.toBeUndefined();
    expect(page.loadEngine).toHaveBeenCalledTimes(2);
    expect(page.module.engine.calls).toEqual(['start']);
    await pass(60_000);
    expect(page.module.engines).toHaveLength(1);
  });

  it('called by onError of an immediate failure runs, too', async () => {
    vi.stubGlobal('fetch', undefined);
    let again: Promise<void> | undefined;
    const client = make({
      onError: () => {
        vi.unstubAllGlobals();
        again = client.start();
      },
    });
    await expect(client.start()).rejects.toMatchObject({ code: 'unsupported' });
    await again;
    expect(page.module.engine.calls).toEqual(['start']);
  });

  it.each([true, false])('called by onError each time is no endless loop (retryable: %s)', async (retryable) => {
    loadsFail(failure(retryable));
    const onError = vi.fn(() => void client.start().catch(() => undefined));
    const client = make({ onError });
    await expect(client.start()).rejects.toThrow();
    await pass(500);
    expect(onError).toHaveBeenCalledTimes(1);
    expect(page.loadEngine).toHaveBeenCalledTimes(2);
  });

  it('called between stop() and the end of a load runs, even if that load fails', async () => {
    let fail = (_: Error): void => undefined;
    page.loadEngine.mockReturnValueOnce(
      new Promise((_, reject) => {
        fail = reject;
      }),
    );
    const onError = vi.fn();
    const client = make({ onError });
    const first = client.start();
    client.stop();
    const second = client.start();
    expect(second).not.toBe(first);
    fail(failure());
    await expect(first).resolves.toBeUndefined();
    await expect(second).resolves.toBeUndefined();
    expect(onError).not.toHaveBeenCalled();
    expect(page.module.engines).toHaveLength(1);
    expect(page.module.engine.calls).toEqual(['start']);
    expect(client.getSnapshot()).toMatchObject({ status: 'connecting', error: null });
  });

  it('called while a wait lasts ends the wait', async () => {
    loadsFail(failure(), 1);
    const client = make();
    await expect(client.start()).rejects.toThrow();
    await client.start();
    expect(page.module.engine.calls).toEqual(['start']);
    await pass(60_000);
    expect(page.loadEngine).toHaveBeenCalledTimes(2);
  });

  it('called during a try shares it', async () => {
    const client = make();
    expect(client.start()).toBe(client.start());
    await client.start();
    expect(page.loadEngine).toHaveBeenCalledTimes(1);
  });

  it('of a client that joined the failing load of another loads by itself', async () => {
    loadsFail(failure(), 1);
    const [first, second] = [make(), make()];
    const started = [first.start(), second.start()] as const;
    await expect(started[0]).rejects.toThrow();
    await expect(started[1]).resolves.toBeUndefined();
    expect(page.loadEngine).toHaveBeenCalledTimes(2);
  });
});

describe('an instance that failed and could not be replaced', () => {
  it('leaves the client blind since the failure, and is logged as an error [S12] [D2] [D4]', async () => {
    const logger = makeLogger();
    const client = make({ logger });
    await client.start();
    page.module.engine.become('connected', { blindSince: null });
    await pass(7000);
    page.module.diesIn = 'start';
    expect(() => page.module.engine.die()).toThrow(WebAssembly.RuntimeError);
    await pass(0);
    expect(client.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'engine_failed' }, statusDetail: { blindSince: NOW + 7000 } });
    expect(logger.error).toHaveBeenCalledWith(expect.stringMatching(/^engine_failed: /));
  });

  it('passes the time since which it is blind to the fresh engine [S12] [D4]', async () => {
    const client = make();
    await client.start();
    page.module.engine.become('disconnected', { phase: 'waiting', blindSince: NOW - 5000 });
    await pass(0);
    expect(() => page.module.engine.die()).toThrow(WebAssembly.RuntimeError);
    await pass(0);
    expect(page.module.engine.blindSince).toBe(NOW - 5000);
    expect(client.getSnapshot().status).toBe('connecting');
  });
});
