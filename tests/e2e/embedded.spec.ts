/** Dialogs of libraries, the browser's own, and places that hide what is in them: the view is above, reached, announced, and disturbs none of them. */
import type { EmbeddedKind } from './pages/embedded.js';
import type { PlaceName } from './pages/embedded/places.js';
import { KINDS, mountOn, openEmbedded, openEmbedding, type Embedding, type ThingName } from './support/embedded.js';
import { describe, expect, it, type Open, type Simulator } from './support/test.js';

const MARIA = 'Maria Lopez';
const LUKAS = 'Lukas Weber';

/** What covers the page, and the field in which the agent types then. */
const COVERS = [
  { what: 'a dialog of Radix', cover: 'radix', field: 'radix' },
  { what: 'a dialog of Headless UI', cover: 'headless', field: 'headless' },
  { what: 'a dialog of MUI', cover: 'mui', field: 'mui' },
  { what: 'a modal dialog of the browser', cover: 'native', field: 'native' },
  { what: 'a modal dialog in a shadow root', cover: 'native-in-shadow', field: 'native-in-shadow' },
  { what: 'a popover', cover: 'popover', field: 'popover' },
  { what: 'a part of the page in fullscreen', cover: 'fullscreen', field: 'notes' },
] as const;
const OCCASIONS = COVERS.flatMap((cover) => (['before', 'after'] as const).map((when) => ({ ...cover, when })));
const DIALOGS = COVERS.slice(0, 5);

/** The place of the view, and the field beside it. */
const PLACES: readonly { what: string; place: PlaceName; field: string }[] = [
  { what: 'a part of the page that is moved, cut off and below another', place: 'shell', field: 'notes' },
  { what: 'a shadow root', place: 'shadow', field: 'notes' },
  { what: 'the document of a frame', place: 'frame', field: 'inner' },
  { what: 'the document of a window that the page has opened', place: 'popup', field: 'inner' },
];

interface Tools {
  readonly sim: Simulator;
  readonly open: Open;
}

/** Maria rings, and the agent is in the middle of a word in what was opened before or after that. */
async function ringUnder({ sim, open }: Tools, kind: EmbeddedKind, cover: ThingName, field: string, when: 'before' | 'after'): Promise<Embedding> {
  const embedding = await openEmbedding(open, kind);
  if (when === 'before') await embedding.open(cover);
  sim.ring({ agentName: MARIA });
  await embedding.toast(MARIA).waitFor();
  if (when === 'after') await embedding.open(cover);
  await embedding.type(field, 'Ha');
  return embedding;
}

/**
 * All that an agent does with toasts, in the middle of a word. The keyboard gets there, and back to the very field; Escape closes a toast, and nothing
 * else; another one rings, is above all, and a click closes it.
 */
async function isUsed({ sim }: Pick<Tools, 'sim'>, embedding: Embedding, field: string): Promise<void> {
  expect(await embedding.walk('F8', 'F8')).toEqual(['region', field]);
  expect(await embedding.walk('F8', 'Tab', 'Tab', 'Shift+Tab')).toEqual(['region', `toast ${MARIA}`, `close ${MARIA}`, `toast ${MARIA}`]);
  await embedding.page.keyboard.press('Escape');
  await embedding.toast(MARIA).waitFor({ state: 'detached' });
  await embedding.focusArrives(field);
  await embedding.page.keyboard.type('llo');
  sim.ring({ agentName: LUKAS });
  await isClicked(embedding, LUKAS);
  expect(await embedding.focus()).toBe(field);
  await embedding.page.keyboard.type('!');
  expect(await embedding.field(field).inputValue()).toBe('Hallo!');
}

async function isClicked(embedding: Embedding, name: string): Promise<void> {
  await embedding.toast(name).waitFor();
  await expect.poll(() => embedding.isOnTop(name)).toBe(true);
  await embedding.clickCloseOf(name);
  await embedding.toast(name).waitFor({ state: 'detached' });
}

/** A ring is said where nothing keeps it from being announced, and the toast is there for a screen reader. */
async function isAnnounced({ sim }: Pick<Tools, 'sim'>, embedding: Embedding): Promise<void> {
  await embedding.listen();
  sim.ring({ agentName: MARIA });
  expect(await embedding.announcedUpTo(MARIA)).toEqual([{ text: expect.stringContaining(MARIA) as string, muted: null }]);
  expect(await embedding.outline()).toEqual(expect.arrayContaining(['region Incoming conversations', ' status [polite]', `  listitem VOICE CALL INCOMING, From: ${MARIA}`]));
}

describe.each(KINDS)('$view', ({ kind }) => {
  it.for(OCCASIONS)('is above $what, opened $when the ring, and reached; keys and clicks close toasts alone [V2] [V3] [V4]', async ({ cover, field, when }, { sim, open }) => {
    const embedding = await ringUnder({ sim, open }, kind, cover, field, when);
    await isUsed({ sim }, embedding, field);
    expect(await embedding.stateOf(cover)).toEqual({ open: true, closings: [] });
  });

  it.for(COVERS)('announces a ring during $what [V3] [V4]', async ({ cover }, { sim, open }) => {
    const embedding = await openEmbedding(open, kind);
    await embedding.open(cover);
    await isAnnounced({ sim }, embedding);
    expect(await embedding.stateOf(cover)).toEqual({ open: true, closings: [] });
  });

  it.for(PLACES)('has its looks in $what, is above all, and is reached [V1] [V5]', async ({ place, field }, { sim, open }) => {
    const embedding = await openEmbedding(open, kind, { place });
    sim.ring({ agentName: MARIA });
    await embedding.toast(MARIA).waitFor();
    expect(await embedding.toast(MARIA).locator('.gt-toast').evaluate((toast) => getComputedStyle(toast).display)).toBe('grid');
    await embedding.type(field, 'Ha');
    await isUsed({ sim }, embedding, field);
  });

  it.for(PLACES)('announces a ring in $what', async ({ place }, { sim, open }) => {
    await isAnnounced({ sim }, await openEmbedding(open, kind, { place }));
  });

  it.for(DIALOGS)('is back at its place after $what is closed, with the ringing toast [V1] [V3]', async ({ cover, field }, { sim, open }) => {
    const embedding = await ringUnder({ sim, open }, kind, cover, field, 'before');
    await embedding.close(cover);
    await embedding.atHome();
    await embedding.type('notes', 'Ha');
    await isUsed({ sim }, embedding, 'notes');
  });

  it.for(DIALOGS)('is closed by a finger while there is $what, which stays', async ({ cover, field }, { sim, open }) => {
    const embedding = await openEmbedding(open, kind, { context: { hasTouch: true } });
    await embedding.open(cover);
    await embedding.type(field, 'Hallo!');
    sim.ring({ agentName: MARIA });
    await embedding.toast(MARIA).waitFor();
    await expect.poll(() => embedding.isOnTop(MARIA)).toBe(true);
    await embedding.tapCloseOf(MARIA);
    await embedding.toast(MARIA).waitFor({ state: 'detached' });
    expect(await embedding.field(field).inputValue()).toBe('Hallo!');
    expect(await embedding.stateOf(cover)).toEqual({ open: true, closings: [] });
  });

  it.for(DIALOGS)('has working buttons of the app during $what, which stays open', async ({ cover, field }, { sim, open }) => {
    const embedding = await openEmbedding(open, kind, { view: { actions: true } });
    await embedding.open(cover);
    await embedding.type(field, 'Hallo!');
    sim.ring({ agentName: MARIA });
    await embedding.toast(MARIA).waitFor();
    await expect.poll(() => embedding.isOnTop(MARIA)).toBe(true);
    await embedding.clickAnswer();
    expect(await embedding.page.evaluate(() => window.embedded.answers)).toEqual([MARIA]);
    expect(await embedding.field(field).inputValue()).toBe('Hallo!');
    expect(await embedding.stateOf(cover)).toEqual({ open: true, closings: [] });
  });

  it.for(DIALOGS)('can be added to the page during $what', async ({ cover, field }, { sim, open }) => {
    const desk = await openEmbedded(open);
    await desk.page.evaluate((name) => window.embedded.open(name), cover);
    const embedding = await mountOn(desk, kind);
    sim.ring({ agentName: MARIA });
    await embedding.toast(MARIA).waitFor();
    await embedding.type(field, 'Ha');
    await isUsed({ sim }, embedding, field);
    expect(await embedding.stateOf(cover)).toEqual({ open: true, closings: [] });
  });

  it.for(['native', 'native-in-shadow'] as const)('is visible again when the page removes a modal dialog without closing it: %s', async (cover, { sim, open }) => {
    const embedding = await ringUnder({ sim, open }, kind, cover, cover, 'before');
    await embedding.field(cover).evaluate((field) => field.closest('dialog')?.remove());
    sim.ring({ agentName: 'Zoe' });
    await embedding.atHome();
    await embedding.toast('Zoe').waitFor();
    await isClicked(embedding, 'Zoe');
    await embedding.type('notes', 'Ha');
    await isUsed({ sim }, embedding, 'notes');
  });

  it('is in the topmost of two modal dialogs, and then in the other one [V3]', async ({ sim, open }) => {
    const embedding = await ringUnder({ sim, open }, kind, 'native', 'native', 'before');
    await embedding.open('second');
    await expect.poll(() => embedding.isOnTop(MARIA)).toBe(true);
    await embedding.field('second').focus();
    expect(await embedding.walk('F8', 'F8')).toEqual(['region', 'second']);
    await embedding.close('second');
    await expect.poll(() => embedding.isOnTop(MARIA)).toBe(true);
    await embedding.field('native').focus();
    await isUsed({ sim }, embedding, 'native');
    expect(await embedding.stateOf('native')).toEqual({ open: true, closings: [] });
  });

  it('leaves an open menu open at a ring', async ({ sim, open }) => {
    const embedding = await openEmbedding(open, kind);
    await embedding.open('menu');
    sim.ring({ agentName: MARIA });
    await embedding.toast(MARIA).waitFor();
    await expect.poll(() => embedding.isOnTop(MARIA)).toBe(true);
    expect(await embedding.stateOf('menu')).toEqual({ open: true, closings: [] });
  });

  it('disappears with its window, without an error', async ({ sim, open }) => {
    const embedding = await openEmbedding(open, kind, { place: 'popup' });
    sim.ring({ agentName: MARIA });
    await embedding.toast(MARIA).waitFor();
    await embedding.page.close();
    const { conversationId } = sim.ring({ agentName: LUKAS });
    await expect.poll(() => embedding.desk.shownRings()).toContain(conversationId);
    await embedding.desk.page.evaluate(() => window.embedded.unmount());
  });
});
