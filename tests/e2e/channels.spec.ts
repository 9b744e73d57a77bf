/** How many channels a tab uses. */
import { describe, expect, it } from './support/test.js';

const RELOADS = 100;

describe('channels', () => {
  it('are used again by the next page of a tab, and replaced when they are gone [N6]', { timeout: 150_000 }, async ({ sim, open }) => {
    const desk = await open('vanilla', { agent: true });
    desk.allowNetworkFailures();
    await desk.status('connected');
    for (let reload = 0; reload < RELOADS; reload++) {
      await desk.page.reload();
      await desk.status('connected');
    }
    console.log(`\n${String(RELOADS)} reloads: ${String(sim.state().counters.channelsCreated)} channel\n`);
    expect(sim.state().counters.channelsCreated).toBe(1);
    await desk.page.goto('about:blank');
    sim.expireChannel({});
    await desk.page.goBack();
    await desk.status('connected');
    expect(sim.state().counters.channelsCreated).toBe(2);
    sim.ring({ customerName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').waitFor();
  });

  it('are not shared by a tab and its copy [N6]', async ({ sim, open, browser }) => {
    const desk = await open('vanilla', { agent: true });
    await desk.status('connected');
    // A duplicated tab begins with a copy of the storage.
    const stored = JSON.stringify(await desk.page.evaluate(() => ({ ...sessionStorage })));
    const context = await browser.newContext();
    await context.addInitScript((copy) => {
      for (const [key, value] of Object.entries(JSON.parse(copy) as Record<string, string>)) sessionStorage.setItem(key, value);
    }, stored);
    const copy = await context.newPage();
    await copy.goto(desk.page.url());
    await copy.waitForFunction(() => window.desk.client.getSnapshot().status === 'connected');
    sim.ring({ customerName: 'Both' });
    await desk.toast('Both').waitFor();
    await copy.waitForFunction(() => window.desk.toasts.length === 1);
    expect(sim.state().counters).toMatchObject({ channelsCreated: 2, socketsOpened: 2, socketsOpen: 2 });
    await context.close();
  });
});
