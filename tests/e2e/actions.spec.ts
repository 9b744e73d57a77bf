/** The agent answers and declines in the view, with mouse and keyboard: what the page shows, what is requested, and what is true at the end. */
import { askedFor, isAsked, legOf, openDesktop, partsOf, reasonsOf, slowTimers, type Rung } from './support/actions.js';
import { announcedUpTo, isAnnounced, listen } from './support/announcements.js';
import { describe, expect, it, type Desk } from './support/test.js';
import { NOTES, VIEWS, focusOn } from './support/view.js';

const NOT_RESPONDING = 'You are Not Responding: no conversation reaches you.';

const gone = (desk: Desk, name: string): Promise<void> => desk.toast(name).waitFor({ state: 'detached' });

async function press({ page }: Desk, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

describe.each(VIEWS)('$view', ({ page: name }) => {
  it('answers by a double click with one request, and says so when the leg is connected [C1] [C2] [C5] [C6]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name, {}, { query: { opens: '' }, before: slowTimers });
    sim.configure({ answerDelayMs: 600_000 });
    const ring = sim.ring({ customerName: 'Maria' });
    const { toast, answer, decline } = partsOf(desk, 'Maria');
    await answer.dblclick();
    await isAsked(sim, ring);
    await sim.until(() => askedFor(sim, ring)[0] === 'PATCH connected 202');
    // It was accepted, and that is all: the leg rings.
    expect(legOf(sim, ring).state).toBe('alerting');
    expect([await toast.getAttribute('aria-busy'), await answer.textContent(), await answer.getAttribute('aria-disabled')]).toEqual(['true', 'Answering…', 'true']);
    // Playwright itself would wait until they are enabled.
    for (const button of [answer, decline, decline]) await button.click({ force: true });
    sim.answer({ conversationId: ring.conversationId });
    await desk.page.locator('.gt-outcome', { hasText: 'Answered' }).waitFor();
    await gone(desk, 'Maria');
    expect(legOf(sim, ring)).toEqual({ state: 'connected', disconnectType: null });
    expect(askedFor(sim, ring)).toEqual(['PATCH connected 202']);
    expect(await reasonsOf(desk)).toEqual({ [ring.conversationId]: 'answered' });
    expect(await desk.page.evaluate(() => window.desk.opened)).toEqual([]);
    // Beside the buttons the same toast opens: the page does listen.
    const next = sim.ring({ customerName: 'Lukas' });
    await desk.toast('Lukas').locator('.gt-open').click();
    expect(await desk.page.evaluate(() => window.desk.opened)).toEqual([next.conversationId]);
    expect(askedFor(sim, next)).toEqual([]);
  });

  it('declines with a second press, and then leads back on queue [C3] [C7]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name, {}, { before: slowTimers });
    const ring = sim.ring({ customerName: 'Maria' });
    const { decline } = partsOf(desk, 'Maria');
    // Who clicks twice out of habit has not confirmed.
    await decline.dblclick();
    expect([await decline.textContent(), await decline.getAttribute('title')]).toEqual(['Press again to decline', expect.stringContaining('Not Responding')]);
    expect(askedFor(sim, ring)).toEqual([]);
    await decline.click();
    await gone(desk, 'Maria');
    expect(legOf(sim, ring)).toEqual({ state: 'terminated', disconnectType: 'client' });
    expect(askedFor(sim, ring)).toEqual(['PATCH disconnected 202']);
    expect(await reasonsOf(desk)).toEqual({ [ring.conversationId]: 'moved' });

    await desk.page.getByText(NOT_RESPONDING).waitFor();
    await desk.page.getByRole('button', { name: 'Back on queue' }).click();
    await desk.page.getByText(NOT_RESPONDING).waitFor({ state: 'detached' });
    expect(sim.state().agents.find(({ userId }) => userId === sim.userId)?.routingStatus).toBe('IDLE');
    expect(sim.records.apiRequests.filter(({ method }) => method === 'PUT').filter(({ path }) => path.endsWith('/routingstatus')).map(({ body }) => body)).toEqual([{ status: 'IDLE' }]);
  });

  it('declines with the first press where the page says so; a colleague’s call goes to voicemail [C3]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name, { confirmDecline: false });
    const ring = sim.ring({ customerName: 'Maria' });
    await partsOf(desk, 'Maria').decline.click();
    await gone(desk, 'Maria');
    expect(legOf(sim, ring)).toEqual({ state: 'terminated', disconnectType: 'client' });
    expect(askedFor(sim, ring)).toEqual(['PATCH disconnected 202']);
    const call = sim.directCall({});
    await desk.toasts.locator('.gt-decline').click();
    await desk.toasts.waitFor({ state: 'detached' });
    expect(askedFor(sim, call)).toEqual(['POST undefined 202']);
    expect(sim.legs({ conversationId: call.conversationId }).map(({ purpose }) => purpose)).toContain('voicemail');
  });

  it('answers and declines by keyboard; Enter and Escape on the toast itself do neither [C3] [C6]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name, {}, { before: slowTimers });
    const [ada, bob, cleo] = ['Ada', 'Bob', 'Cleo'].map((customerName) => sim.ring({ customerName })) as [Rung, Rung, Rung];
    await desk.toast('Ada').waitFor();
    await desk.toast('Cleo').waitFor();
    // The newest is first.
    await press(desk, 'F8', 'Tab');
    expect(await focusOn(desk.page)).toBe('toast Cleo');
    await press(desk, 'Enter', 'Space', 'Enter', 'Escape');
    await gone(desk, 'Cleo');
    expect(await focusOn(desk.page)).toBe('toast Bob');
    // From Answer and Decline Escape closes the toast as well, also in the middle of a decline.
    await press(desk, 'Tab', 'Tab', 'Enter');
    expect(await partsOf(desk, 'Bob').decline.textContent()).toBe('Press again to decline');
    await press(desk, 'Escape');
    await gone(desk, 'Bob');
    expect([cleo, bob].map((ring) => [legOf(sim, ring).state, askedFor(sim, ring).length])).toEqual([
      ['alerting', 0],
      ['alerting', 0],
    ]);
    await press(desk, 'Tab', 'Enter');
    await gone(desk, 'Ada');
    expect([legOf(sim, ada).state, ...askedFor(sim, ada)]).toEqual(['connected', 'PATCH connected 202']);
    // The focus is back where the agent types.
    await desk.page.waitForFunction((field) => document.activeElement?.matches(field), NOTES);

    const dora = sim.ring({ customerName: 'Dora' });
    await desk.toast('Dora').waitFor();
    await press(desk, 'F8', 'Tab', 'Tab', 'Tab', 'Enter', 'Space');
    await gone(desk, 'Dora');
    expect([legOf(sim, dora).disconnectType, ...askedFor(sim, dora)]).toEqual(['client', 'PATCH disconnected 202']);
  });

  it('answers the oldest ring with answerHotkey, announces it, and leaves the focus [C6]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name, { answerHotkey: 'F9' }, { before: slowTimers });
    await press(desk, 'F9');
    sim.configure({ answerDelayMs: 600_000 });
    await listen(desk);
    const [ada, bob] = ['Ada', 'Bob'].map((customerName) => sim.ring({ customerName })) as [Rung, Rung];
    await desk.toast('Bob').waitFor();
    expect([await partsOf(desk, 'Ada').answer.getAttribute('aria-keyshortcuts'), await partsOf(desk, 'Bob').answer.getAttribute('aria-keyshortcuts')]).toEqual(['F9', null]);
    await desk.page.keyboard.type('Hi');
    // A key that stays down, and one that is pressed again.
    await desk.page.keyboard.down('F9');
    await desk.page.keyboard.down('F9');
    await desk.page.keyboard.up('F9');
    await press(desk, 'F9');
    await isAsked(sim, ada);
    await isAnnounced(desk, 'Ada, Answering…');
    sim.answer({ conversationId: ada.conversationId });
    await gone(desk, 'Ada');
    await isAnnounced(desk, 'Ada, Answered');
    expect([legOf(sim, ada).state, ...askedFor(sim, ada)]).toEqual(['connected', 'PATCH connected 202']);
    expect([legOf(sim, bob).state, ...askedFor(sim, bob)]).toEqual(['alerting']);
    await desk.page.keyboard.type('!');
    expect([await focusOn(desk.page), await desk.page.locator(NOTES).inputValue()]).toEqual(['textarea', 'Hi!']);
  });

  it('requests, subscribes, shows and announces nothing of it without the option [C7] [C8]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name, { answerHotkey: 'F9' }, { options: { actions: false } });
    await listen(desk);
    const ring = sim.ring({ customerName: 'Ada' });
    await desk.toast('Ada').waitFor();
    await press(desk, 'F9');
    sim.setRoutingStatus({ status: 'NOT_RESPONDING' });
    sim.ring({ customerName: 'Bob', mediaType: 'chat', autoAnswer: true });
    sim.ring({ customerName: 'Cleo' });
    const announced = await announcedUpTo(desk, 'Cleo');
    await desk.toast('Cleo').waitFor();
    expect(announced.join('\n')).not.toMatch(/Bob|Not Responding|Connected|nswer|ecline/);
    expect(await desk.page.locator('.gt-answer, .gt-decline, .gt-alert, [aria-busy], [data-kind]').count()).toBe(0);
    expect(await desk.toasts.count()).toBe(2);
    expect(await desk.page.evaluate(() => [window.desk.client.getSnapshot().agent.routingStatus, ...window.desk.toasts.map(({ actions }) => actions.length)])).toEqual([null, 0, 0]);
    expect(sim.state().channels.map(({ topics }) => topics)).toEqual([[`v2.users.${sim.userId}.conversations`]]);
    expect(sim.records.apiRequests.filter(({ method, path }) => method === 'PATCH' || path.includes('routingstatus') || path.includes('/participants/'))).toEqual([]);
    expect(legOf(sim, ring).state).toBe('alerting');
  });
});
