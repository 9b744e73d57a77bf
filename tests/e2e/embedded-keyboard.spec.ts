/** Keys that are not for the view, and fields that are hard to come back to. */
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { KINDS, openEmbedding, type Embedding } from './support/embedded.js';
import { countLeftovers } from './support/leftovers.js';
import { describe, expect, it, type Desk } from './support/test.js';

const { resolve } = createRequire(import.meta.url);

/** What Angular apps have on their pages before all else. */
const ZONES = [
  { zone: 'zone.js 0.13', path: resolve('zone-013') },
  { zone: 'zone.js 0.15', path: resolve('zone.js') },
];

/** What a client listens for on a page. */
const CLIENTS = ['online', 'offline', 'pagehide', 'pageshow', 'visibilitychange', 'freeze', 'resume'];

const listenersOf = ({ page }: Desk): Promise<readonly string[]> => page.evaluate(() => window.leftovers().listeners);

const eventsOf = ({ page }: Desk): Promise<string[]> => page.evaluate(() => window.embedded.events.splice(0));

/** The page's own listeners, pressed and called: the events that they have received. */
async function callTheApp(desk: Desk): Promise<string[]> {
  await eventsOf(desk);
  await desk.page.keyboard.press('a');
  await desk.page.keyboard.press('F8');
  await desk.page.evaluate(() => window.dispatchEvent(new Event('online')));
  return eventsOf(desk);
}

/** The agent writes Japanese: the word is not yet decided. */
async function compose(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await session.detach();
}

/** Three toasts, one below the other; gives their names in the order of the page. */
async function threeRing(embedding: Embedding, ring: (agentName: string) => void): Promise<string[]> {
  for (const name of ['Ada', 'Bob', 'Cleo']) {
    ring(name);
    await embedding.toast(name).waitFor();
  }
  return embedding.toasts.locator('.gt-name').allTextContents();
}

describe.each(KINDS)('$view', ({ kind }) => {
  it('ignores keys while the agent composes a word [V5]', async ({ sim, open }) => {
    const embedding = await openEmbedding(open, kind);
    sim.ring({ agentName: 'Ada' });
    await embedding.toast('Ada').waitFor();
    await embedding.field('notes').focus();
    await compose(embedding.page, 'にほ');
    await eventsOf(embedding.desk);
    expect(await embedding.walk('F8')).toEqual(['notes']);
    expect(await eventsOf(embedding.desk)).toEqual(['document F8 composing', 'window F8 composing']);
    expect(await embedding.field('notes').inputValue()).toBe('にほ');
    await embedding.page.keyboard.insertText('日本');
    expect(await embedding.walk('F8', 'F8')).toEqual(['region', 'notes']);
  });

  it('does not close a toast on an Escape that ends a composition [V5]', async ({ sim, open }) => {
    const embedding = await openEmbedding(open, kind);
    sim.ring({ agentName: 'Ada' });
    await embedding.toast('Ada').waitFor();
    await embedding.field('notes').focus();
    await embedding.walk('F8', 'Tab');
    const prevented = await embedding.toast('Ada').evaluate((toast) => {
      const escape = new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, composed: true, cancelable: true });
      return !toast.dispatchEvent(escape);
    });
    expect(prevented).toBe(false);
    expect(await embedding.focus()).toBe('toast Ada');
  });

  it('returns the focus to a field in nested shadow roots [V5]', async ({ sim, open }) => {
    const embedding = await openEmbedding(open, kind);
    sim.ring({ agentName: 'Ada' });
    await embedding.toast('Ada').waitFor();
    await embedding.type('deep', 'Invoice ');
    expect(await embedding.walk('F8', 'F8')).toEqual(['region', 'deep']);
    expect(await embedding.walk('F8', 'Tab', 'Escape')).toEqual(['region', 'toast Ada', 'deep']);
    await embedding.page.keyboard.type('4711');
    expect(await embedding.field('deep').inputValue()).toBe('Invoice 4711');
  });

  it('moves the focus to the toast before it on Escape on the last of three toasts', async ({ sim, open }) => {
    const embedding = await openEmbedding(open, kind);
    const [first, second, last] = await threeRing(embedding, (agentName) => void sim.ring({ agentName }));
    await embedding.field('notes').focus();
    const places = await embedding.walk('F8', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Escape');
    expect(places.slice(-2)).toEqual([`toast ${last ?? ''}`, `toast ${second ?? ''}`]);
    expect(await embedding.walk('Escape', 'Escape')).toEqual([`toast ${first ?? ''}`, 'notes']);
  });

  it.for(ZONES)('leaves nothing behind, and the app’s listeners stay: $zone', async ({ path }, { sim, open }) => {
    let before: readonly string[] = [];
    const embedding = await openEmbedding(open, kind, {
      before: countLeftovers,
      prepare: (page) => page.addInitScript({ path }),
      first: async (desk) => (before = await listenersOf(desk)),
    });
    const { desk, page } = embedding;
    sim.ring({ agentName: 'Ada' });
    await embedding.toast('Ada').waitFor();
    await embedding.field('notes').focus();
    expect(await embedding.walk('F8', 'F8')).toEqual(['region', 'notes']);

    await page.evaluate(() => window.embedded.unmount());
    const all = ['document a', 'window a', 'document F8', 'window F8', 'window online'];
    expect(await callTheApp(desk)).toEqual(all);
    expect(await listenersOf(desk)).toEqual(before);
    await page.evaluate(() => window.desk.client.stop());
    expect(await callTheApp(desk)).toEqual(all);
    // The app's own.
    const left = await listenersOf(desk);
    expect(left.filter((type) => CLIENTS.includes(type))).toEqual(['online']);
    expect(await embedding.focus()).toBe('notes');
    await sim.until(({ counters }) => counters.socketsOpen === 0);
  });
});
