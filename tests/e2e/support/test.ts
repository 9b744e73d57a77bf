/**
 * `it` with a desktop around it: `sim`, a simulator of the test's own; `open`, which opens pages of the app on it; `browser` and `site`, which the
 * tests of a file share. A test fails where one of its pages says something on the console that the test did not allow.
 */
import type { Simulator } from 'genesys-cloud-simulator';
import type { Browser } from 'playwright-core';
import { test } from 'vitest';
import { addressOf, type PageName } from '../../support/browser/address.js';
import { expectNoComplaints, provideSimulator, provideSite } from '../../support/browser/fixtures.js';
import type { Site } from '../../support/browser/site.js';
import { launch } from './browser.js';
import { Desk, type OpenOptions } from './desk.js';

export { describe, expect } from 'vitest';
export type { Desk, Simulator };

export type Open = (name: PageName, options?: OpenOptions) => Promise<Desk>;

interface Fixtures {
  browser: Browser;
  site: Site;
  sim: Simulator;
  /** Resolves when the page has loaded: the client may still be connecting. */
  open: Open;
}

export const it = test.extend<Fixtures>({
  browser: [
    // eslint-disable-next-line no-empty-pattern -- Vitest reads the fixture's needs from it
    async ({}, provide) => {
      const browser = await launch();
      await provide(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  site: [
    // eslint-disable-next-line no-empty-pattern
    ({}, provide) => provideSite(provide),
    { scope: 'file' },
  ],
  // eslint-disable-next-line no-empty-pattern
  sim: ({}, provide) => provideSimulator(provide),
  open: async ({ browser, site, sim }, provide) => {
    const desks: Desk[] = [];
    await provide(async (name, options = {}) => {
      const context = await browser.newContext(options.context);
      if (options.before) await context.addInitScript(options.before);
      const desk = new Desk(await context.newPage());
      desks.push(desk);
      await options.prepare?.(desk.page);
      await desk.page.goto(addressOf(site.origin, name, options.sim ?? sim, options));
      return desk;
    });
    for (const { page } of desks) await page.context().close();
    const unexpected = desks.flatMap((desk) => desk.unexpected());
    expectNoComplaints(unexpected);
  },
});
