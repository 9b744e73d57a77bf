/** What axe says of the buttons, of what became of an action, and of the lines about it; and what a screen reader gets. */
import { allowFailures, isAsked, legOf, openDesktop, partsOf, slowTimers, type Rung } from './support/actions.js';
import { outlineOf } from './support/announcements.js';
import { check } from './support/axe.js';
import { describe, expect, it, type Desk, type Simulator } from './support/test.js';
import { VIEWS } from './support/view.js';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };

const LOOKS = [
  { colorScheme: 'light', forcedColors: 'none', viewport: WIDE },
  { colorScheme: 'dark', forcedColors: 'none', viewport: WIDE },
  { colorScheme: 'light', forcedColors: 'none', viewport: NARROW },
  { colorScheme: 'dark', forcedColors: 'none', viewport: NARROW },
  { colorScheme: 'dark', forcedColors: 'active', viewport: NARROW },
] as const;

/** A state of the view; the texts in it that have to be legible; and what is there as long as it lasts. */
interface State {
  readonly state: string;
  readonly texts: string[];
  readonly reach: (sim: Simulator, desk: Desk) => Promise<void>;
  readonly there: string;
}

const ring = (sim: Simulator): Rung => sim.ring({ customerName: 'Maria Lopez', queueName: 'Billing', alertingTimeoutMs: 120_000 });

const STATES: State[] = [
  {
    state: 'buttons',
    texts: ['gt-name', 'gt-media', 'gt-elapsed', 'gt-answer', 'gt-decline'],
    async reach(sim, desk) {
      ring(sim);
      await partsOf(desk, 'Maria Lopez').answer.waitFor();
    },
    there: '.gt-answer:not([aria-disabled])',
  },
  {
    state: 'pending',
    // What is disabled needs no contrast.
    texts: ['gt-name', 'gt-media', 'gt-elapsed'],
    async reach(sim, desk) {
      sim.configure({ answerDelayMs: 600_000 });
      const rung = ring(sim);
      await partsOf(desk, 'Maria Lopez').answer.click();
      await isAsked(sim, rung);
    },
    there: '.gt-item[aria-busy="true"] .gt-answer[data-pending]',
  },
  {
    state: 'the second press',
    texts: ['gt-name', 'gt-answer', 'gt-decline'],
    async reach(sim, desk) {
      ring(sim);
      await partsOf(desk, 'Maria Lopez').decline.click();
    },
    there: '.gt-decline[data-armed]',
  },
  {
    state: 'a failure',
    texts: ['gt-name', 'gt-answer', 'gt-decline', 'gt-failure'],
    async reach(sim, desk) {
      sim.failRequests({ kind: 'error', status: 403, method: 'PATCH' });
      ring(sim);
      await partsOf(desk, 'Maria Lopez').answer.click();
      await partsOf(desk, 'Maria Lopez').failure.waitFor();
    },
    there: '.gt-failure',
  },
  {
    state: 'Not Responding',
    texts: ['gt-alert-text', 'gt-alert-action', 'gt-answer'],
    async reach(sim, desk) {
      ring(sim);
      sim.setRoutingStatus({ status: 'NOT_RESPONDING' });
      await desk.page.getByRole('button', { name: 'Back on queue' }).waitFor();
    },
    there: '.gt-alert[data-kind="not-responding"]',
  },
  {
    state: 'not back on queue',
    texts: ['gt-alert-text', 'gt-alert-action'],
    async reach(sim, desk) {
      sim.failRequests({ kind: 'error', status: 403, method: 'PUT', path: '/api/v2/users/{userId}/routingstatus' });
      sim.setRoutingStatus({ status: 'NOT_RESPONDING' });
      await desk.page.getByRole('button', { name: 'Back on queue' }).click();
      await desk.page.locator('.gt-alert-text', { hasText: 'not back on queue' }).waitFor();
    },
    there: '.gt-alert[data-kind="not-responding"]',
  },
  {
    state: 'a notice',
    texts: ['gt-name', 'gt-media'],
    async reach(sim, desk) {
      sim.ring({ customerName: 'Maria Lopez', mediaType: 'chat', autoAnswer: true });
      await desk.toast('Maria Lopez').waitFor();
      await desk.page.evaluate(() => window.desk.client.pause());
    },
    there: '.gt-item[data-kind="auto-answered"]',
  },
];

/** What of the view is outside of the window, or has text that is wider than itself. */
const cutOff = ({ page }: Desk, width: number): Promise<string[]> =>
  page.locator('.gt-toast, .gt-buttons > *, .gt-failure, .gt-alert, .gt-alert > *').evaluateAll(
    (elements, windowWidth) =>
      elements
        .filter((element) => {
          const { left, right } = element.getBoundingClientRect();
          return left < 0 || right > windowWidth || (right > left && element.scrollWidth > element.clientWidth + 1);
        })
        .map(({ className }) => className),
    width,
  );

describe.each(VIEWS)('$view', ({ page: name }) => {
  it.for(STATES)('has no violation in light, dark and forced colours, wide and narrow: $state', async ({ reach, texts, there }, { sim, open }) => {
    const desk = await openDesktop({ sim, open }, name, {}, { context: { reducedMotion: 'reduce' }, before: slowTimers });
    allowFailures(desk);
    await reach(sim, desk);
    for (const { viewport, ...media } of LOOKS) {
      await desk.page.setViewportSize(viewport);
      await desk.page.emulateMedia(media);
      const { violations, undecided, contrasting } = await check(desk.page);
      const look = { viewport, ...media };
      expect({ look, violations, undecided }).toEqual({ look, violations: [], undecided: [] });
      expect(contrasting).toEqual(expect.arrayContaining(texts));
      expect(await desk.page.locator(there).count()).toBe(1);
      expect(await cutOff(desk, viewport.width)).toEqual([]);
    }
  });

  it('is read out with its buttons, with what a decline leads to, and why an answer failed [C3] [C6]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name);
    allowFailures(desk);
    sim.failRequests({ kind: 'error', status: 403, method: 'PATCH' });
    const rung = ring(sim);
    const { answer, decline, failure } = partsOf(desk, 'Maria Lopez');
    await answer.waitFor();
    const inside = async (): Promise<string[]> => (await outlineOf(desk)).filter((line) => /button|permission/.test(line)).map((line) => line.trim());
    expect(await inside()).toEqual(['button Answer', 'button Decline', 'button Dismiss notification']);
    await answer.click();
    await failure.waitFor();
    expect((await inside()).join('\n')).toContain('You are not allowed to do this here.');
    const describedBy = (element: Element): string =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => (element.getRootNode() as Document | ShadowRoot).getElementById(id)?.textContent ?? '')
        .join(' ');
    expect(await answer.evaluate(describedBy)).toMatch(/^You are not allowed/);
    expect(await decline.evaluate(describedBy)).toMatch(/Not Responding.*voicemail.*You are not allowed/);
    expect(legOf(sim, rung).state).toBe('alerting');
    // Large enough for a finger.
    const heights = await Promise.all([answer, decline].map(async (button) => (await button.boundingBox())?.height ?? 0));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(39.9);
  });
});
