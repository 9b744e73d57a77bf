/** `it` for the tests of alerts: a browser that plays sound at once, whose pages are recorded. */
import { browserArguments } from '../../../scripts/lib/browser.mjs';
import { launch } from './browser.js';
import type { Desk, OpenOptions } from './desk.js';
import { flagsOf } from './flags.js';
import { recordAudio } from './record-audio.js';
import { recording } from './audio.js';
import { it as base, type Open } from './test.js';

export { describe, expect } from './test.js';
export type { Desk, Open, Simulator } from './test.js';

export const AUTOPLAY = '--autoplay-policy=no-user-gesture-required';

export const it = base.extend({
  browser: [
    // eslint-disable-next-line no-empty-pattern -- Vitest reads the fixture's needs from it
    async ({}, provide) => {
      const browser = await launch({ args: [...(browserArguments() as string[]), AUTOPLAY] });
      const context = await browser.newContext();
      console.log(`\nsound: the browser was started with ${(await flagsOf(context, /autoplay/)).join(' ')}\n`);
      await context.close();
      await provide(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
});

/** Opens a page whose sound is on and recorded, and waits until its client is connected and may play. By default it is an agent's, and its toasts stay. */
export async function openSounding(open: Open, name: 'react' | 'vanilla' = 'vanilla', options: OpenOptions = {}): Promise<Desk> {
  const alerts = { sound: true };
  const desk = await open(name, { agent: true, before: recordAudio, ...options, options: { duration: 'while-ringing', alerts, ...options.options } });
  await desk.status('connected');
  await desk.page.waitForFunction(() => window.desk.client.getSnapshot().alerts.sound === 'ready');
  await recording(desk.page);
  return desk;
}
