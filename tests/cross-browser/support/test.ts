/**
 * `it` with a desktop around it, as in the e2e tests, in the engine that `ENGINE` names: `sim`, `site`, `open`, `machine`. A page has a browser of
 * its own, and a test fails where its page complains of what the test did not allow.
 */
import type { Simulator } from 'genesys-cloud-simulator';
import type { WebDriver } from 'selenium-webdriver';
import { test } from 'vitest';
import { addressOf, type PageName, type PageOptions } from '../../support/browser/address.js';
import { expectNoComplaints, provideSimulator, provideSite } from '../../support/browser/fixtures.js';
import type { Site } from '../../support/browser/site.js';
import { Desk } from './desk.js';
import { startMachine, type EngineName, type Machine } from './machine.js';

export { describe, expect } from 'vitest';
export type { Desk, Machine, Simulator, Site };

export const ENGINE = (process.env.ENGINE ?? 'firefox') as EngineName;

/** Of these tests' own pages, and of the e2e tests'. */
export type Name = PageName | 'given';
export type Open = (name: Name, options?: PageOptions) => Promise<Desk>;

interface Fixtures {
  machine: Machine;
  site: Site;
  sim: Simulator;
  /** Resolves when the page has loaded: the client may still be connecting. */
  open: Open;
  /** The same in two windows of one browser. */
  openTwice: (name: Name, options?: PageOptions) => Promise<readonly [Desk, Desk]>;
}

export const it = test.extend<Fixtures>({
  machine: [
    // eslint-disable-next-line no-empty-pattern -- Vitest reads the fixture's needs from it
    async ({}, provide) => {
      const machine = await startMachine(ENGINE);
      await provide(machine);
      await machine.stop();
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
  open: async ({ machine, site, sim }, provide) => {
    const drivers: WebDriver[] = [];
    const desks: Desk[] = [];
    await provide(async (name, options = {}) => {
      const driver = await machine.session();
      drivers.push(driver);
      const desk = new Desk(driver);
      desks.push(desk);
      await desk.page.goto(addressOf(site.origin, name as PageName, options.sim ?? sim, options));
      return desk;
    });
    const unexpected: string[] = [];
    for (const desk of desks) unexpected.push(...(await desk.unexpected().catch((error: unknown) => [String(error)])));
    for (const driver of drivers) await driver.quit();
    expectNoComplaints(unexpected);
  },
  openTwice: async ({ machine, site, sim }, provide) => {
    const driver = await machine.session();
    const desks: Desk[] = [];
    await provide(async (name, options = {}) => {
      const address = addressOf(site.origin, name as PageName, options.sim ?? sim, options);
      const openIn = async (handle: string): Promise<Desk> => {
        const desk = new Desk(driver, handle);
        desks.push(desk);
        await desk.page.goto(address);
        await desk.status('connected');
        return desk;
      };
      const first = await openIn(await driver.getWindowHandle());
      // A window, not a tab: both are visible.
      await driver.switchTo().newWindow('window');
      return [first, await openIn(await driver.getWindowHandle())];
    });
    const unexpected: string[] = [];
    const open = await driver.getAllWindowHandles();
    for (const desk of desks) if (desk.page.isIn(open)) unexpected.push(...(await desk.unexpected().catch((error: unknown) => [String(error)])));
    await driver.quit();
    expectNoComplaints(unexpected);
  },
});
