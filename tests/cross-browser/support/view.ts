/** Where the focus is in the view. */
import { deepFocus } from '../../support/browser/deep-focus.js';
import type { Page } from './page.js';

/** Presses keys one after another; gives where the focus is after each. */
export async function walk(page: Page, ...keys: string[]): Promise<string[]> {
  const places: string[] = [];
  for (const key of keys) {
    await page.press(key);
    places.push(await page.evaluate(deepFocus));
  }
  return places;
}
