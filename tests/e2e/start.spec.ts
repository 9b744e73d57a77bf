/** A script with the WebAssembly that does not load at first: the desktop says that calls may be missed, and comes back by itself. */
import type { Page } from 'playwright-core';
import type { Desk } from './support/desk.js';
import { describe, expect, it } from './support/test.js';

/** The script that holds the WebAssembly, by each bundler's name for it. */
const SCRIPT = /\/inline[^/]*\.js/;
const QUICK = { backoff: { baseMs: 100, maxMs: 500, jitter: 'none' } };

/** Answers 503 in place of the script, so often as `times` says. Gives how often it was asked for. */
function unavailable(times: number): { prepare: (page: Page) => Promise<unknown>; asked: () => number; end: () => void } {
  let [asked, ended] = [0, false];
  return {
    prepare: (page) => page.route(SCRIPT, (route) => (++asked <= times && !ended ? route.fulfill({ status: 503, body: 'unavailable' }) : route.continue())),
    asked: () => asked,
    end: () => {
      ended = true;
    },
  };
}

function allowFailedLoad(desk: Desk): void {
  desk.allowNetworkFailures();
  desk.allow(/^thrown: .*The WebAssembly could not be loaded/, /^thrown: Failed to fetch dynamically imported module/);
}

describe.each(['react', 'vanilla', 'unbundled'] as const)('the %s page', (name) => {
  it('runs although the script answered 503 twice: this browser loads it again [S4]', async ({ sim, open }) => {
    const script = unavailable(2);
    const desk = await open(name, { options: QUICK, prepare: script.prepare });
    allowFailedLoad(desk);
    await desk.status('connected');
    expect(script.asked()).toBe(3);
    sim.ring({ agentName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').waitFor();
    const { errors, statuses } = await desk.page.evaluate(() => window.desk);
    expect(errors.map(({ code }) => code)).toEqual(['wasm_load_failed']);
    const waits = statuses.filter(({ phase }) => phase === 'waiting');
    expect(waits.map(({ attempt, nextRetryAt, since }) => [attempt, Math.round(((nextRetryAt ?? NaN) - since) / 100)])).toEqual([[1, 1], [2, 2]]);
    expect(waits.map(({ blindSince }) => blindSince)).toEqual([statuses[0]?.since, statuses[0]?.since]);
  });
});

describe('a script that does not load for longer', () => {
  it('makes the view show that calls may be missed, until the engine runs and the connection is open [S12]', async ({ open }) => {
    const script = unavailable(Infinity);
    const desk = await open('vanilla', { options: QUICK, prepare: script.prepare });
    allowFailedLoad(desk);
    await desk.page.getByText(/^Calls may be missed since/).first().waitFor();
    expect(await desk.page.evaluate(() => window.desk.client.getSnapshot().status)).not.toBe('connected');
    script.end();
    await desk.status('connected');
    await desk.page.locator('.gt-warning[data-kind="temporary"]').waitFor({ state: 'detached' });
  });

  it('is reported once and not retried if the policy forbids WebAssembly, and the view shows what to do [S12]', async ({ sim, open }) => {
    const csp = `default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self' ${sim.url} ${sim.url.replace('http', 'ws')}`;
    const desk = await open('vanilla', { options: QUICK, csp });
    allowFailedLoad(desk);
    desk.allow(/Content Security Policy/);
    await desk.page.getByText(/^Calls cannot be shown.*wasm_load_failed/).first().waitFor();
    const { errors, statuses } = await desk.page.evaluate(() => window.desk);
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining("add 'wasm-unsafe-eval' to its script-src")]);
    expect(statuses.map(({ status, phase }) => `${status} ${phase}`)).toEqual(['connecting load', 'error idle']);
    expect(desk.complaints.filter((text) => text.startsWith('genesys-toasts: wasm_load_failed'))).toHaveLength(1);
  });

  it('is loaded at once when the browser is online again [S10]', async ({ open }) => {
    const script = unavailable(1);
    const desk = await open('vanilla', { options: { backoff: { baseMs: 3_600_000, maxMs: 3_600_000, jitter: 'none' } }, prepare: script.prepare });
    allowFailedLoad(desk);
    await desk.status('error');
    await desk.page.context().setOffline(true);
    await desk.page.context().setOffline(false);
    await desk.status('connected');
    expect(script.asked()).toBe(2);
  });
});
