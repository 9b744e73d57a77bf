/** Dialogs of libraries, the browser's own, and places that hide what is in them: the view is above, reached, heard, and disturbs none of them. */
import type { GuestKind } from './pages/guest.js';
import type { PlaceName } from './pages/guest/places.js';
import { KINDS, mountOn, openGuest, openStage, type Stage, type ThingName } from './support/guest.js';
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

/** Where the view stands, and the field beside it. */
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
async function ringUnder({ sim, open }: Tools, kind: GuestKind, cover: ThingName, field: string, when: 'before' | 'after'): Promise<Stage> {
  const stage = await openStage(open, kind);
  if (when === 'before') await stage.open(cover);
  sim.ring({ agentName: MARIA });
  await stage.toast(MARIA).waitFor();
  if (when === 'after') await stage.open(cover);
  await stage.type(field, 'Ha');
  return stage;
}

/**
 * All that an agent does with toasts, in the middle of a word. The keyboard gets there, and back to the very field; Escape closes a toast, and nothing
 * else; another one rings, is above all, and a click closes it.
 */
async function isUsed({ sim }: Pick<Tools, 'sim'>, stage: Stage, field: string): Promise<void> {
  expect(await stage.walk('F8', 'F8')).toEqual(['region', field]);
  expect(await stage.walk('F8', 'Tab', 'Tab', 'Shift+Tab')).toEqual(['region', `toast ${MARIA}`, `close ${MARIA}`, `toast ${MARIA}`]);
  await stage.page.keyboard.press('Escape');
  await stage.toast(MARIA).waitFor({ state: 'detached' });
  await stage.focusArrives(field);
  await stage.page.keyboard.type('llo');
  sim.ring({ agentName: LUKAS });
  await isClicked(stage, LUKAS);
  expect(await stage.focus()).toBe(field);
  await stage.page.keyboard.type('!');
  expect(await stage.field(field).inputValue()).toBe('Hallo!');
}

async function isClicked(stage: Stage, name: string): Promise<void> {
  await stage.toast(name).waitFor();
  await expect.poll(() => stage.isOnTop(name)).toBe(true);
  await stage.clickCloseOf(name);
  await stage.toast(name).waitFor({ state: 'detached' });
}

/** A ring is said where nothing keeps it from being heard, and the toast is there for a screen reader. */
async function isHeard({ sim }: Pick<Tools, 'sim'>, stage: Stage): Promise<void> {
  await stage.listen();
  sim.ring({ agentName: MARIA });
  expect(await stage.heardUpTo(MARIA)).toEqual([{ text: expect.stringContaining(MARIA) as string, muted: null }]);
  expect(await stage.outline()).toEqual(expect.arrayContaining(['region Incoming conversations', ' status [polite]', `  listitem VOICE CALL INCOMING, From: ${MARIA}`]));
}

describe.each(KINDS)('$view', ({ kind }) => {
  it.for(OCCASIONS)('is above $what, opened $when the ring, and reached; keys and clicks close toasts alone [V2] [V3] [V4]', async ({ cover, field, when }, { sim, open }) => {
    const stage = await ringUnder({ sim, open }, kind, cover, field, when);
    await isUsed({ sim }, stage, field);
    expect(await stage.stateOf(cover)).toEqual({ open: true, closings: [] });
  });

  it.for(COVERS)('announces a ring during $what [V3] [V4]', async ({ cover }, { sim, open }) => {
    const stage = await openStage(open, kind);
    await stage.open(cover);
    await isHeard({ sim }, stage);
    expect(await stage.stateOf(cover)).toEqual({ open: true, closings: [] });
  });

  it.for(PLACES)('has its looks in $what, is above all, and is reached [V1] [V5]', async ({ place, field }, { sim, open }) => {
    const stage = await openStage(open, kind, { place });
    sim.ring({ agentName: MARIA });
    await stage.toast(MARIA).waitFor();
    expect(await stage.toast(MARIA).locator('.gt-toast').evaluate((toast) => getComputedStyle(toast).display)).toBe('grid');
    await stage.type(field, 'Ha');
    await isUsed({ sim }, stage, field);
  });

  it.for(PLACES)('announces a ring in $what', async ({ place }, { sim, open }) => {
    await isHeard({ sim }, await openStage(open, kind, { place }));
  });

  it.for(DIALOGS)('is back at its place after $what is closed, with the ringing toast [V1] [V3]', async ({ cover, field }, { sim, open }) => {
    const stage = await ringUnder({ sim, open }, kind, cover, field, 'before');
    await stage.close(cover);
    await stage.atHome();
    await stage.type('notes', 'Ha');
    await isUsed({ sim }, stage, 'notes');
  });

  it.for(DIALOGS)('is closed by a finger while there is $what, which stays', async ({ cover, field }, { sim, open }) => {
    const stage = await openStage(open, kind, { context: { hasTouch: true } });
    await stage.open(cover);
    await stage.type(field, 'Hallo!');
    sim.ring({ agentName: MARIA });
    await stage.toast(MARIA).waitFor();
    await expect.poll(() => stage.isOnTop(MARIA)).toBe(true);
    await stage.tapCloseOf(MARIA);
    await stage.toast(MARIA).waitFor({ state: 'detached' });
    expect(await stage.field(field).inputValue()).toBe('Hallo!');
    expect(await stage.stateOf(cover)).toEqual({ open: true, closings: [] });
  });

  it.for(DIALOGS)('has working buttons of the app during $what, which stays open', async ({ cover, field }, { sim, open }) => {
    const stage = await openStage(open, kind, { view: { actions: true } });
    await stage.open(cover);
    await stage.type(field, 'Hallo!');
    sim.ring({ agentName: MARIA });
    await stage.toast(MARIA).waitFor();
    await expect.poll(() => stage.isOnTop(MARIA)).toBe(true);
    await stage.clickAnswer();
    expect(await stage.page.evaluate(() => window.guest.answers)).toEqual([MARIA]);
    expect(await stage.field(field).inputValue()).toBe('Hallo!');
    expect(await stage.stateOf(cover)).toEqual({ open: true, closings: [] });
  });

  it.for(DIALOGS)('can be added to the page during $what', async ({ cover, field }, { sim, open }) => {
    const desk = await openGuest(open);
    await desk.page.evaluate((name) => window.guest.open(name), cover);
    const stage = await mountOn(desk, kind);
    sim.ring({ agentName: MARIA });
    await stage.toast(MARIA).waitFor();
    await stage.type(field, 'Ha');
    await isUsed({ sim }, stage, field);
    expect(await stage.stateOf(cover)).toEqual({ open: true, closings: [] });
  });

  it.for(['native', 'native-in-shadow'] as const)('is visible again when the page removes a modal dialog without closing it: %s', async (cover, { sim, open }) => {
    const stage = await ringUnder({ sim, open }, kind, cover, cover, 'before');
    await stage.field(cover).evaluate((field) => field.closest('dialog')?.remove());
    sim.ring({ agentName: 'Zoe' });
    await stage.atHome();
    await stage.toast('Zoe').waitFor();
    await isClicked(stage, 'Zoe');
    await stage.type('notes', 'Ha');
    await isUsed({ sim }, stage, 'notes');
  });

  it('is in the topmost of two modal dialogs, and then in the other one [V3]', async ({ sim, open }) => {
    const stage = await ringUnder({ sim, open }, kind, 'native', 'native', 'before');
    await stage.open('second');
    await expect.poll(() => stage.isOnTop(MARIA)).toBe(true);
    await stage.field('second').focus();
    expect(await stage.walk('F8', 'F8')).toEqual(['region', 'second']);
    await stage.close('second');
    await expect.poll(() => stage.isOnTop(MARIA)).toBe(true);
    await stage.field('native').focus();
    await isUsed({ sim }, stage, 'native');
    expect(await stage.stateOf('native')).toEqual({ open: true, closings: [] });
  });

  it('leaves an open menu open at a ring', async ({ sim, open }) => {
    const stage = await openStage(open, kind);
    await stage.open('menu');
    sim.ring({ agentName: MARIA });
    await stage.toast(MARIA).waitFor();
    await expect.poll(() => stage.isOnTop(MARIA)).toBe(true);
    expect(await stage.stateOf('menu')).toEqual({ open: true, closings: [] });
  });

  it('disappears with its window, without an error', async ({ sim, open }) => {
    const stage = await openStage(open, kind, { place: 'popup' });
    sim.ring({ agentName: MARIA });
    await stage.toast(MARIA).waitFor();
    await stage.page.close();
    const { conversationId } = sim.ring({ agentName: LUKAS });
    await expect.poll(() => stage.desk.ringsTold()).toContain(conversationId);
    await stage.desk.page.evaluate(() => window.guest.unmount());
  });
});
