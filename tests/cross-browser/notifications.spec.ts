/** The Notifications API. */
import { describe, expect, it } from './support/test.js';

describe('notifications', () => {
  it('show a ring until it ends', async ({ sim, open }) => {
    const desk = await open('vanilla', { agent: true });
    await desk.status('connected');
    const { conversationId } = sim.ring({ mediaType: 'voice', customerName: 'Maria Lopez', queueName: 'Billing' });
    await desk.toast('Maria Lopez');
    const [toast] = await desk.page.evaluate(() => window.desk.toasts);
    expect(toast).toMatchObject({ conversationId, mediaType: 'voice', callerName: 'Maria Lopez', queueName: 'Billing', expiresAt: null });
    sim.answer({ conversationId });
    await desk.toastGone('Maria Lopez');
    expect(await desk.page.evaluate(() => window.desk.dismissals)).toEqual([{ conversationId, reason: 'answered' }]);
  });

  it('show, after a lost connection, the rings that began meanwhile, and not those that ended', async ({ sim, open }) => {
    const desk = await open('vanilla', { agent: true, options: { backoff: { maxMs: 1_000 } } });
    desk.allowNetworkFailures();
    await desk.status('connected');
    const before = sim.ring({ customerName: 'Before', alertingTimeoutMs: 120_000 });
    await desk.toast('Before');
    sim.goOffline();
    await desk.page.until(() => window.desk.client.getSnapshot().status !== 'connected', []);
    sim.abandon({ conversationId: before.conversationId });
    const meanwhile = sim.ring({ customerName: 'Meanwhile', alertingTimeoutMs: 120_000 });
    sim.goOnline();
    await desk.status('connected', 20_000);
    await desk.toast('Meanwhile');
    await desk.toastGone('Before');
    expect(await desk.shownRings()).toEqual([before.conversationId, meanwhile.conversationId]);
  });

  it('use their channel again after a reload', async ({ sim, open }) => {
    const desk = await open('vanilla', { agent: true });
    // Requests that the page takes with it when it goes.
    desk.allowNetworkFailures();
    for (let reload = 0; reload < 3; reload++) {
      await desk.status('connected');
      await desk.page.reload();
    }
    await desk.status('connected');
    expect(sim.state().counters.channelsCreated).toBe(1);
    await sim.until(({ counters }) => counters.socketsOpen === 1);
    sim.ring({ customerName: 'Maria Lopez' });
    await desk.toast('Maria Lopez');
  });
});
