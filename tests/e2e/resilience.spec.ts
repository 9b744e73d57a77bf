/** Sockets that break, end or fall silent, under a page in a real browser. */
import { launch } from './support/browser.js';
import { addressOf } from '../support/browser/address.js';
import { describe, expect, it, type Desk, type Simulator } from './support/test.js';

/** Short waits: what follows a failure is looked at, not how long it takes. */
const QUICK = { backoff: { baseMs: 100, maxMs: 1_000, jitter: 'none' } };

/** Rings, and resolves when the toast is there: the desktop is well again. */
async function ringsThrough(desk: Desk, sim: Simulator, name: string): Promise<void> {
  sim.ring({ agentName: name });
  await desk.toast(name).waitFor();
}

describe('a socket that ends', () => {
  it('is replaced when the connection drops, and keeps its toasts [S3] [S4]', async ({ sim, open }) => {
    const desk = await open('react', { options: { ...QUICK, duration: Infinity } });
    await desk.status('connected');
    await ringsThrough(desk, sim, 'Before');
    sim.dropSockets();
    await sim.until(({ counters }) => counters.socketsOpened === 2);
    await ringsThrough(desk, sim, 'After');
    expect(await desk.toasts.count()).toBe(2);
    expect(await desk.page.evaluate(() => window.desk.statuses.find(({ phase }) => phase === 'waiting')?.closeCode)).toBe(1006);
    expect(sim.state().counters).toMatchObject({ tokenRequests: 1, socketsOpen: 1 });
  });

  it('is replaced with a new token after 4001 [T10]', async ({ sim, open }) => {
    const desk = await open('react', { options: QUICK });
    await desk.status('connected');
    sim.expireTokens();
    await sim.until(({ counters }) => counters.socketsOpened === 2);
    await ringsThrough(desk, sim, 'After');
    expect(sim.state().counters).toMatchObject({ tokenRequests: 2, handshakes: 2, handshakesRefused: 0 });
  });

  it('stays closed after 1000 until the app starts it again [S3]', async ({ sim, browser, site }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(addressOf(site.origin, 'vanilla', sim, {}));
    await sim.until(({ counters }) => counters.socketsOpen === 1);
    sim.closeSockets({ code: 1000 });
    await page.waitForFunction(() => window.desk.client.getSnapshot().status === 'disconnected');
    // Whatever waits for its time gets it: an hour of the page's clock.
    await page.clock.runFor('01:00:00');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    expect(await page.evaluate(() => window.desk.client.getSnapshot().statusDetail)).toMatchObject({ nextRetryAt: null, closeCode: 1000 });
    expect(sim.state().counters.handshakes).toBe(1);
    await page.evaluate(() => window.desk.client.start());
    await sim.until(({ counters }) => counters.socketsOpened === 2);
    await context.close();
  });
});

describe('a socket that falls silent', () => {
  it('is detected and replaced if it is dead [S11]', async ({ sim, open }) => {
    const desk = await open('react', { options: { maxSilenceMs: 1_500 } });
    await desk.status('connected');
    sim.silenceSockets({ stopReading: true });
    await sim.until(({ counters }) => counters.socketsOpened === 2);
    await ringsThrough(desk, sim, 'After');
    expect(sim.state().counters.maxSocketsOpen).toBe(2);
    expect((await desk.page.evaluate(() => window.desk.statuses)).map(({ status }) => status)).not.toContain('disconnected');
  });

  it('loses no ring and shows none twice if it is only quiet [S11] [T9] [E10]', async ({ sim, open }) => {
    const desk = await open('react', { options: { maxSilenceMs: 300, duration: 100 } });
    await desk.status('connected');
    const stream = sim.ringEvery({ intervalMs: 370, mediaType: 'chat' });
    // A third socket is never opened: an old one stays for two seconds, and each ring begins the silence anew.
    await sim.until(({ counters }) => counters.socketsOpened >= 4, { timeoutMs: 30_000 });
    stream.stop();
    const sent = stream.rings.map(({ conversationId }) => conversationId);
    await desk.page.waitForFunction((id) => window.desk.toasts.some(({ conversationId }) => conversationId === id), sent.at(-1));
    expect(await desk.shownRings()).toEqual(sent);
    expect(sim.state().counters.maxSocketsOpen).toBeLessThanOrEqual(2);
  });
});

describe('a network that fails and returns', () => {
  it('is offline, and connects at once when the network is back [S10]', async ({ sim, open }) => {
    const desk = await open('react', { options: { backoff: { baseMs: 600_000, maxMs: 600_000, jitter: 'none' } } });
    desk.allowNetworkFailures();
    await desk.status('connected');
    await desk.page.context().setOffline(true);
    sim.goOffline();
    await desk.status('disconnected');
    expect(await desk.page.evaluate(() => window.desk.client.getSnapshot().statusDetail)).toMatchObject({ offline: true });
    sim.goOnline();
    await desk.page.context().setOffline(false);
    // The wait that this ends is ten minutes.
    await desk.status('connected');
    await ringsThrough(desk, sim, 'After');
    expect(await desk.page.evaluate(() => window.desk.client.getSnapshot().statusDetail.offline)).toBe(false);
  });

  it('gets a new socket even if the old one seems open [S10] [T9]', async ({ sim, open }) => {
    const desk = await open('react');
    await desk.status('connected');
    // A real network that goes takes no socket with it: both ends think it open.
    sim.silenceSockets({ stopReading: true });
    await desk.page.context().setOffline(true);
    await desk.page.waitForFunction(() => window.desk.client.getSnapshot().statusDetail.offline);
    await desk.page.context().setOffline(false);
    await sim.until(({ counters }) => counters.socketsOpened === 2);
    await ringsThrough(desk, sim, 'After');
  });
});

it('closes its sockets before the back/forward cache, and connects after it [S10]', async ({ sim, site }) => {
  // Playwright starts browsers without that cache.
  const browser = await launch({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  const page = await browser.newPage();
  await page.addInitScript(() => {
    addEventListener('pageshow', ({ persisted }) => navigator.sendBeacon('/notes', JSON.stringify({ page: location.pathname, persisted })));
  });
  await page.goto(addressOf(site.origin, 'vanilla', sim, {}));
  // The server has it open before the page does, and a page that leaves a handshake closes it with 1001.
  await page.waitForFunction(() => window.desk.client.getSnapshot().status === 'connected');
  await page.goto(`${site.origin}/production/blank.html`);
  await sim.until(() => sim.records.sockets[0]?.closedAt !== null);
  expect(sim.records.sockets[0]).toMatchObject({ closeCode: 1000, closedBy: 'client' });
  await page.evaluate(() => history.back());
  await sim.until(({ counters }) => counters.socketsOpen === 1);
  await expect.poll(() => site.notes.slice(2).map((note) => JSON.parse(note) as unknown)).toEqual([{ page: '/production/vanilla.html', persisted: true }]);
  await browser.close();
});
