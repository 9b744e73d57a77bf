/** Where the focus is in the view. */
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

/** `toast Ada`, `close Ada`, `more`, `region`, or the element's name in small letters. Runs in the page. */
export function deepFocus(): string {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  const name = active?.closest('.gt-item')?.querySelector('.gt-name')?.textContent ?? '';
  if (active?.matches('.gt-item')) return `toast ${name}`;
  if (active?.matches('.gt-close')) return `close ${name}`;
  if (active?.matches('.gt-more')) return 'more';
  if (active?.matches('.gt-toaster')) return 'region';
  return active?.localName ?? 'nothing';
}
