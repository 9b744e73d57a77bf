/** Fixtures of the tests in browsers: the simulator, and the server of the pages. */
import { startSimulator, type Simulator } from 'genesys-cloud-simulator';
import { inject } from 'vitest';
import { serve, type Site } from './site.js';

type Provide<T> = (value: T) => Promise<void>;

/** A simulator for one test. */
export async function provideSimulator(provide: Provide<Simulator>): Promise<void> {
  const sim = await startSimulator();
  await provide(sim);
  await sim.close();
}

/** The server of the pages, for a file of tests. */
export async function provideSite(provide: Provide<Site>): Promise<void> {
  const site = await serve(inject('app'));
  await provide(site);
  await site.close();
}

/** Fails the test if its pages complained of something that it did not allow. */
export function expectNoComplaints(unexpected: readonly string[]): void {
  if (unexpected.length > 0) throw new Error(`The console of a page said:\n${unexpected.join('\n')}`);
}
