/** `it` with `openTab`: each page that it opens is a tab of the same browser context, for tests that need no page in the background. */
import { addressOf, type PageName } from '../../support/browser/address.js';
import { expectNoComplaints } from '../../support/browser/fixtures.js';
import { Desk, type OpenOptions } from './desk.js';
import { SHARED } from './tabs.js';
import { it as base } from './test.js';

export { describe, expect } from './test.js';
export type { Desk, Simulator } from './test.js';

export interface TabOptions extends Omit<OpenOptions, 'context'> {
  /** The host by which the page is asked for, instead of `127.0.0.1`. */
  readonly host?: string;
}

/** Opens a page of the simulator's default agent that shares its connection, and waits until it is connected. */
export type OpenTab = (name: PageName, options?: TabOptions) => Promise<Desk>;

export const it = base.extend<{ openTab: OpenTab }>({
  openTab: async ({ browser, site, sim }, provide) => {
    const context = await browser.newContext();
    const desks: Desk[] = [];
    await provide(async (name, { before, prepare, host, ...options } = {}) => {
      const desk = new Desk(await context.newPage());
      desks.push(desk);
      if (before) await desk.page.addInitScript(before);
      await prepare?.(desk.page);
      const address = addressOf(site.origin, name, options.sim ?? sim, { agent: true, ...options, options: { duration: 'while-ringing', ...SHARED, ...options.options } });
      await desk.page.goto(host === undefined ? address : address.replace('127.0.0.1', host));
      await desk.status('connected');
      return desk;
    });
    await context.close();
    expectNoComplaints(desks.flatMap((desk) => desk.unexpected()));
  },
});
