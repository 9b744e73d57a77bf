/** Hook and view in React's development build, with React 18 and 19. */
import { inject } from 'vitest';
import type { ServedPage } from './pages/served.js';
import { NOTHING, countLeftovers } from './support/leftovers.js';
import { renderOnServer, withReact19 } from './support/react-versions.js';
import { serve, type Site } from '../support/browser/site.js';
import { describe, expect, it as test, type Desk } from './support/test.js';

declare global {
  interface Window {
    /** On the page `served`. */
    readonly served: ServedPage;
  }
}

/** The tests' `it`, on the app in another folder. */
function on(build: () => string | Promise<string>) {
  return test.extend<{ folder: string; site: Site }>({
    folder: [
      // eslint-disable-next-line no-empty-pattern -- Vitest reads the fixture's needs from it
      async ({}, provide) => {
        await provide(await build());
      },
      { scope: 'file' },
    ],
    site: [
      async ({ folder }, provide) => {
        const site = await serve(folder);
        await provide(site);
        await site.close();
      },
      { scope: 'file' },
    ],
  });
}

const REACTS = [
  { version: 18, it: on(() => inject('app')) },
  { version: 19, it: on(() => withReact19(inject('app'))) },
];

const STRICT = { variant: 'development', query: { strict: '' }, before: countLeftovers } as const;

/** Resolves when the page has no timer, request, socket or listener going: nothing more can come of it. */
async function nothingLeft({ page }: Desk): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.leftovers()), { timeout: 10_000 }).toEqual(NOTHING);
}

describe.each(REACTS)('React $version', ({ version, it }) => {
  it('opens one socket in StrictMode, shows a ring once, and leaves nothing after unmount [E7] [S9]', async ({ sim, open }) => {
    const desk = await open('react', STRICT);
    await desk.status('connected');
    const { sockets, listeners } = await desk.page.evaluate(() => window.leftovers());
    expect(sockets).toBe(1);
    expect(listeners).toEqual(expect.arrayContaining(['keydown', 'online', 'pagehide', 'visibilitychange']));
    const { conversationId } = sim.ring({ agentName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').waitFor();
    expect(await desk.shownRings()).toEqual([conversationId]);
    await desk.page.evaluate(() => window.desk.unmount());
    await nothingLeft(desk);
    await sim.until(({ counters }) => counters.socketsOpen === 0);
    expect(sim.state().counters).toMatchObject({ tokenRequests: 1, handshakes: 1, socketsOpened: 1, closes: { 1000: 1 } });
  });

  it('leaves nothing when it is unmounted while the handshake hangs [S9]', async ({ sim, open }) => {
    sim.failHandshakes({ kind: 'hang' });
    const desk = await open('react', STRICT);
    desk.allowNetworkFailures();
    await sim.until(({ counters }) => counters.handshakes === 1);
    await desk.page.evaluate(() => window.desk.unmount());
    await nothingLeft(desk);
    await sim.until(() => sim.records.handshakes[0]?.abortedAt !== null);
    expect(sim.state().counters).toMatchObject({ tokenRequests: 1, handshakes: 1, socketsOpened: 0 });
  });

  it('leaves nothing when it is unmounted while the token request hangs [S9]', async ({ sim, open }) => {
    sim.failTokenRequests({ kind: 'hang' });
    const desk = await open('react', STRICT);
    await sim.until(({ counters }) => counters.tokenRequests === 1);
    await desk.page.evaluate(() => window.desk.unmount());
    await nothingLeft(desk);
    await sim.until(() => sim.records.tokenRequests[0]?.abortedAt !== null);
    expect(sim.state().counters).toMatchObject({ tokenRequests: 1, handshakes: 0, socketsOpened: 0 });
  });

  it('leaves nothing when it is unmounted at once [S9]', async ({ sim, open }) => {
    const desk = await open('react', STRICT);
    await desk.page.evaluate(() => window.desk.unmount());
    await nothingLeft(desk);
    await sim.until(({ counters }) => counters.socketsOpen === 0);
  });

  it('has one socket after ten mounts in a row [S9]', async ({ sim, open }) => {
    const desk = await open('react', STRICT);
    await desk.page.evaluate(() => {
      for (let times = 1; times < 10; times++) {
        window.desk.unmount();
        window.desk.mount();
      }
    });
    await desk.status('connected');
    await sim.until(({ counters }) => counters.socketsOpen === 1);
    await desk.page.waitForFunction(() => window.leftovers().sockets === 1);
    await desk.page.evaluate(() => window.desk.unmount());
    await nothingLeft(desk);
    await sim.until(({ counters }) => counters.socketsOpen === 0);
  });

  it('does not connect again in 100 renders with options written inline', async ({ sim, open }) => {
    const desk = await open('react', STRICT);
    await desk.status('connected');
    const [rendered, same] = await desk.page.evaluate(async () => {
      const { client, renders } = window.desk;
      for (let times = 0; times < 100; times++) {
        const before = window.desk.renders;
        window.desk.render();
        while (window.desk.renders === before) await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return [window.desk.renders - renders, window.desk.client === client];
    });
    expect(rendered).toBeGreaterThanOrEqual(100);
    expect(same).toBe(true);
    // What comes now comes over the first socket.
    sim.ring({ agentName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').waitFor();
    expect(sim.state().counters).toMatchObject({ tokenRequests: 1, handshakes: 1, socketsOpen: 1 });
  });

  it('renders once for a ring, and not for other events [E1] [E2] [E3] [E7] [O6]', async ({ sim, open }) => {
    const desk = await open('react', { variant: 'development' });
    desk.allow(/^genesys-toasts: /);
    await desk.status('connected');
    // The first bad frame is reported, and is in the snapshot from then on.
    sim.sendMalformed();
    await desk.page.waitForFunction(() => window.desk.errors.length === 1);
    const ring = sim.ring({ agentName: 'First Agent' });
    await desk.toast('First Agent').waitFor();
    const renders = await desk.page.evaluate(() => window.desk.renders);
    for (let times = 0; times < 20; times++) {
      sim.sendOtherEvent();
      sim.sendMalformed({ kind: 'number-state' });
      sim.queue();
      sim.alert();
      sim.ring({ conversationId: ring.conversationId });
    }
    await desk.page.waitForFunction(() => window.desk.client.diagnostics().counters.frames === 102);
    expect(await desk.page.evaluate(() => window.desk.renders)).toBe(renders);
    sim.ring({ agentName: 'Second Agent' });
    await desk.toast('Second Agent').waitFor();
    expect(await desk.page.evaluate(() => window.desk.renders)).toBe(renders + 1);
  });

  it('renders on a server, idle and without toasts; a page hydrates it without a warning, and connects', async ({ sim, open, folder }) => {
    const server = renderOnServer(folder);
    expect(server.version).toMatch(new RegExp(`^${String(version)}\\.`));
    expect(server).toMatchObject({ complaints: [], added: [] });
    expect(server.html).toContain('{&quot;toasts&quot;:0,&quot;status&quot;:&quot;idle&quot;,&quot;error&quot;:null}');
    expect(server.html).toContain('<div data-gt-anchor=""></div>');
    expect(server.html).not.toContain('of-the-server');

    const desk = await open('served', { variant: 'development' });
    await desk.status('connected');
    sim.ring({ agentName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').waitFor();
    const { nodes, version: inPage } = await desk.page.evaluate(() => ({ ...window.served, nodes: window.served.nodes.map((node) => node.isConnected) }));
    expect(inPage).toBe(server.version);
    expect(nodes.length).toBeGreaterThan(1);
    expect(nodes).not.toContain(false);
    expect(sim.state().counters).toMatchObject({ tokenRequests: 1, handshakes: 1 });
  });
});
