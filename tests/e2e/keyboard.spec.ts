/** The view by keyboard and pointer: where the focus goes, and whose clocks stand. */
import { expect, describe, it, type Desk } from './support/test.js';
import { NOTES, VIEWS, focusArrives, focusOn, openView } from './support/view.js';

/** Presses keys one after another; gives where the focus is after each. */
async function walk({ page }: Desk, ...keys: string[]): Promise<string[]> {
  const places = [];
  for (const key of keys) {
    await page.keyboard.press(key);
    places.push(await focusOn(page));
  }
  return places;
}

/** When the toasts leave, in order; `null`: their clocks stand. */
const clocks = ({ page }: Desk): Promise<(number | null)[]> =>
  page.evaluate(() => window.desk.client.getSnapshot().toasts.map(({ expiresAt }) => expiresAt));

/** Resolves when all clocks stand, or when all run. */
async function clocksAre({ page }: Desk, what: 'standing' | 'running'): Promise<void> {
  await page.waitForFunction(
    (standing) => window.desk.client.getSnapshot().toasts.every(({ expiresAt }) => (expiresAt === null) === standing),
    what === 'standing',
  );
}

describe.each(VIEWS)('$view', ({ page: name }) => {
  it('is reached with F8; Tab moves through toasts, buttons and “+n more”; F8 moves back', async ({ sim, open }) => {
    const desk = await openView(open, name, { visible: 2 });
    for (const agentName of ['Ada', 'Bob', 'Cleo']) sim.ring({ agentName, mediaType: 'chat' });
    await desk.page.getByRole('button', { name: /^1 more/ }).waitFor();
    expect(await focusOn(desk.page)).toBe('textarea');
    expect(await walk(desk, 'F8', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab')).toEqual([
      'region',
      'toast Cleo',
      'close Cleo',
      'toast Bob',
      'close Bob',
      'more',
    ]);
    expect(await walk(desk, 'Enter', 'Shift+Tab', 'Shift+Tab')).toEqual(['more', 'close Ada', 'toast Ada']);
    expect(await walk(desk, 'F8')).toEqual(['textarea']);
  });

  it('closes the toast with the focus inside on Escape: on to the next one, at the end back to where it was [O5]', async ({ sim, open }) => {
    const desk = await openView(open, name);
    for (const agentName of ['Ada', 'Bob', 'Cleo']) sim.ring({ agentName });
    await desk.toast('Ada').waitFor();
    await desk.page.keyboard.type('before, ');
    expect(await walk(desk, 'F8', 'Tab', 'Tab', 'Tab', 'Escape', 'Escape', 'Escape')).toEqual([
      'region',
      'toast Cleo',
      'close Cleo',
      'toast Bob',
      'toast Ada',
      // Behind Ada comes none: the one before it.
      'toast Cleo',
      'textarea',
    ]);
    await desk.page.keyboard.type('after');
    expect(await desk.page.locator(NOTES).inputValue()).toBe('before, after');
    expect(await desk.page.evaluate(() => window.desk.dismissals.map(({ reason }) => reason))).toEqual(['user', 'user', 'user']);
  });

  it('closes with the close button, by Enter and by Space', async ({ sim, open }) => {
    const desk = await openView(open, name);
    for (const agentName of ['Ada', 'Bob', 'Cleo']) sim.ring({ agentName });
    await desk.toast('Ada').waitFor();
    expect(await walk(desk, 'F8', 'Tab', 'Tab', 'Enter', 'Tab', 'Space')).toEqual([
      'region',
      'toast Cleo',
      'close Cleo',
      'toast Bob',
      'close Bob',
      'toast Ada',
    ]);
  });

  it('closes no toast on Escape outside of a toast, and moves the focus back from the region', async ({ sim, open }) => {
    const desk = await openView(open, name);
    sim.ring({ agentName: 'Ada' });
    await desk.toast('Ada').waitFor();
    expect(await walk(desk, 'Escape', 'F8', 'Escape')).toEqual(['textarea', 'region', 'textarea']);
    expect(await desk.toasts.count()).toBe(1);
  });

  it('moves the focus to another toast when the toast is answered elsewhere [E8]', async ({ sim, open }) => {
    const desk = await openView(open, name);
    const calls = ['Ada', 'Bob'].map((agentName) => sim.ring({ agentName }).conversationId);
    await desk.toast('Bob').waitFor();
    expect(await walk(desk, 'F8', 'Tab')).toEqual(['region', 'toast Bob']);
    sim.answer({ conversationId: calls[1] });
    await focusArrives(desk.page, 'toast Ada');
    sim.answer({ conversationId: calls[0] });
    await focusArrives(desk.page, 'textarea');
  });

  it('is reached with another key if the page sets one', async ({ sim, open }) => {
    const desk = await openView(open, name, { hotkey: 'Control+Shift+K' });
    sim.ring({ agentName: 'Ada' });
    await desk.toast('Ada').waitFor();
    expect(await walk(desk, 'F8', 'k', 'Control+k', 'Control+Shift+k')).toEqual(['textarea', 'textarea', 'textarea', 'region']);
    expect(await desk.page.locator(NOTES).inputValue()).toBe('k');
    expect(await desk.page.getByRole('region').getAttribute('aria-keyshortcuts')).toBe('Control+Shift+K');
  });

  it('shows where the focus is, in forced colours, too', async ({ sim, open }) => {
    const desk = await openView(open, name, { visible: 1 });
    sim.burst({ count: 2, mediaType: 'chat' });
    const more = desk.page.getByRole('button', { name: /^1 more/ });
    await more.waitFor();
    const ring = (): Promise<string> =>
      desk.page.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(active ?? document.body);
        return `${outlineStyle} ${outlineWidth}`;
      });
    for (const forcedColors of ['none', 'active'] as const) {
      await desk.page.emulateMedia({ forcedColors });
      const rings = [];
      for (const key of ['F8', 'Tab', 'Tab', 'Tab']) {
        await desk.page.keyboard.press(key);
        rings.push(await ring());
      }
      expect(rings).toEqual(Array<string>(4).fill('solid 2px'));
      await desk.page.keyboard.press('F8');
    }
  });

  it('pauses the clocks while it has the keyboard focus, also of a toast that arrives meanwhile [O3]', async ({ sim, open }) => {
    const desk = await openView(open, name, {}, { options: { duration: 60_000 } });
    sim.ring({ agentName: 'Ada' });
    await desk.toast('Ada').waitFor();
    await clocksAre(desk, 'running');
    await walk(desk, 'F8', 'Tab');
    await clocksAre(desk, 'standing');
    sim.ring({ agentName: 'Bob' });
    await desk.toast('Bob').waitFor();
    expect(await clocks(desk)).toEqual([null, null]);
    await walk(desk, 'F8');
    await clocksAre(desk, 'running');
    expect(await focusOn(desk.page)).toBe('textarea');
  });

  it('pauses the clocks while the pointer is over it; the toast is removed after a second at least [O2] [O3]', async ({ sim, open }) => {
    const desk = await openView(open, name, {}, { options: { duration: 1_500 } });
    sim.ring({ agentName: 'Ada' });
    await desk.toast('Ada').hover();
    await clocksAre(desk, 'standing');
    // Longer than it would have stayed.
    await desk.page.waitForFunction(() => Date.now() > (window.desk.toasts[0]?.timestamp ?? NaN) + 2_000);
    expect(await clocks(desk)).toEqual([null]);
    const left = await desk.page.evaluate(() => Date.now());
    await desk.page.mouse.move(0, 0);
    await clocksAre(desk, 'running');
    expect((await clocks(desk))[0]).toBeGreaterThanOrEqual(left + 1_000);
    await desk.toast('Ada').waitFor({ state: 'detached' });
    expect(await desk.page.evaluate(() => window.desk.dismissals.map(({ reason }) => reason))).toEqual(['timeout']);
  });

  it('resumes the clocks only when both pointer and keyboard focus have left [O3]', async ({ sim, open }) => {
    const desk = await openView(open, name, {}, { options: { duration: 60_000 } });
    sim.ring({ agentName: 'Ada' });
    await desk.toast('Ada').hover();
    await clocksAre(desk, 'standing');
    await walk(desk, 'F8');
    await desk.page.mouse.move(0, 0);
    expect(await focusOn(desk.page)).toBe('region');
    expect(await clocks(desk)).toEqual([null]);
    await desk.toast('Ada').hover();
    await walk(desk, 'F8');
    expect(await clocks(desk)).toEqual([null]);
    await desk.page.mouse.move(0, 0);
    await clocksAre(desk, 'running');
  });

  it('a click leaves the focus where the agent types, and the clocks continue [O3] [O5]', async ({ sim, open }) => {
    const desk = await openView(open, name, {}, { options: { duration: 60_000 } });
    for (const agentName of ['Ada', 'Bob']) sim.ring({ agentName });
    await desk.toast('Bob').getByRole('button').click();
    expect(await focusOn(desk.page)).toBe('textarea');
    // The next one has come under the pointer.
    await clocksAre(desk, 'standing');
    await desk.page.mouse.move(0, 0);
    await clocksAre(desk, 'running');
  });
});
