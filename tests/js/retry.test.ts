/** `retry()` while the script with the WebAssembly does not load [S14]: the wait is held here, not in an engine. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToasts, GenesysToastsOptions, StatusDetail } from '../../js/types.js';
import { app, openPage, type PackageOnFake } from './support/package.js';

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

describe('retry() while no engine runs', () => {
  it('ends the wait at once: the client is loading when it returns [S14]', async () => {
    loadsFail(failure(), 3);
    const client = make();
    await expect(client.start()).rejects.toThrow();
    await pass(1000 + 2000);
    client.retry();
    expect(client.getSnapshot()).toMatchObject({ status: 'connecting', statusDetail: { phase: 'load', attempt: 3, nextRetryAt: null, blindSince: NOW } });
    await pass(0);
    expect(page.loadEngine).toHaveBeenCalledTimes(4);
    expect(page.module.engine.calls).toEqual(['start']);
    await pass(60_000);
    expect(page.loadEngine).toHaveBeenCalledTimes(4);
  });

  it('continues counting, and reports the network state of the browser [S14]', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    loadsFail();
    const client = make();
    await expect(client.start()).rejects.toThrow();
    client.retry();
    expect(detail(client).offline).toBe(true);
    await pass(0);
    expect(detail(client)).toMatchObject({ offline: true, attempt: 2, phase: 'waiting', nextRetryAt: NOW + 30_000 });
  });

  it('called again and again tries once a second [S14]', async () => {
    const times: number[] = [];
    page.loadEngine.mockImplementation(() => {
      times.push(Date.now() - NOW);
      return Promise.reject(failure());
    });
    const client = make({ backoff: { jitter: 'none', baseMs: 30_000 } });
    await expect(client.start()).rejects.toThrow();
    for (let click = 0; click < 50; click++) {
      client.retry();
      await pass(100);
    }
    expect(times).toEqual([0, 0, 1000, 2000, 3000, 4000, 5000]);
  });

  it('called by onStatus each time is no endless loop [S14]', async () => {
    loadsFail();
    const client = make({ onStatus: (status) => status === 'error' && client.retry() });
    await expect(client.start()).rejects.toThrow();
    await pass(10_500);
    expect(page.loadEngine).toHaveBeenCalledTimes(12);
  });

  it('during a load joins it, and leaves no second one [S14]', async () => {
    page.loadEngine.mockReturnValue(new Promise(() => undefined));
    const client = make();
    void client.start();
    client.retry();
    await pass(60_000);
    expect(page.loadEngine).toHaveBeenCalledTimes(1);
  });

  it('does nothing if no retry can help, nor before start(), nor after stop() [S14]', async () => {
    loadsFail(failure(false));
    const client = make();
    client.retry();
    await expect(client.start()).rejects.toThrow();
    client.retry();
    await pass(60_000);
    expect(page.loadEngine).toHaveBeenCalledTimes(1);
    loadsFail();
    const other = make();
    await expect(other.start()).rejects.toThrow();
    other.stop();
    other.retry();
    await pass(60_000);
    expect(page.loadEngine).toHaveBeenCalledTimes(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that is deferred is cancelled by stop() [S9] [S14]', async () => {
    loadsFail();
    const client = make({ backoff: { jitter: 'none', baseMs: 30_000 } });
    await expect(client.start()).rejects.toThrow();
    client.retry();
    await pass(100);
    client.retry();
    client.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
