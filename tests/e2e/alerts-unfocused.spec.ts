/** Alerts of a page that is visible and does not have the focus: the agent is in another window. */
import { expect, it } from './support/background.js';

const AT_ONCE_MS = 100;

it('has sound, notification and title without the focus, and none of them with it [A1] [A2] [A7] [A8]', async ({ sim, bare, desktop }) => {
  const options = { alerts: { sound: { when: 'unfocused' }, notification: true } };
  const tab = await desktop({ options }, 'vanilla', { tab: await bare.firstTab() });
  const own = await tab.evaluate(() => document.title);
  const attention = (): Promise<unknown[]> => tab.evaluate(() => [document.visibilityState, document.hasFocus()]);
  expect(await attention()).toEqual(['visible', false]);
  sim.ring({ mediaType: 'voice', queueName: 'Support' });
  await tab.until(() => window.recorders[0]?.chunks.length && window.witness.notifications[0]?.shownAt && document.title.endsWith('(1) Incoming: Voice · Support'));
  expect(await attention()).toEqual(['visible', false]);

  await tab.toFront();
  await tab.until((title) => document.hasFocus() && document.title === title, own);
  await tab.until(() => Date.now() - (window.recorders[0]?.chunks.at(-1)?.at ?? 0) > 300);
  const { focused, ended } = await tab.evaluate(() => ({
    focused: window.witness.events.findLast(({ type }) => type === 'focus')?.at ?? NaN,
    ended: {
      sound: window.recorders[0]?.chunks.at(-1)?.at ?? NaN,
      notification: window.witness.notifications[0]?.closedAt ?? NaN,
      title: window.witness.titles.at(-1)?.at ?? NaN,
    },
  }));
  for (const at of Object.values(ended)) expect(at - focused).toBeLessThan(AT_ONCE_MS);
  // A ring that comes now has its toast alone.
  const audible = await tab.evaluate(() => window.recorders[0]?.chunks.length);
  sim.ring({ mediaType: 'voice', customerName: 'Second' });
  await tab.until(() => window.desk.toasts.length === 2);
  expect(await tab.evaluate(() => [window.recorders[0]?.chunks.length, window.witness.notifications.length, document.title])).toEqual([audible, 1, own]);
});
