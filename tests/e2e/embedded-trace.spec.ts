/** Two worlds on one page: the view leaves no trace in the app, and the app's style none in the view. */
import { HOSTILE_CSS, KINDS, mountOn, openEmbedded, openEmbedding, Embedding } from './support/embedded.js';
import { describe, expect, it, type Desk } from './support/test.js';

const STYLES = [
  { style: 'a plain page', path: undefined },
  { style: 'a page whose style reaches too far [V1]', path: HOSTILE_CSS },
] as const;

/** A ring of each, by name. */
const RINGS = [
  { customerName: 'Maria Lopez', mediaType: 'voice' },
  { customerName: 'Lukas Weber', mediaType: 'chat' },
  { customerName: 'Priya Sharma', mediaType: 'email' },
  { customerName: 'Noah Brown', mediaType: 'callback' },
];

const changes = ({ page }: Desk): Promise<string[]> => page.evaluate(() => window.embedded.grid.changes());

/** The middle of the gap between two toasts that follow each other, in px of the window. */
async function betweenToasts({ toasts }: Embedding): Promise<{ x: number; y: number }> {
  const [upper, lower] = [await toasts.nth(0).locator('.gt-toast').boundingBox(), await toasts.nth(1).locator('.gt-toast').boundingBox()];
  if (!upper || !lower) throw new Error('There are no two toasts.');
  return { x: upper.x + upper.width / 2, y: (upper.y + upper.height + lower.y) / 2 };
}

describe.each(KINDS)('$view', ({ kind }) => {
  it.for(STYLES)('takes clicks and space only where it paints: $style [V1] [V4]', async ({ path }, { sim, open }) => {
    const desk = await openEmbedded(open, { agent: true });
    if (path) await desk.page.addStyleTag({ path });
    await new Embedding(desk, desk.page.mainFrame()).still();
    await desk.page.evaluate(() => {
      window.embedded.grid.fill();
      window.embedded.grid.note();
    });
    const embedding = await mountOn(desk, kind, 'page', { status: true });
    await embedding.frame.locator('.gt-status').waitFor();
    expect(await changes(desk)).toEqual([]);

    for (const ring of RINGS) sim.ring(ring);
    await embedding.toasts.nth(3).waitFor();
    expect(await changes(desk)).toEqual([]);

    sim.burst({ count: 3, mediaType: 'chat' });
    await embedding.frame.locator('.gt-more').waitFor();
    expect(await changes(desk)).toEqual([]);

    await desk.page.evaluate(() => window.embedded.unmount());
    expect(await changes(desk)).toEqual([]);
  });

  it('passes clicks beside the status line and between two toasts to the page', async ({ sim, open }) => {
    const desk = await openEmbedded(open);
    await desk.page.evaluate(() => window.embedded.grid.fill());
    const embedding = await mountOn(desk, kind, 'page', { status: true });
    const status = await embedding.frame.locator('.gt-status').boundingBox();
    if (!status) throw new Error('There is no status line.');
    await desk.page.mouse.click(1280 - 330, status.y + status.height / 2);
    for (const agentName of ['Ada', 'Bob']) sim.ring({ agentName });
    await embedding.toast('Ada').waitFor();
    await embedding.toast('Bob').waitFor();
    const { x, y } = await betweenToasts(embedding);
    await desk.page.mouse.click(x, y);
    expect(await desk.page.evaluate(() => window.embedded.grid.clicks)).toHaveLength(2);
  });

  it('takes no space in a row of the app', async ({ sim, open }) => {
    const desk = await openEmbedded(open);
    await desk.page.evaluate(() => window.embedded.grid.note());
    const embedding = await mountOn(desk, kind, 'row');
    expect(await changes(desk)).toEqual([]);
    sim.ring({ agentName: 'Ada' });
    await embedding.toast('Ada').waitFor();
    expect(await changes(desk)).toEqual([]);
  });

  it('looks the same under broad styles of the page', async ({ sim, open }) => {
    const embedding = await openEmbedding(open, kind, { agent: true, view: { status: true } });
    for (const ring of RINGS) sim.ring(ring);
    sim.burst({ count: 3, mediaType: 'chat' });
    await embedding.toasts.nth(3).waitFor();
    await embedding.frame.locator('.gt-more').waitFor();
    const before = await looksOf(embedding);
    expect(before.size).toBeGreaterThan(30);
    await embedding.page.addStyleTag({ path: HOSTILE_CSS });
    await embedding.still();
    expect(differences(before, await looksOf(embedding))).toEqual([]);
  });
});

it('both views look the same', async ({ sim, open }) => {
  const looks = [];
  const embeddings = [];
  for (const { kind } of KINDS) embeddings.push(await openEmbedding(open, kind, { agent: true, view: { status: true } }));
  for (const ring of RINGS) sim.ring(ring);
  sim.burst({ count: 3, mediaType: 'chat' });
  for (const embedding of embeddings) {
    await embedding.frame.locator('.gt-more').waitFor();
    looks.push(await looksOf(embedding));
  }
  const [react = new Map<string, Look>(), element = new Map<string, Look>()] = looks;
  expect(differences(react, element)).toEqual([]);
});

/** All computed values of a box, and where it is. */
type Look = Readonly<Record<string, string>>;

/** Every box of the view by its place in it. */
async function looksOf({ frame }: Embedding): Promise<Map<string, Look>> {
  return new Map(await frame.locator('.gt-toaster').evaluate(looksIn));
}

// Runs in the page.
function looksIn(toaster: Element): [string, Look][] {
  const looksOfBox = (element: Element, pseudo?: string): Look => {
    const style = getComputedStyle(element, pseudo);
    return Object.fromEntries([...style].filter((name) => !name.startsWith('--')).map((name) => [name, style.getPropertyValue(name)]));
  };
  const boxes = [toaster, ...toaster.querySelectorAll('*')];
  return boxes.flatMap((element, index): [string, Look][] => {
    const name = `${String(index)} ${element.getAttribute('class') ?? element.localName}`;
    const { x, y, width, height } = element.getBoundingClientRect();
    return [
      [name, { ...looksOfBox(element), box: [x, y, width, height].join(' ') }],
      [`${name}::before`, looksOfBox(element, '::before')],
      [`${name}::after`, looksOfBox(element, '::after')],
    ];
  });
}

/** `box: property value → value`, each. A displayed time may differ. */
function differences(before: ReadonlyMap<string, Look>, after: ReadonlyMap<string, Look>): string[] {
  const boxes = [...new Set([...before.keys(), ...after.keys()])].filter((name) => !/gt-(elapsed|bar|announcer)/.test(name));
  return boxes.flatMap((name) => {
    const [old = {}, now = {}] = [before.get(name), after.get(name)];
    const properties = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return properties.filter((property) => old[property] !== now[property]).map((property) => `${name}: ${property} ${old[property] ?? '–'} → ${now[property] ?? '–'}`);
  });
}
