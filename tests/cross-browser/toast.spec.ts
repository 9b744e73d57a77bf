/** From the tarball to a toast. */
import { describe, expect, it } from './support/test.js';

describe('toast', () => {
  it('loads from the tarball, the Wasm inside its scripts, and connects', async ({ sim, open }) => {
    const desk = await open('vanilla');
    await desk.status('connected');
    expect(sim.state().counters).toMatchObject({ tokenRequests: 1, handshakes: 1, socketsOpen: 1 });
    const loaded = await desk.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(loaded.filter((name) => name.includes('.wasm'))).toEqual([]);
  });

  it.for(['react', 'vanilla', 'unbundled'] as const)('shows a ring, with what is read out, until it is answered: %s', async (name, { sim, open }) => {
    const desk = await open(name, { options: { duration: 'while-ringing' } });
    await desk.status('connected');
    const { conversationId } = sim.ring({ mediaType: 'voice', agentName: 'Maria Lopez' });
    const toast = await desk.toast('Maria Lopez');
    // As it is laid out: the driver's own text of an element leaves out, in WebKit, the box of the name, whose overflow is hidden.
    expect(await desk.page.evaluate((element) => (element as unknown as HTMLElement).innerText, toast)).toMatch(/^Maria Lopez\s+Voice call\s+0:0\d/);
    expect([await toast.getAriaRole(), await toast.getAccessibleName()]).toEqual(['listitem', 'VOICE CALL INCOMING, From: Maria Lopez']);
    const close = await desk.page.find('.gt-close');
    expect(await close.getAriaRole()).toBe('button');
    expect(await close.getAccessibleName()).toMatch(/^Dismiss notification/);
    const region = await desk.page.find('.gt-toaster');
    expect([await region.getAriaRole(), await region.getAccessibleName()]).toEqual(['region', 'Incoming conversations']);
    expect(await (await desk.page.find('.gt-announcer')).getAttribute('aria-live')).toBe('polite');
    sim.answer({ conversationId });
    await desk.toastGone('Maria Lopez');
    expect(await desk.page.evaluate(() => window.desk.dismissals)).toEqual([{ conversationId, reason: 'answered' }]);
  });

  it('closes the toast whose button is clicked, and no other', async ({ sim, open }) => {
    const desk = await open('vanilla');
    await desk.status('connected');
    for (const agentName of ['First Agent', 'Second Agent']) sim.ring({ agentName });
    await desk.toast('Second Agent');
    await desk.page.click(await (await desk.toast('First Agent')).findElement({ css: '.gt-close' }));
    await desk.toastGone('First Agent');
    await desk.toast('Second Agent');
    await desk.page.until(() => window.desk.dismissals.length === 1, []);
    await desk.page.until(() => window.desk.client.getSnapshot().toasts.length === 1, []);
    expect(await desk.page.evaluate(() => window.desk.dismissals.map(({ reason }) => reason))).toEqual(['user']);
  });
});
