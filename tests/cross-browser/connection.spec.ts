/** Sockets that break, networks that go, pages that are left. */
import { ENGINE, describe, expect, it, type Desk, type Simulator } from './support/test.js';
import { hide, setOffline, show } from './support/network.js';

/** Short waits: what follows a failure is looked at, not how long it takes. */
const QUICK = { backoff: { baseMs: 100, maxMs: 1_000, jitter: 'none' } };

async function ringsThrough(desk: Desk, sim: Simulator, agentName: string): Promise<void> {
  sim.ring({ agentName });
  await desk.toast(agentName);
}

describe('connection', () => {
  it('is opened again when the server drops it; a later ring is shown', async ({ sim, open }) => {
    const desk = await open('react', { options: { ...QUICK, duration: Infinity } });
    await desk.status('connected');
    await ringsThrough(desk, sim, 'Before');
    sim.dropSockets();
    await sim.until(({ counters }) => counters.socketsOpened === 2);
    await ringsThrough(desk, sim, 'After');
    expect(await desk.toastCount()).toBe(2);
    expect(await desk.page.evaluate(() => window.desk.statuses.find(({ phase }) => phase === 'waiting')?.closeCode)).toBe(1006);
    expect(sim.state().counters).toMatchObject({ tokenRequests: 1, socketsOpen: 1 });
  });

  it('is made with a new token after 4001', async ({ sim, open }) => {
    const desk = await open('react', { options: QUICK });
    await desk.status('connected');
    sim.expireTokens();
    await sim.until(({ counters }) => counters.socketsOpened === 2);
    await ringsThrough(desk, sim, 'After');
    expect(sim.state().counters).toMatchObject({ tokenRequests: 2, handshakes: 2, handshakesRefused: 0 });
  });

  it('is offline without a network, and opens at once when the network is back', async ({ sim, open, machine }) => {
    const desk = await open('react', { options: { backoff: { baseMs: 600_000, maxMs: 600_000, jitter: 'none' } } });
    desk.allowNetworkFailures();
    await desk.status('connected');
    await setOffline(machine, desk, true);
    sim.goOffline();
    await desk.page.until(() => window.desk.client.getSnapshot().statusDetail.offline, []);
    await desk.status('disconnected');
    sim.goOnline();
    await setOffline(machine, desk, false);
    // The wait that this ends is ten minutes.
    await desk.status('connected');
    await ringsThrough(desk, sim, 'After');
    expect(await desk.page.evaluate(() => window.desk.client.getSnapshot().statusDetail.offline)).toBe(false);
  });

  it('delivers rings to a hidden page, and is checked when the page is visible again', async ({ sim, open }) => {
    const desk = await open('vanilla', { agent: true });
    await desk.status('connected');
    await hide(desk);
    sim.ring({ customerName: 'Hidden' });
    await desk.page.until(() => window.desk.toasts.length === 1, []);
    expect(sim.state().counters.messagesReceived).toBe(0);
    await show(desk);
    await desk.toast('Hidden');
    // A ping.
    await sim.until(({ counters }) => counters.messagesReceived >= 1);
    expect(sim.state().counters).toMatchObject({ socketsOpened: 1, socketsOpen: 1 });
  });

  it('survives a link without a navigation, such as a download, or is opened again', async ({ sim, open, site }) => {
    const desk = await open('vanilla', { options: QUICK });
    await desk.status('connected');
    await desk.page.evaluate(() => {
      // The site answers 204.
      location.href = '/notes';
    });
    await expect.poll(() => site.notes).toHaveLength(1);
    // Firefox ends sockets as soon as it is to go elsewhere, and then stays.
    await sim.until(({ counters }) => counters.socketsOpened === (ENGINE === 'firefox' ? 2 : 1) && counters.socketsOpen === 1);
    await desk.status('connected');
    await ringsThrough(desk, sim, 'After');
  });

  it('is closed when the page is left, and opened when it is shown again', async ({ sim, open, site }) => {
    const desk = await open('vanilla');
    await desk.status('connected');
    await desk.page.goto(`${site.origin}/production/blank.html`);
    await sim.until(() => sim.records.sockets[0]?.closedAt !== null);
    expect(sim.records.sockets[0]?.closedBy).toBe('client');
    // Firefox has ended it before the page gets `pagehide`.
    expect(sim.records.sockets[0]?.closeCode).toBe(ENGINE === 'firefox' ? 1001 : 1000);
    await desk.page.driver.navigate().back();
    await sim.until(({ counters }) => counters.socketsOpen === 1);
    await ringsThrough(desk, sim, 'After');
    // And with an open socket it keeps no page.
    expect(await desk.page.evaluate(() => window.persisted)).toBe(ENGINE !== 'firefox');
  });
});
