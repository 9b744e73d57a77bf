/** `it` with `openShared`: tabs of one agent in a browser whose tabs in the background are hidden. */
import type { PageOptions } from '../../support/browser/address.js';
import { it as base, type BareTab, type How } from './background.js';
import { SHARED, roleOf } from './tabs.js';

export { describe, expect, hide } from './background.js';
export type { BareTab, Simulator } from './background.js';

/** Sound in each tab; what is looked at is which of them plays it. */
const OPTIONS = { ...SHARED, alerts: { sound: true } };

export type OpenShared = (how?: How, options?: PageOptions) => Promise<BareTab>;

/** Runs in a page before all else. */
function notePageshow(): void {
  const pageshows: boolean[] = [];
  Object.assign(window, { pageshows });
  addEventListener('pageshow', ({ persisted }) => void pageshows.push(persisted));
}

declare global {
  interface Window {
    /** Each time that the page was shown: whether it came out of the back/forward cache. */
    readonly pageshows: readonly boolean[];
  }
}

export const it = base.extend<{
  /** Opens a tab; resolves when it is connected, by itself or by the tab that leads. */
  openShared: OpenShared;
  /** Three of them: the first one is in front and leads, the others are behind it and follow. */
  three: readonly [BareTab, BareTab, BareTab];
}>({
  openShared: async ({ desktop }, provide) => {
    await provide((how = {}, options = {}) => desktop({ ...options, options: { ...OPTIONS, ...options.options } }, 'vanilla', { ...how, before: [notePageshow, ...(how.before ?? [])] }));
  },
  three: async ({ openShared }, provide) => {
    const tabs = [await openShared(), await openShared({ behind: true }), await openShared({ behind: true })] as const;
    const roles = await Promise.all(tabs.map(roleOf));
    if (roles.join() !== 'leader,follower,follower') throw new Error(`The tabs are ${roles.join()}.`);
    await provide(tabs);
  },
});

/** Takes a tab to another page, as a link does; resolves when that page is there. */
export async function goTo(tab: BareTab, address: string): Promise<void> {
  await tab.command('Page.navigate', { url: address });
  await tab.until((wanted) => location.href === wanted && document.readyState === 'complete', address);
}

/** Goes back to a page of the app. Resolves to whether it came out of the back/forward cache. */
export async function goBack(tab: BareTab): Promise<boolean> {
  // In a task of its own: where the page goes at once there is no answer.
  await tab.evaluate(() => void setTimeout(() => history.back()));
  // A page that was loaded again has been shown once: its client connects, or follows.
  await tab.until(() => 'desk' in window && (window.pageshows.length > 1 || window.desk.client.getSnapshot().status === 'connected'));
  return tab.evaluate(() => window.pageshows.at(-1) === true);
}

/** The same page of the site by another name, which makes it another origin and another site. */
export const elsewhere = (origin: string, name = 'blank'): string => `${origin.replace('127.0.0.1', 'localhost')}/production/${name}.html`;
