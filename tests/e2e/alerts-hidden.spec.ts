/** Alerts of a page that really is in the background, or frozen. */
import { describe, expect, heardSince, hide, it, type BareTab, type Simulator } from './support/background.js';

/** From the simulator's send to the alert. */
const SOON_MS = 1_500;
/** From the agent's return to the end of an alert. */
const AT_ONCE_MS = 100;

/** The path of the list of conversations. */
const LIST = '/api/v2/conversations';

const ALL = { sound: { when: 'hidden' }, notification: true };

/** When something last happened to the page, in ms since 1970. */
const eventAt = (tab: BareTab, type: string): Promise<number> => tab.evaluate((wanted) => window.witness.events.findLast((event) => event.type === wanted)?.at ?? NaN, type);

/** Freezes a page for longer than from one cadence to the next, and delays the list when it goes on; resolves when that has been answered. */
async function freezeAndThaw(tab: BareTab, sim: Simulator): Promise<{ frozenAt: number; thawedAt: number; list: number; answered: number }> {
  await tab.lifecycle('frozen');
  await tab.until(() => window.witness.events.some(({ type }) => type === 'freeze'));
  const frozenAt = await eventAt(tab, 'freeze');
  await new Promise((resolve) => setTimeout(resolve, 7_000));
  sim.failRequests({ kind: 'slow', delayMs: 1_500, path: LIST });
  const asked = sim.records.apiRequests.length;
  const thawedAt = Date.now();
  await tab.lifecycle('active');
  const listOf = (): { at: number; answeredAt: number | null } | undefined => sim.records.apiRequests.slice(asked).find(({ path }) => path.startsWith(LIST));
  await sim.until(() => typeof listOf()?.answeredAt === 'number', { timeoutMs: 15_000 });
  return { frozenAt, thawedAt, list: listOf()?.at ?? NaN, answered: listOf()?.answeredAt ?? NaN };
}

describe('a hidden page', () => {
  it('has title, sound and notification within 1.5 s, and none of them when the agent is back [A1] [A2] [A7] [A8]', async ({ sim, bare, desktop }) => {
    const tab = await desktop({ options: { alerts: ALL } });
    const own = await tab.evaluate(() => document.title);
    const other = await hide(bare, tab);
    const { notifiedAt } = sim.ring({ mediaType: 'voice', customerName: 'Maria Lopez', queueName: 'Support' });
    const sent = notifiedAt ?? NaN;
    await tab.until(() => window.witness.notifications.length > 0 && window.recorders[0]?.chunks.length && document.title.startsWith('('));
    const shown = await tab.evaluate(() => ({ title: window.witness.titles.at(-1), notification: window.witness.notifications[0], visible: document.visibilityState }));
    const audible = (await heardSince(tab, Math.floor(sent))) ?? NaN;
    expect(shown.visible).toBe('hidden');
    expect(shown.title?.text).toBe('(1) Incoming: Voice · Support');
    expect(shown.notification).toMatchObject({ title: 'Incoming: Voice', body: 'Support', closedAt: null });
    const delays = { title: (shown.title?.at ?? NaN) - sent, sound: audible - sent, notification: (shown.notification?.at ?? NaN) - sent };
    for (const delay of Object.values(delays)) expect(delay).toBeLessThan(SOON_MS);

    await tab.until(() => window.witness.notifications[0]?.shownAt);
    await tab.toFront();
    await tab.until(() => document.hasFocus() && window.witness.notifications[0]?.closedAt);
    await tab.until((title) => document.title === title, own);
    const [visible, focused] = [await eventAt(tab, 'visible'), await eventAt(tab, 'focus')];
    // Silence: nothing has been rendered for a while.
    await tab.until(() => Date.now() - (window.recorders[0]?.chunks.at(-1)?.at ?? 0) > 300);
    const ended = await tab.evaluate(() => ({
      sound: window.recorders[0]?.chunks.at(-1)?.at ?? NaN,
      notification: window.witness.notifications[0]?.closedAt ?? NaN,
      title: window.witness.titles.at(-1)?.at ?? NaN,
    }));
    const ends = { sound: ended.sound - visible, notification: ended.notification - focused, title: ended.title - focused };
    console.log(`\nhidden, ms after the send: ${JSON.stringify(delays)}; back again, ms until the end: ${JSON.stringify(ends)}\n`);
    for (const end of Object.values(ends)) expect(end).toBeLessThan(AT_ONCE_MS);
    // The ring itself is still there.
    expect(await tab.evaluate(() => window.desk.client.getSnapshot().toasts.length)).toBe(1);
    await other.close();
  });

  it('has its own title again when the ring ends, and no other alert is left [A2] [A8]', async ({ sim, bare, desktop }) => {
    const tab = await desktop({ options: { alerts: ALL } });
    const own = await tab.evaluate(() => document.title);
    const other = await hide(bare, tab);
    sim.ring({ mediaType: 'voice' });
    await tab.until(() => window.witness.notifications.length > 0 && window.recorders[0]?.chunks.length);
    sim.abandon({});
    await tab.until((title) => document.title === title, own);
    await tab.until(() => Date.now() - (window.recorders[0]?.chunks.at(-1)?.at ?? 0) > 300);
    const ended = await tab.evaluate(() => ({
      over: window.desk.dismissedAt[0] ?? NaN,
      sound: window.recorders[0]?.chunks.at(-1)?.at ?? NaN,
      notification: window.witness.notifications[0]?.closedAt ?? NaN,
      title: window.witness.titles.at(-1)?.at ?? NaN,
    }));
    for (const at of [ended.sound, ended.notification, ended.title]) expect(Math.abs(at - ended.over)).toBeLessThan(AT_ONCE_MS);
    await other.close();
  });
});

describe('a frozen page', () => {
  it('alerts only when the list has confirmed the ring [A3]', async ({ sim, bare, desktop }) => {
    const tab = await desktop({ options: { alerts: ALL } });
    const other = await hide(bare, tab);
    sim.ring({ mediaType: 'voice' });
    await tab.until(() => window.recorders[0]?.chunks.length);
    await tab.until(() => Date.now() - (window.recorders[0]?.chunks.at(-1)?.at ?? 0) > 300);
    const { frozenAt, thawedAt, list, answered } = await freezeAndThaw(tab, sim);
    await tab.until((from) => window.recorders[0]?.chunks.some(({ at }) => at >= from), thawedAt);
    const audible = (await heardSince(tab, frozenAt)) ?? NaN;
    console.log(
      `\nfrozen for ${String(thawedAt - frozenAt)} ms: it asked for the list ${(list - thawedAt).toFixed(0)} ms after it went on, and was audible ` +
        `${(audible - answered).toFixed(0)} ms after the answer\n`,
    );
    expect(audible).toBeGreaterThanOrEqual(Math.floor(answered));
    expect(audible - answered).toBeLessThan(SOON_MS);
    await other.close();
  });

  it('ends a tone that plays, and has nothing left of it when it goes on [A2] [A3]', async ({ sim, bare, desktop }) => {
    const tab = await desktop({ options: { alerts: ALL } });
    const other = await hide(bare, tab);
    sim.ring({ mediaType: 'voice' });
    await tab.until(() => (window.recorders[0]?.chunks.length ?? 0) > 100);
    const { frozenAt, thawedAt, answered } = await freezeAndThaw(tab, sim);
    const between = (from: number, to: number): Promise<number> =>
      tab.evaluate(([after, before]) => (window.recorders[0]?.chunks.filter(({ at }) => at > (after ?? NaN) && at < (before ?? NaN)).length ?? NaN) * 128, [from, to]);
    const rate = await tab.evaluate(() => window.recorders[0]?.sampleRate ?? NaN);
    const [frozen, left] = [await between(frozenAt, thawedAt), await between(thawedAt, answered)].map((frames) => (frames * 1_000) / rate) as [number, number];
    console.log(`\nfrozen during a tone: ${frozen.toFixed(0)} ms of it played afterwards, ${left.toFixed(0)} ms when the page went on, before the list's answer\n`);
    expect(frozen).toBeLessThan(AT_ONCE_MS);
    expect(left).toBe(0);
    await other.close();
  });

  it('does not alert late for a ring that began and ended meanwhile [A2] [A3]', async ({ sim, bare, desktop }) => {
    const tab = await desktop({ options: { alerts: ALL } });
    const other = await hide(bare, tab);
    await tab.lifecycle('frozen');
    await tab.until(() => window.witness.events.some(({ type }) => type === 'freeze'));
    sim.ring({ mediaType: 'voice', customerName: 'Over' });
    await sim.until(({ rings }) => rings.length === 1);
    sim.abandon({});
    const asked = sim.records.apiRequests.length;
    await tab.lifecycle('active');
    await sim.until(() => sim.records.apiRequests.slice(asked).some(({ path, answeredAt }) => path.startsWith(LIST) && answeredAt !== null));
    // What is next is audible: nothing of the first one was before.
    sim.ring({ mediaType: 'chat', customerName: 'Rings', queueName: 'Billing' });
    await tab.until(() => window.witness.notifications.some(({ body }) => body === 'Billing') && window.recorders[0]?.chunks.length);
    const { notifications, audible, next } = await tab.evaluate(() => ({
      notifications: window.witness.notifications.map(({ title }) => title),
      audible: window.recorders[0]?.chunks[0]?.at ?? NaN,
      next: window.witness.notifications.at(-1)?.at ?? NaN,
    }));
    expect(notifications).toEqual(['Incoming: Chat']);
    expect(audible).toBeGreaterThan(next - AT_ONCE_MS);
    await other.close();
  });
});
