/** axe-core in the page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2, A and AA, and what axe holds for good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface Findings {
  /** `rule: selector`, each. */
  readonly violations: string[];
  /** What axe could not decide, such as the contrast of text on a picture. */
  readonly undecided: string[];
  /** The classes of what has enough contrast. */
  readonly contrasting: string[];
}

/** Checks the whole page, shadow roots included. */
export async function check(page: Page): Promise<Findings> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  return page.evaluate(async (values) => {
    const { violations, incomplete, passes } = await window.axe.run(document, { runOnly: { type: 'tag', values }, elementRef: true });
    const listed = (results: axe.Result[]): string[] =>
      results.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.flat().join(' ')}`));
    const legible = passes.filter(({ id }) => id === 'color-contrast').flatMap(({ nodes }) => nodes);
    return {
      violations: listed(violations),
      undecided: listed(incomplete),
      contrasting: [...new Set(legible.map(({ element }) => element?.className ?? ''))],
    };
  }, TAGS);
}
