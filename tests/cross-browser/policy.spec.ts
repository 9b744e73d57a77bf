/** Pages with a strict policy, and pages where the WebAssembly may not run. */
import { describe, expect, it, type Simulator } from './support/test.js';

/** The strictest one that the package runs under. */
const strict = ({ url, socketUrl }: Simulator, script = "'wasm-unsafe-eval'"): string =>
  `default-src 'self'; script-src 'self' ${script}; style-src 'self'; connect-src 'self' ${url} ${new URL(socketUrl).origin}; require-trusted-types-for 'script'`;

describe('policy', () => {
  it.for(['react', 'vanilla', 'unbundled'] as const)('a strict one is not broken: %s', async (name, { sim, open }) => {
    const desk = await open(name, { csp: strict(sim) });
    await desk.status('connected');
    sim.ring({ agentName: 'Maria Lopez' });
    const toast = await desk.toast('Maria Lopez');
    // The looks have come through it, too.
    expect(await desk.page.evaluate((element) => getComputedStyle(element as unknown as Element).display, toast)).toBe('grid');
  });

  it('without WebAssembly reports what to add to the policy', async ({ sim, open }) => {
    const desk = await open('vanilla', { csp: strict(sim, '') });
    desk.allow(/^genesys-toasts: /, /^(rejected|thrown): .*The WebAssembly could not be loaded/, /^violation: script-src wasm-eval$/);
    await desk.page.until(() => window.desk.errors.length === 1, []);
    const [error] = await desk.page.evaluate(() => window.desk.errors);
    expect(error?.code).toBe('wasm_load_failed');
    expect(error?.message).toContain("add 'wasm-unsafe-eval' to its script-src");
  });

  it('a missing binary is named, with its status', async ({ sim, open }) => {
    const desk = await open('vanilla', { options: { wasm: '/production/none.wasm' } });
    desk.allow(/^genesys-toasts: /, /^(rejected|thrown): .*The WebAssembly could not be loaded/);
    await desk.page.until(() => window.desk.errors.length === 1, []);
    expect((await desk.page.evaluate(() => window.desk.errors))[0]?.message).toContain('/production/none.wasm answered 404');
    expect(sim.state().counters.handshakes).toBe(0);
  });
});
