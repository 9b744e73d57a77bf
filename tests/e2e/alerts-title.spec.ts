/** The title of a page in the background. */
import { expect, hide, it } from './support/background.js';

it('is shared by two clients and a page that changes it, and is the page\'s own at the end [A8]', async ({ sim, bare, desktop }) => {
  const tab = await desktop({ query: { hooks: '2' } }, 'react');
  await sim.until(({ counters, channels }) => counters.socketsOpen === 2 && channels.every(({ topics }) => topics.length > 0));
  const other = await hide(bare, tab);
  const first = sim.ring({ mediaType: 'chat', queueName: 'Billing' });
  await tab.until(() => document.title === '(1) Incoming: Chat · Billing');
  // A second form by turns: both show the ring.
  await tab.until(() => document.title === '● (1) Incoming: Chat · Billing');
  await tab.evaluate(() => void (document.title = 'Inbox (3)'));
  await tab.until(() => document.title.endsWith('(1) Incoming: Chat · Billing'));
  sim.ring({ mediaType: 'voice', queueName: 'Support' });
  await tab.until(() => document.title.endsWith('(2) Incoming: Voice · Support'));
  await tab.evaluate(() => void (document.title = 'Inbox (4)'));
  sim.abandon({ conversationId: first.conversationId });
  await tab.until(() => document.title.endsWith('(1) Incoming: Voice · Support'));
  sim.abandon({});
  await tab.until(() => document.title === 'Inbox (4)');
  await tab.until(() => window.desk.dismissals.length === 4);
  expect(await tab.evaluate(() => document.title)).toBe('Inbox (4)');
  // Of the page's own titles none was seen for longer than a second, and none was lost.
  const titles = await tab.evaluate(() => window.witness.titles.map(({ text }) => text));
  expect(titles.filter((text) => !text.includes('Incoming'))).toEqual(['React', 'Inbox (3)', 'Inbox (4)', 'Inbox (4)']);
  await other.close();
});

it('has one form with reduced motion [A8]', async ({ sim, bare, desktop }) => {
  const tab = await desktop({}, 'vanilla', { reducedMotion: true });
  const other = await hide(bare, tab);
  sim.ring({ mediaType: 'voice', queueName: 'Support' });
  await tab.until(() => document.title === '(1) Incoming: Voice · Support');
  // It is set again each second: what the page wrote is replaced by the same form, twice.
  for (const own of ['Inbox (3)', 'Inbox (4)']) {
    await tab.evaluate((text) => void (document.title = text), own);
    await tab.until(() => document.title.endsWith('(1) Incoming: Voice · Support'));
  }
  expect(await tab.evaluate(() => window.witness.titles.some(({ text }) => text.startsWith('●')))).toBe(false);
  await other.close();
});
