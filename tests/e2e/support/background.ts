/** `it` for pages in the background: `bare`, a browser that Playwright does not touch, and `desktop`, which opens pages of the app in it. */
import { addressOf, type PageName, type PageOptions } from '../../support/browser/address.js';
import { expectNoComplaints } from '../../support/browser/fixtures.js';
import { AUTOPLAY } from './alerts.js';
import { startBareBrowser, type BareBrowser } from './bare-browser.js';
import type { BareTab } from './bare-tab.js';
import { recordAudio } from './record-audio.js';
import { recordPage } from './record-page.js';
import { it as base } from './test.js';

export { describe, expect } from './test.js';
export type { Simulator } from './test.js';
export type { BareTab };

/** What the pages here may say: the tests' own secret, and what Chromium says of a page without a gesture. */
const ALLOWED = /clientSecret is in the page|AudioContext was not allowed to start/;

/** Opens a page and waits until its client is connected and what it plays is recorded. */
export type Desktop = (options?: PageOptions, name?: PageName, how?: How) => Promise<BareTab>;

export interface How {
  readonly reducedMotion?: boolean;
  /** The tab that the page is opened in, instead of a new one. */
  readonly tab?: BareTab;
  /** A new tab is behind the others, not in front. */
  readonly behind?: boolean;
  /** Runs in the page before anything else does. */
  readonly before?: readonly (() => void)[];
}

interface Fixtures {
  /** Flags for the browser, beside the one about sound. */
  flags: readonly string[];
  bare: BareBrowser;
  desktop: Desktop;
}

export const it = base.extend<Fixtures>({
  flags: [[], { scope: 'file' }],
  bare: [
    async ({ site, flags }, provide) => {
      const bare = await startBareBrowser([AUTOPLAY, ...flags]);
      console.log(`\nin the background: the browser was started with ${bare.flags.join(' ')}\n`);
      await bare.allowNotifications(site.origin);
      await provide(bare);
      await bare.close();
    },
    { scope: 'file' },
  ],
  desktop: async ({ bare, site, sim }, provide) => {
    const tabs: BareTab[] = [];
    await provide(async (options = {}, name = 'vanilla', { reducedMotion, tab: given, behind, before = [] } = {}) => {
      const address = addressOf(site.origin, name, options.sim ?? sim, { agent: true, ...options, options: { duration: 'while-ringing', ...options.options } });
      const tab = given ?? (await bare.tab('about:blank', [], { behind }));
      if (reducedMotion) await tab.command('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value: 'reduce' }] });
      await tab.open(address, [recordAudio, recordPage, ...before]);
      tabs.push(tab);
      await tab.until(() => window.desk.client.getSnapshot().status === 'connected');
      await tab.until(() => window.desk.client.getSnapshot().alerts.sound === 'off' || window.recorders.at(-1)?.ready);
      return tab;
    });
    const unexpected = tabs.flatMap(({ complaints }) => complaints).filter((text) => !ALLOWED.test(text));
    for (const tab of tabs) await tab.close();
    expectNoComplaints(unexpected);
  },
});

/** Hides a page behind another tab; resolves to that tab when the page knows. */
export async function hide(bare: BareBrowser, tab: BareTab): Promise<BareTab> {
  const other = await bare.tab('about:blank');
  await tab.until(() => document.visibilityState === 'hidden' && !document.hasFocus());
  return other;
}

/** When a page first played something at this time or later, in ms since 1970; `null`: it has not. */
export const heardSince = (tab: BareTab, since: number): Promise<number | null> =>
  tab.evaluate((from) => window.recorders.flatMap(({ chunks }) => chunks).find(({ at }) => at >= from)?.at ?? null, since);
