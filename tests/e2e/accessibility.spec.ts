/** What assistive technology gets of the view, and what those get who see little or no colour. */
import { check } from './support/axe.js';
import { announcedUpTo, listen, outlineOf } from './support/announcements.js';
import { describe, expect, it, type Desk, type Simulator } from './support/test.js';
import { NOTES, VIEWS, focusOn, openView } from './support/view.js';

const LOOKS = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
  { colorScheme: 'dark', forcedColors: 'active' },
] as const;

/** The states of the view, and the texts in each that have to be legible. */
const STATES: { state: string; texts: string[]; reach: (sim: Simulator, desk: Desk) => Promise<void> }[] = [
  {
    state: 'a toast of each medium, and the status line',
    texts: ['gt-name', 'gt-media', 'gt-elapsed', 'gt-status'],
    async reach(sim, { toasts }) {
      for (const mediaType of ['voice', 'chat', 'email', 'callback', 'message', 'fax']) sim.ring({ mediaType });
      await toasts.nth(5).waitFor();
    },
  },
  {
    state: '“+n more”',
    texts: ['gt-name', 'gt-media', 'gt-elapsed', 'gt-more'],
    async reach(sim, { page }) {
      sim.burst({ count: 20, mediaType: 'chat' });
      await page.getByRole('button', { name: /^14 more/ }).waitFor();
    },
  },
  {
    state: 'voice calls that scroll',
    texts: ['gt-name', 'gt-media', 'gt-elapsed'],
    async reach(sim, { toasts, page }) {
      sim.burst({ count: 12, mediaType: 'voice' });
      await toasts.nth(11).waitFor();
      const list = page.locator('.gt-list');
      expect(await list.evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)).toBe(true);
    },
  },
  {
    state: 'the line that calls may be missed',
    texts: ['gt-warning-text', 'gt-status', 'gt-name'],
    async reach(sim, desk) {
      desk.allowNetworkFailures();
      sim.ring({ mediaType: 'voice' });
      await desk.toasts.waitFor();
      sim.goOffline({ durationMs: 'forever' });
      await desk.page.locator('.gt-warning').waitFor();
    },
  },
];

describe.each(VIEWS)('$view', ({ page: name }) => {
  it.for(STATES)('has no violation in light, dark and forced colours: $state', async ({ reach, texts }, { sim, open }) => {
    const desk = await openView(open, name, { status: true, visible: 6 }, { context: { reducedMotion: 'reduce' } });
    await reach(sim, desk);
    for (const look of LOOKS) {
      await desk.page.emulateMedia(look);
      const { violations, undecided, contrasting } = await check(desk.page);
      expect({ look, violations, undecided }).toEqual({ look, violations: [], undecided: [] });
      expect(contrasting).toEqual(expect.arrayContaining(texts));
    }
  });

  it('is a named landmark with one live region, and a list without live regions', async ({ sim, open }) => {
    const desk = await openView(open, name, { status: true });
    await listen(desk);
    sim.ring({ agentName: 'Maria Lopez' });
    sim.ring({ agentName: 'Lukas Weber', mediaType: 'chat' });
    await announcedUpTo(desk, 'Lukas Weber');
    const toast = (title: string, caller: string, medium: string): unknown[] => [
      `  listitem ${title}, From: ${caller}`,
      `   StaticText ${caller}`,
      `   StaticText ${medium}`,
      expect.stringMatching(/^ {3}StaticText 0:0\d$/),
      '   button Dismiss notification',
    ];
    expect(await outlineOf(desk)).toEqual([
      'region Incoming conversations',
      ' status [polite]',
      ' list',
      ...toast('VOICE CALL INCOMING', 'Maria Lopez', 'Voice call'),
      ...toast('CHAT INCOMING', 'Lukas Weber', 'Chat'),
      ' StaticText Status: connected',
    ]);
  });

  it('announces each ring once, however its toast changes [E7] [O3]', async ({ sim, open }) => {
    const desk = await openView(open, name);
    await listen(desk);
    const names = Array.from({ length: 12 }, (_, index) => `Agent ${String(index + 1).padStart(2, '0')}.`);
    const [first = '', second = '', ...burst] = names;
    sim.duplicateFrames({ times: 'forever', copies: 2 });
    const { conversationId } = sim.ring({ agentName: first });
    await desk.toast(first).waitFor();
    // The clocks stand and go on; another comes behind “+n more”, and out again.
    await desk.toast(first).hover();
    sim.ring({ agentName: second });
    await announcedUpTo(desk, second);
    await desk.page.mouse.move(0, 0);
    for (const agentName of burst) sim.ring({ agentName, mediaType: 'chat' });
    await desk.page.getByRole('button', { name: /^8 more/ }).click();
    sim.answer({ conversationId });
    const announced = await announcedUpTo(desk, names.at(-1) ?? '');
    const said = announced.join(' ').match(/Agent \d\d\./g);
    expect(said).toEqual(names);
    expect(announced[0]).toBe(`VOICE CALL INCOMING, From: ${first}`);
  });

  it('announces only rings, and once that calls may be missed [E1] [E2] [S12]', async ({ sim, open }) => {
    const desk = await openView(open, name, { status: true }, { options: { backoff: { baseMs: 50, maxMs: 100 }, authRetryDelayMs: 100 } });
    desk.allowNetworkFailures();
    await listen(desk);
    sim.queue({ agentName: 'Queued' });
    sim.alert({ agentName: 'Alerting' });
    sim.sendOtherEvent();
    sim.sendMalformed();
    sim.goOffline({ durationMs: 'forever' });
    const announced = await announcedUpTo(desk, 'Calls may be missed');
    // Tries go on and fail: none of that is said.
    const statuses = await desk.page.evaluate(() => window.desk.statuses.length);
    await desk.page.waitForFunction((before) => window.desk.statuses.length > before, statuses);
    expect(await desk.page.evaluate(() => window.announced)).toEqual(announced);
    expect(announced).toEqual([expect.stringMatching(/^Calls may be missed since \d/)]);
  });

  it('never takes the focus while the agent types', async ({ sim, open }) => {
    const desk = await openView(open, name);
    await desk.page.evaluate(() => {
      for (const type of ['focusin', 'focusout']) {
        document.addEventListener(type, () => document.body.setAttribute('data-focus-moved', ''));
      }
    });
    const rings: string[] = [];
    for (const letter of 'wrap-up') {
      await desk.page.keyboard.type(letter);
      rings.push(sim.ring({ agentName: `Agent ${letter}` }).conversationId);
      await desk.toasts.nth(rings.length - 1).waitFor();
    }
    for (const conversationId of rings) {
      await desk.page.keyboard.type('.');
      sim.answer({ conversationId });
      await desk.page.waitForFunction((id) => window.desk.dismissals.some((dismissal) => dismissal.conversationId === id), conversationId);
    }
    expect(await desk.page.locator(NOTES).inputValue()).toBe('wrap-up.......');
    expect(await desk.page.locator('body').getAttribute('data-focus-moved')).toBeNull();
  });
});

it('is visible, announced and reachable in a modal dialog that the page has moved it into', async ({ sim, open }) => {
  const desk = await openView(open, 'toaster-element');
  await desk.page.evaluate(() => {
    const dialog = document.createElement('dialog');
    dialog.append('Really?', document.querySelector('genesys-toaster') ?? '');
    document.body.append(dialog);
    dialog.showModal();
  });
  await listen(desk);
  sim.ring({ agentName: 'Maria Lopez' });
  expect(await announcedUpTo(desk, 'Maria Lopez')).toEqual(['VOICE CALL INCOMING, From: Maria Lopez']);
  expect(await outlineOf(desk)).toContain('  listitem VOICE CALL INCOMING, From: Maria Lopez');
  await desk.page.keyboard.press('F8');
  expect(await focusOn(desk.page)).toBe('region');
  // By a real pointer: nothing is in front of it.
  await desk.toast('Maria Lopez').getByRole('button').click();
  await desk.toast('Maria Lopez').waitFor({ state: 'detached' });
});
