/** The WebAssembly dies in a page. */
import { expect, it } from './support/test.js';

const INSTANCE = '/genesys-toasts/chunks/instance.js';

it('continues with a fresh engine after a panic: the toasts stay, the dead socket is closed, the next ring is shown [D4]', async ({ sim, open }) => {
  const desk = await open('unbundled', { options: { duration: 60_000, backoff: { baseMs: 100, maxMs: 1_000, jitter: 'none' } } });
  await desk.status('connected');
  sim.ring({ agentName: 'Before' });
  await desk.toast('Before').waitFor();
  // As text: the import is the browser's, not one for Vitest to resolve.
  const ended = await desk.page.evaluate<string>(`import('${INSTANCE}').then(({ currentInstance }) => currentInstance().panicForTest()).catch((thrown) => thrown.constructor.name)`);
  expect(ended).toBe('RuntimeError');
  await sim.until(({ counters }) => counters.socketsOpened === 2 && counters.socketsOpen === 1);
  await sim.until(() => sim.records.sockets[0]?.closedAt !== null);
  sim.ring({ agentName: 'After' });
  await desk.toast('After').waitFor();
  expect(await desk.toasts.count()).toBe(2);
  expect(sim.records.sockets[0]).toMatchObject({ closedBy: 'client' });
  expect(await desk.page.evaluate(() => window.desk.errors.map(({ code }) => code))).toEqual(['engine_failed']);
  // The old toast's clock runs in the fresh engine: it can be closed there.
  await desk.toast('Before').getByRole('button', { name: 'Dismiss notification' }).click();
  await desk.toast('Before').waitFor({ state: 'detached' });
  expect(await desk.page.evaluate(() => window.desk.dismissals.map(({ reason }) => reason))).toEqual(['user']);
});
