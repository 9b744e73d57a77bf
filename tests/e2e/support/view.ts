/** The view on a page: React's and the element's, which are to behave alike. */
import type { Page } from 'playwright-core';
import { deepFocus } from '../../support/browser/deep-focus.js';
import type { ViewOptions } from '../pages/shared/view-options.js';
import type { OpenOptions } from './desk.js';
import type { Desk, Open } from './test.js';

/** For `describe.each`: what the view is called, and the page that it is on. */
export const VIEWS = [
  { view: '<GenesysToaster>', page: 'toaster' },
  { view: '<genesys-toaster>', page: 'toaster-element' },
] as const;

/** The page's own field, in which the agent types. */
export const NOTES = 'textarea';

/** Opens a view with these options, the focus in the page's own field, and waits until its client is connected. */
export async function openView(
  open: Open,
  page: (typeof VIEWS)[number]['page'],
  view: ViewOptions = {},
  options: OpenOptions = {},
): Promise<Desk> {
  // What is looked at here are not the 8 s.
  const desk = await open(page, { ...options, options: { duration: 'while-ringing', ...options.options }, query: { ...options.query, view: JSON.stringify(view) } });
  await desk.status('connected');
  await desk.page.locator(NOTES).focus();
  return desk;
}

/** What has the focus: `toast Ada`, `close Ada`, `more`, `region`, or the element's name in small letters. */
export const focusOn = (page: Page): Promise<string> => page.evaluate(deepFocus);

/** Resolves when the focus is there. */
export async function focusArrives(page: Page, place: string): Promise<void> {
  await page.waitForFunction(`(${deepFocus.toString()})() === ${JSON.stringify(place)}`);
}
