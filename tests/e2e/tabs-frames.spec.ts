/** Frames of the agent desktop in a page of another site: the browser gives them locks and channels of their own. */
import { addressOf } from '../support/browser/address.js';
import { SHARED, becomes, openIn, roleOf, settled, shownIn, shows } from './support/tabs.js';
import { elsewhere, expect, it, type BareTab } from './support/shared-desk.js';

/** Puts frames with these addresses into a page. */
const addFrames = (tab: BareTab, addresses: readonly string[]): Promise<void> =>
  tab.evaluate((sources) => {
    for (const src of sources) document.body.append(Object.assign(document.createElement('iframe'), { src }));
  }, addresses);

it('share with frames of their own partition, and do not disturb the tabs [L9]', async ({ sim, site, bare, openShared }) => {
  const [first, second] = [await openShared(), await openShared({ behind: true })];
  expect(await Promise.all([first, second].map(roleOf))).toEqual(['leader', 'follower']);
  const outer = await bare.tab(elsewhere(site.origin), [], { behind: true });
  const address = addressOf(site.origin, 'vanilla', sim, { agent: true, options: { duration: 'while-ringing', ...SHARED, alerts: { sound: true } } });
  await addFrames(outer, [address]);
  const frame = await bare.frame(address);
  await becomes(frame, 'leader');
  await addFrames(outer, [`${address}&twin`]);
  const twin = await bare.frame(`${address}&twin`);
  await becomes(twin, 'follower');
  expect(await settled([frame, twin])).toEqual(['leader', 'follower']);
  expect(await frame.evaluate(() => [location.origin, document.visibilityState])).toEqual([site.origin, 'hidden']);

  const ring = sim.ring({ customerName: 'Maria Lopez' });
  const all = [first, second, frame, twin];
  for (const tab of all) await shows(tab, ring);
  expect(await Promise.all(all.map(shownIn))).toEqual(all.map(() => [ring.conversationId]));
  expect(await Promise.all(all.map(roleOf))).toEqual(['leader', 'follower', 'leader', 'follower']);
  expect(sim.state().counters).toMatchObject({ channelsCreated: 2, socketsOpened: 2, socketsOpen: 2 });

  await first.close();
  await becomes(second, 'leader');
  expect(await Promise.all([frame, twin].map(roleOf))).toEqual(['leader', 'follower']);
  await outer.close();
  await sim.until(({ counters }) => counters.socketsOpen === 1);
  expect(await openIn(second)).toEqual([ring.conversationId]);
  expect(await roleOf(second)).toBe('leader');
});
