/** Small windows, old browsers, and writing that runs the other way. */
import type { Locator, Page } from 'playwright-core';
import { HOSTILE_CSS, KINDS, openEmbedding, type Embedding } from './support/embedded.js';
import { describe, expect, it, type Simulator } from './support/test.js';

const LATIN = `Maximiliane Freifrau von Hohenstein-${'Wittgenstein-'.repeat(12)}Ende`;
const ARABIC = `محمد ${'القسطنطينية الإسكندرانية '.repeat(7)}النهاية`;

/** Each has a name that is too long, written in the other direction than the page. */
const WRITINGS = [
  { writing: 'a Latin name on a page from right to left', dir: 'rtl', first: 'Dr. ', name: LATIN, direction: 'ltr' },
  { writing: 'an Arabic name on a page from left to right', dir: 'ltr', first: 'بن ', name: ARABIC, direction: 'rtl' },
] as const;

/** All parts of the view that can be there at the same time but the warning. */
async function fill(embedding: Embedding, sim: Simulator): Promise<void> {
  for (const mediaType of ['voice', 'voice', 'chat', 'email', 'callback', 'message', 'chat']) sim.ring({ mediaType });
  await embedding.frame.locator('.gt-more').waitFor();
}

/** Resolves to the parts of the view that cannot be brought into the window as a whole, or are not what a click there would reach. */
const outOfReach = ({ frame }: Embedding): Promise<string[]> => frame.locator('.gt-toaster').evaluate(partsOutOfReach);

// Runs in the page.
function lookOf(item: Element): { background: string; scheme: string; direction: string } {
  const style = getComputedStyle(item.querySelector('.gt-toast') ?? item);
  return { background: style.backgroundColor, scheme: style.colorScheme, direction: style.direction };
}

// Runs in the page.
function partsOutOfReach(toaster: Element): string[] {
  const root = toaster.getRootNode() as Document | ShadowRoot;
  // What says how much is below comes first: it goes when nothing is.
  const parts = [...toaster.querySelectorAll('.gt-below'), ...toaster.querySelectorAll('.gt-toast, .gt-more, .gt-status')];
  return parts.flatMap((part) => {
    part.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    const { left, right, top, bottom } = part.getBoundingClientRect();
    const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const hit = root.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return inside && hit && part.contains(hit) ? [] : [`${part.className} from ${String(top)} to ${String(bottom)}: ${hit?.className ?? 'nothing'}`];
  });
}

/** The scripts and styles that the page gets, changed as a browser reads them that does not know what they ask for. */
async function withoutSupportFor(page: Page, ...changes: (readonly [RegExp, string])[]): Promise<void> {
  await page.route(/\.(js|css)$/, async (route) => {
    const response = await route.fetch();
    const text = changes.reduce((changed, [what, instead]) => changed.replace(what, instead), await response.text());
    await route.fulfill({ response, body: text });
  });
}

/** A length and a form of `content` that Chromium has known since 108 and 77, Firefox and Safari later. */
const OLD = [
  [/(\d)dvh\b/g, '$1unknown'],
  [/(content:\s*(?:'[^']*'|"[^"]*"))\s*\/\s*(?:''|"")/g, '$1 unknown'],
] as const;

describe.each(KINDS)('$view', ({ kind }) => {
  it.for([
    { what: 'a window 300 px high', viewport: { width: 1280, height: 300 } },
    { what: 'a window 320 px wide, as at 400 % zoom', viewport: { width: 320, height: 480 } },
  ])('has all its parts within reach in $what', async ({ viewport }, { sim, open }) => {
    const embedding = await openEmbedding(open, kind, { context: { viewport }, view: { status: true } });
    await fill(embedding, sim);
    expect(await outOfReach(embedding)).toEqual([]);
    await embedding.page.addStyleTag({ path: HOSTILE_CSS });
    await embedding.still();
    expect(await outOfReach(embedding)).toEqual([]);
  });

  it('keeps toasts reachable, with a visible close button, in a browser without the unit dvh', async ({ sim, open }) => {
    const embedding = await openEmbedding(open, kind, {
      context: { viewport: { width: 1280, height: 300 } },
      view: { status: true },
      prepare: (page) => withoutSupportFor(page, ...OLD),
    });
    await fill(embedding, sim);
    expect(await outOfReach(embedding)).toEqual([]);
    const glyph = await embedding.toasts
      .first()
      .locator('.gt-close')
      .evaluate((button) => ({ content: ['::before', '::after'].map((pseudo) => getComputedStyle(button, pseudo).content), children: button.childNodes.length }));
    const drawn = glyph.children > 0 || glyph.content.some((content) => content !== 'none' && content !== 'normal');
    expect({ ...glyph, drawn }).toMatchObject({ drawn: true });
  });

  it.for(['reduce', 'no-preference'] as const)('shows in a low window how many toasts are below its edge; motion: %s', async (reducedMotion, { sim, open }) => {
    const embedding = await openEmbedding(open, kind, { context: { viewport: { width: 1280, height: 300 }, reducedMotion } });
    sim.burst({ count: 5, mediaType: 'voice' });
    const below = embedding.frame.locator('.gt-below');
    await below.waitFor();
    await embedding.still();
    const hidden = await embedding.toasts.evaluateAll((items) => {
      const edge = items[0]?.parentElement?.getBoundingClientRect().bottom ?? 0;
      return items.filter((item) => item.getBoundingClientRect().bottom > edge + item.clientHeight / 2).length;
    });
    expect(hidden).toBeGreaterThan(0);
    expect(await below.textContent()).toMatch(new RegExp(`^${String(hidden)} `));
    expect(await outOfReach(embedding)).toEqual([]);
  });

  it('is at its place, clickable and reachable in a browser without popovers [V2]', async ({ sim, open }) => {
    const embedding = await openEmbedding(open, kind, {
      before: () => {
        for (const name of ['popover', 'showPopover', 'hidePopover', 'togglePopover']) Reflect.deleteProperty(HTMLElement.prototype, name);
      },
    });
    sim.ring({ agentName: 'Ada' });
    await embedding.toast('Ada').waitFor();
    const box = await embedding.toast('Ada').locator('.gt-toast').boundingBox();
    expect(box).toMatchObject({ y: 20 });
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(1280 - 20);
    expect(await embedding.isOnTop('Ada')).toBe(true);
    await embedding.field('notes').focus();
    expect(await embedding.walk('F8', 'F8')).toEqual(['region', 'notes']);
    await embedding.clickCloseOf('Ada');
    await embedding.toast('Ada').waitFor({ state: 'detached' });
  });

  it('keeps the look of its surroundings in a modal dialog, where they are others, and follows a theme that changes meanwhile [V1] [V3]', async ({ sim, open }) => {
    const embedding = await openEmbedding(open, kind);
    sim.ring({ agentName: 'Ada' });
    await embedding.toast('Ada').waitFor();
    // This very element: the host node leaves it for the dialog.
    const around = await embedding.frame.locator('.gt-host').locator('xpath=../..').elementHandle();
    if (!around) throw new Error('The view stands in no element.');
    await around.evaluate((element) => {
      (element as HTMLElement).dir = 'rtl';
      for (const [name, value] of Object.entries({ '--gt-background': 'rgb(1, 2, 3)', 'color-scheme': 'dark' })) (element as HTMLElement).style.setProperty(name, value);
    });
    const own = await embedding.toast('Ada').evaluate(lookOf);
    expect(own).toMatchObject({ background: 'rgb(1, 2, 3)', scheme: 'dark', direction: 'rtl' });
    await embedding.open('native');
    await embedding.frame.locator('dialog .gt-host').waitFor({ state: 'attached' });
    expect(await embedding.toast('Ada').evaluate(lookOf)).toEqual(own);
    await around.evaluate((element) => element.setAttribute('data-theme', 'light'));
    await expect.poll(() => embedding.toast('Ada').evaluate(lookOf)).toMatchObject({ background: 'rgb(1, 2, 3)', scheme: 'light', direction: 'rtl' });
  });

  it.for(WRITINGS)('cuts $writing at the end of the name', async ({ dir, name, direction }, { sim, open }) => {
    const embedding = await openEmbedding(open, kind, {
      agent: true,
      first: ({ page }) => page.evaluate((value) => void (document.documentElement.dir = value), dir),
    });
    sim.ring({ customerName: name });
    await embedding.toasts.waitFor();
    expect(await embedding.toasts.evaluate(writingOf)).toEqual({
      direction,
      cut: true,
      beginIsSeen: true,
      endIsSeen: false,
      title: true,
      ownDirection: ['gt-name'],
      others: dir,
    });
    // A name that fits is not cut, and needs no title.
    sim.ring({ customerName: 'Ada' });
    const ada = embedding.toast('Ada').locator('.gt-name');
    await ada.waitFor();
    expect(await ada.evaluate((element) => [element.scrollWidth > element.clientWidth, element.getAttribute('title')])).toEqual([false, null]);
  });

  it.for(WRITINGS)('shows by dots that it cuts $writing', async ({ dir, first, name }, { sim, open }) => {
    const embedding = await openEmbedding(open, kind, {
      agent: true,
      first: ({ page }) => page.evaluate((value) => void (document.documentElement.dir = value), dir),
    });
    // Wherever in a line the cut falls.
    const names = Array.from({ length: 4 }, (_, times) => first.repeat(times + 1) + name);
    for (const customerName of names) sim.ring({ customerName, mediaType: 'chat' });
    await embedding.toasts.nth(names.length - 1).waitFor();
    const dots = [];
    for (const cut of await embedding.toasts.locator('.gt-name').all()) dots.push(await paintsDots(embedding, cut));
    expect(dots).toEqual(names.map(() => true));
  });
});

/** Whether dots are to be seen where a name is cut: the same box that only ends there, without dots, is another picture. */
async function paintsDots({ page }: Embedding, name: Locator): Promise<boolean> {
  const clip = await name.boundingBox();
  if (!clip) throw new Error('There is no name.');
  const withDots = await page.screenshot({ clip });
  await name.evaluate((element) => {
    const { height } = element.getBoundingClientRect();
    for (const [property, value] of Object.entries({ display: 'block', 'block-size': `${String(height)}px`, '-webkit-line-clamp': 'none', 'text-overflow': 'clip' })) (element as HTMLElement).style.setProperty(property, value);
  });
  return !withDots.equals(await page.screenshot({ clip }));
}

interface Writing {
  /** The name's. */
  readonly direction: string;
  readonly cut: boolean;
  readonly beginIsSeen: boolean;
  readonly endIsSeen: boolean;
  /** The whole name is there to be looked up. */
  readonly title: boolean;
  /** Who has a direction of its own, beside queue and address, which come from anywhere as well. */
  readonly ownDirection: string[];
  /** The direction of what is around the name. */
  readonly others: string;
}

// Runs in the page.
function writingOf(item: Element): Writing {
  const name = item.querySelector('.gt-name') ?? item;
  const { direction } = getComputedStyle(name);
  const text = document.createTreeWalker(name, NodeFilter.SHOW_TEXT).nextNode() as Text;
  const seen = (at: number): boolean => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const letter = range.getBoundingClientRect();
    const box = name.getBoundingClientRect();
    return letter.left >= box.left - 1 && letter.right <= box.right + 1 && letter.top >= box.top - 1 && letter.bottom <= box.bottom + 1;
  };
  const about = item.querySelector('.gt-media') ?? item;
  return {
    direction,
    cut: name.scrollWidth > name.clientWidth || name.scrollHeight > name.clientHeight,
    beginIsSeen: seen(0),
    endIsSeen: seen(text.length - 1),
    title: name.getAttribute('title')?.startsWith(text.data) ?? false,
    ownDirection: [...item.querySelectorAll('[dir]:not(.gt-about)')].map(({ className }) => className),
    others: getComputedStyle(about).direction,
  };
}
