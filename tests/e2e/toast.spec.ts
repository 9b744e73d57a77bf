import { describe, expect, it } from './support/test.js';

describe.each(['react', 'vanilla', 'unbundled'] as const)('the %s page', (name) => {
  it('shows a ring with its medium, its name and the time that it has been ringing [E1] [E4]', async ({ sim, open }) => {
    const desk = await open(name);
    await desk.status('connected');
    sim.ring({ mediaType: 'voice', agentName: 'Maria Lopez' });
    const toast = desk.toast('Maria Lopez');
    await toast.waitFor();
    expect(await toast.getAttribute('aria-label')).toContain('VOICE CALL INCOMING');
    expect(await toast.locator('.gt-media').textContent()).toBe('Voice call');
    expect(await toast.locator('.gt-elapsed').textContent()).toMatch(/^0:0\d$/);
  });

  it('removes the toast that the agent dismisses, and no other [O5] [E8]', async ({ sim, open }) => {
    const desk = await open(name);
    await desk.status('connected');
    sim.ring({ agentName: 'First Agent' });
    sim.ring({ agentName: 'Second Agent' });
    await desk.toast('Second Agent').waitFor();
    await desk.toast('First Agent').getByRole('button', { name: 'Dismiss notification' }).click();
    await desk.toast('First Agent').waitFor({ state: 'detached' });
    expect(await desk.toasts.count()).toBe(1);
    expect(await desk.page.evaluate(() => window.desk.dismissals.map(({ reason }) => reason))).toEqual(['user']);
  });

  it('removes the toast when the call is answered [E8]', async ({ sim, open }) => {
    const desk = await open(name, { options: { duration: 'while-ringing' } });
    await desk.status('connected');
    const { conversationId } = sim.ring({ agentName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').waitFor();
    sim.answer({ conversationId });
    await desk.toast('Maria Lopez').waitFor({ state: 'detached' });
    expect(await desk.page.evaluate(() => window.desk.dismissals)).toEqual([{ conversationId, reason: 'answered' }]);
  });
});
