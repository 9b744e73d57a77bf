import { vi } from 'vitest';
import { FakeModule } from './fake-engine.js';

/** The package as a page has it that was just opened, on a fake engine. */
export async function openPage() {
  vi.resetModules();
  const module = new FakeModule();
  const loadEngine = vi.fn(() => Promise.resolve(module));
  vi.doMock('../../../js/load.js', () => ({ loadEngine }));
  const client = await import('../../../js/client.js');
  const { GenesysToastsError } = await import('../../../js/errors.js');
  const { useGenesysToasts } = await import('../../../js/react/useGenesysToasts.js');
  const { GenesysToaster } = await import('../../../js/react/GenesysToaster.js');
  return { ...client, GenesysToastsError, useGenesysToasts, GenesysToaster, module, loadEngine };
}

export type PackageOnFake = Awaited<ReturnType<typeof openPage>>;

/** Lets microtasks that are due run, and those that they queue. */
export async function microtasks(): Promise<void> {
  for (let round = 0; round < 10; round++) await Promise.resolve();
}

/** Lets everything run that a task of its own was queued for. */
export const task = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

/** The least that an app with a token of its own gives. */
/** The last argument of callbacks where no tabs share a connection. */
export const ALONE = { tab: 'alone' } as const;

export const app = { getToken: (): string => 'token', source: 'routing-events' } as const;
