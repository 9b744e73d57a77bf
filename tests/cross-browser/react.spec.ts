/** React's StrictMode, and more than one client in a page. */
import { describe, expect, it } from './support/test.js';

describe('react', () => {
  it('opens one socket in StrictMode, shows a ring once, and closes it on unmount', async ({ sim, open }) => {
    const desk = await open('react', { variant: 'development', query: { strict: '' } });
    await desk.status('connected');
    const { conversationId } = sim.ring({ agentName: 'Maria Lopez' });
    await desk.toast('Maria Lopez');
    expect(await desk.shownRings()).toEqual([conversationId]);
    await desk.page.evaluate(() => window.desk.unmount());
    await sim.until(({ counters }) => counters.socketsOpen === 0 && counters.closes[1000] === 1);
    expect(sim.state().counters).toMatchObject({ tokenRequests: 1, handshakes: 1, socketsOpened: 1 });
  });

  it('opens one channel in StrictMode on notifications', async ({ sim, open }) => {
    const desk = await open('react', { agent: true, variant: 'development', query: { strict: '' } });
    await desk.status('connected');
    sim.ring({ customerName: 'Maria Lopez' });
    await desk.toast('Maria Lopez');
    expect(sim.state().counters).toMatchObject({ channelsCreated: 1, socketsOpen: 1 });
  });

  it('has two clients in a page, which share one token request', async ({ sim, open }) => {
    // Slow, so that both want it before either has it.
    sim.failTokenRequests({ kind: 'slow', delayMs: 500 });
    const desk = await open('react', { query: { hooks: '2' } });
    await sim.until(({ counters }) => counters.socketsOpen === 2);
    expect(sim.state().counters.tokenRequests).toBe(1);
    sim.ring({ agentName: 'Maria Lopez' });
    await desk.page.until(() => [...document.querySelectorAll('.gt-host')].filter(({ shadowRoot }) => shadowRoot?.querySelector('.gt-item[data-state="open"]')).length === 2, []);
  });

  it('has two clients in a page on notifications, each with a channel', async ({ sim, open }) => {
    await open('react', { agent: true, query: { hooks: '2' } });
    await sim.until(({ counters }) => counters.socketsOpen === 2);
    expect(sim.state().counters).toMatchObject({ channelsCreated: 2, socketsOpened: 2 });
  });
});
