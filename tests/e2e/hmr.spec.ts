/** The hook while its app is written: Vite's development server and React Refresh, with React 18 and 19. */
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { serveForDevelopment, type DevServer } from './support/dev-server.js';
import { Desk } from './support/desk.js';
import { describe, expect, it as test } from './support/test.js';

declare global {
  interface Window {
    /** On the pages in tests/e2e/hmr: the names of the toasts that `onToast` got. */
    readonly shownNames: string[];
    /** A page that was loaded again has it no more. */
    marked?: true;
  }
}

const SAVES = 10;

const on = (version: 18 | 19) =>
  test.extend<{ server: DevServer; openApp: (query: Record<string, string>) => Promise<Desk> }>({
    server: [
      // eslint-disable-next-line no-empty-pattern -- Vitest reads the fixture's needs from it
      async ({}, provide) => {
        const server = await serveForDevelopment(dirname(inject('app')), version);
        await provide(server);
        await server.close();
      },
      { scope: 'file' },
    ],
    openApp: async ({ browser, server, sim }, provide) => {
      const context = await browser.newContext();
      const desk = new Desk(await context.newPage());
      await provide(async (query) => {
        const { apiUrl, controlUrl, userId } = sim;
        await desk.page.goto(`${server.origin}/?${new URLSearchParams({ apiUrl, controlUrl, agent: userId, ...query }).toString()}`);
        await shows(desk.page, /^Revision \d+, connected$/);
        await desk.page.evaluate(() => {
          window.marked = true;
        });
        return desk;
      });
      await context.close();
      expect(desk.unexpected()).toEqual([]);
    },
  });

const shows = (page: Page, text: RegExp): Promise<void> => page.getByText(text).waitFor();
const shownNames = ({ page }: Desk): Promise<string[]> => page.evaluate(() => window.shownNames);
const isMarked = ({ page }: Desk): Promise<boolean> => page.evaluate(() => window.marked === true);

/** The text of a file with another number in it. */
const revise = (n: number) => (text: string) => text.replace(/REVISION = \d+/, `REVISION = ${String(n)}`);

describe.each([
  { version: 18, it: on(18) },
  { version: 19, it: on(19) },
] as const)('a hot update, React $version', ({ it }) => {
  it.for<{ name: string; file: string; query: Record<string, string> }>([
    { name: 'the file of the component', file: 'Desktop.tsx', query: {} },
    { name: 'the file of the component, in StrictMode', file: 'Desktop.tsx', query: { strict: '' } },
    { name: "the file of a hook of the app's own", file: 'useDesk.ts', query: { strict: '', hook: '' } },
    { name: 'the file of a context', file: 'context.tsx', query: { strict: '', context: '' } },
  ])('keeps the client, its channel and its toasts: $name', async ({ file, query }, { sim, server, openApp }) => {
    server.save(file, revise(0));
    const desk = await openApp(query);
    sim.ring({ customerName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').waitFor();
    for (let n = 1; n <= SAVES; n++) {
      server.save(file, revise(n));
      await shows(desk.page, new RegExp(`^Revision ${String(n)}, `));
    }
    await shows(desk.page, new RegExp(`^Revision ${String(SAVES)}, connected$`));
    expect(await desk.toasts.count()).toBe(1);
    // What comes now comes over the first channel, and callbacks are called once.
    sim.ring({ customerName: 'Lukas Weber' });
    await desk.toast('Lukas Weber').waitFor();
    expect(await shownNames(desk)).toEqual(['Maria Lopez', 'Lukas Weber']);
    expect(await isMarked(desk)).toBe(true);
    expect(sim.state().counters).toMatchObject({ channelsCreated: 1, socketsOpened: 1, socketsOpen: 1 });
  });

  it.for([
    { name: 'another hook', edit: (text: string) => `import { useState } from 'react';\n${text.replace(/(Desktop\(\) \{\n)/, '$1  useState(0);\n')}` },
    { name: 'something else from the hook', edit: (text: string) => text.replace('{ client, status }', '{ status, client }') },
  ])('after which the component takes $name connects anew, and leaves nothing of the client before', async ({ edit }, { sim, server, openApp }) => {
    server.save('Desktop.tsx', revise(0));
    const desk = await openApp({ strict: '' });
    sim.ring({ customerName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').waitFor();
    server.save('Desktop.tsx', (text) => edit(revise(1)(text)));
    await shows(desk.page, /^Revision 1, connected$/);
    await sim.until(({ counters }) => counters.socketsOpened === 2 && counters.socketsOpen === 1);
    await desk.toast('Maria Lopez').waitFor();
    expect(await desk.toasts.count()).toBe(1);
    expect(await isMarked(desk)).toBe(true);
  });
});
