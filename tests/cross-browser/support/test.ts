/**
 * `it` with a desktop around it, as in the e2e tests, in the engine that `ENGINE` names: `sim`, `site`, `open`, `machine`. A page has a browser of
 * its own, and a test fails where its page complains of what the test did not allow.
 */
import { startSimulator, type Simulator } from 'genesys-cloud-simulator';
import type { WebDriver } from 'selenium-webdriver';
import { inject, test } from 'vitest';
import { addressOf, type OpenOptions, type PageName } from '../../e2e/support/desk.js';
import { serve, type Site } from '../../e2e/support/site.js';
import { Desk } from './desk.js';
import { startMachine, type EngineName, type Machine } from './machine.js';

export { describe, expect } from 'vitest';
export type { Desk, Machine, Simulator, Site };

export const ENGINE = (process.env.ENGINE ?? 'firefox') as EngineName;

/** Of these tests' own pages, and of the e2e tests'. */
export type Name = PageName | 'given';
export type Options = Omit<OpenOptions, 'before' | 'context'>;
export type Open = (name: Name, options?: Options) => Promise<Desk>;

interface Fixtures {
  machine: Machine;
  site: Site;
  sim: Simulator;
  /** Resolves when the page has loaded: the client may still be connecting. */
  open: Open;
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
    async ({}, provide) => {
      const site = await serve(inject('app'));
      await provide(site);
      await site.close();
    },
    { scope: 'file' },
  ],
  // eslint-disable-next-line no-empty-pattern
  sim: async ({}, provide) => {
    const sim = await startSimulator();
    await provide(sim);
    await sim.close();
  },
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
    if (unexpected.length > 0) throw new Error(`The console of a page said:\n${unexpected.join('\n')}`);
  },
});
