/** The WebAssembly dies in a page. */
import { describe, expect, it } from './support/test.js';

declare global {
  interface Window {
    /** What the panic was, for the page that made it. */
    ended?: string;
  }
}

const INSTANCE = '/genesys-toasts/chunks/instance.js';

describe('panic', () => {
  it('keeps the toasts, closes the dead socket, and shows the next ring', async ({ sim, open }) => {
    const desk = await open('unbundled', { options: { duration: 60_000, backoff: { baseMs: 100, maxMs: 1_000, jitter: 'none' } } });
    desk.allow(/^genesys-toasts: /);
    await desk.status('connected');
    sim.ring({ agentName: 'Before' });
    await desk.toast('Before');
    await desk.page.evaluate((address) => {
      const text = `import('${address}').then(({ currentInstance }) => currentInstance().panicForTest()).catch((thrown) => { window.ended = thrown.constructor.name; })`;
      document.body.append(Object.assign(document.createElement('script'), { type: 'module', textContent: text }));
    }, INSTANCE);
    expect(await desk.page.until(() => window.ended, [])).toBe('RuntimeError');
    await sim.until(({ counters }) => counters.socketsOpened === 2 && counters.socketsOpen === 1);
    await sim.until(() => sim.records.sockets[0]?.closedAt !== null);
    sim.ring({ agentName: 'After' });
    await desk.toast('After');
    expect(await desk.toastCount()).toBe(2);
    expect(sim.records.sockets[0]?.closedBy).toBe('client');
    expect(await desk.page.evaluate(() => window.desk.errors.map(({ code }) => code))).toEqual(['engine_failed']);
  });
});
