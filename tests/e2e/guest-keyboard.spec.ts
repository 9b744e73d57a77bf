/** Keys that are not for the view, and fields that are hard to come back to. */
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { KINDS, openStage, type Stage } from './support/guest.js';
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

const heardBy = ({ page }: Desk): Promise<string[]> => page.evaluate(() => window.guest.heard.splice(0));

/** The page's own listeners, pressed and called: what they have heard. */
async function callTheApp(desk: Desk): Promise<string[]> {
  await heardBy(desk);
  await desk.page.keyboard.press('a');
  await desk.page.keyboard.press('F8');
  await desk.page.evaluate(() => window.dispatchEvent(new Event('online')));
  return heardBy(desk);
}

/** The agent writes Japanese: the word is not yet decided. */
async function compose(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await session.detach();
}

/** Three toasts, one below the other; gives their names in the order of the page. */
async function threeRing(stage: Stage, ring: (agentName: string) => void): Promise<string[]> {
  for (const name of ['Ada', 'Bob', 'Cleo']) {
    ring(name);
    await stage.toast(name).waitFor();
  }
  return stage.toasts.locator('.gt-name').allTextContents();
}

describe.each(KINDS)('$view', ({ kind }) => {
  it('ignores keys while the agent composes a word [V5]', async ({ sim, open }) => {
    const stage = await openStage(open, kind);
    sim.ring({ agentName: 'Ada' });
    await stage.toast('Ada').waitFor();
    await stage.field('notes').focus();
    await compose(stage.page, 'にほ');
    await heardBy(stage.desk);
    expect(await stage.walk('F8')).toEqual(['notes']);
    expect(await heardBy(stage.desk)).toEqual(['document F8 composing', 'window F8 composing']);
    expect(await stage.field('notes').inputValue()).toBe('にほ');
    await stage.page.keyboard.insertText('日本');
    expect(await stage.walk('F8', 'F8')).toEqual(['region', 'notes']);
  });

  it('does not close a toast on an Escape that ends a composition [V5]', async ({ sim, open }) => {
    const stage = await openStage(open, kind);
    sim.ring({ agentName: 'Ada' });
    await stage.toast('Ada').waitFor();
    await stage.field('notes').focus();
    await stage.walk('F8', 'Tab');
    const prevented = await stage.toast('Ada').evaluate((toast) => {
      const escape = new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, composed: true, cancelable: true });
      return !toast.dispatchEvent(escape);
    });
    expect(prevented).toBe(false);
    expect(await stage.focus()).toBe('toast Ada');
  });

  it('returns the focus to a field in nested shadow roots [V5]', async ({ sim, open }) => {
    const stage = await openStage(open, kind);
    sim.ring({ agentName: 'Ada' });
    await stage.toast('Ada').waitFor();
    await stage.type('deep', 'Invoice ');
    expect(await stage.walk('F8', 'F8')).toEqual(['region', 'deep']);
    expect(await stage.walk('F8', 'Tab', 'Escape')).toEqual(['region', 'toast Ada', 'deep']);
    await stage.page.keyboard.type('4711');
    expect(await stage.field('deep').inputValue()).toBe('Invoice 4711');
  });

  it('moves the focus to the toast before it on Escape on the last of three toasts', async ({ sim, open }) => {
    const stage = await openStage(open, kind);
    const [first, second, last] = await threeRing(stage, (agentName) => void sim.ring({ agentName }));
    await stage.field('notes').focus();
    const places = await stage.walk('F8', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Escape');
    expect(places.slice(-2)).toEqual([`toast ${last ?? ''}`, `toast ${second ?? ''}`]);
    expect(await stage.walk('Escape', 'Escape')).toEqual([`toast ${first ?? ''}`, 'notes']);
  });

  it.for(ZONES)('leaves nothing behind, and the app’s listeners stay: $zone', async ({ path }, { sim, open }) => {
    let before: readonly string[] = [];
    const stage = await openStage(open, kind, {
      before: countLeftovers,
      prepare: (page) => page.addInitScript({ path }),
      first: async (desk) => (before = await listenersOf(desk)),
    });
    const { desk, page } = stage;
    sim.ring({ agentName: 'Ada' });
    await stage.toast('Ada').waitFor();
    await stage.field('notes').focus();
    expect(await stage.walk('F8', 'F8')).toEqual(['region', 'notes']);

    await page.evaluate(() => window.guest.unmount());
    const all = ['document a', 'window a', 'document F8', 'window F8', 'window online'];
    expect(await callTheApp(desk)).toEqual(all);
    expect(await listenersOf(desk)).toEqual(before);
    await page.evaluate(() => window.desk.client.stop());
    expect(await callTheApp(desk)).toEqual(all);
    // The app's own.
    const left = await listenersOf(desk);
    expect(left.filter((type) => CLIENTS.includes(type))).toEqual(['online']);
    expect(await stage.focus()).toBe('notes');
    await sim.until(({ counters }) => counters.socketsOpen === 0);
  });
});
