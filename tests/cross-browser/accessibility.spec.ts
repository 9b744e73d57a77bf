/** What assistive technology gets of the view. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { describe, expect, it } from './support/test.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2, A and AA, and what axe holds for good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

declare global {
  interface Window {
    readonly axe: typeof axe;
    /** What the announcer has said, oldest first. */
    announced?: string[];
  }
}

describe.each(['toaster', 'toaster-element'] as const)('accessibility, %s:', (name) => {
  it('axe finds no violation, and a ring is announced', async ({ sim, open }) => {
    const desk = await open(name, { options: { duration: 'while-ringing' }, query: { view: JSON.stringify({ status: true }) } });
    await desk.status('connected');
    const announcer = await desk.page.find('.gt-announcer');
    await desk.page.evaluate((element) => {
      const announced: string[] = (window.announced = []);
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const { textContent } of addedNodes) announced.push(textContent ?? '');
      }).observe(element as unknown as Element, { childList: true, characterData: true, subtree: true });
    }, announcer);
    for (const mediaType of ['voice', 'chat', 'email', 'callback', 'message', 'fax']) sim.ring({ mediaType, agentName: `Agent ${mediaType}` });
    await desk.toast('Agent fax');
    await desk.page.until(() => window.announced?.some((said) => said.includes('Agent fax')), []);
    await desk.page.evaluate((source) => {
      document.head.append(Object.assign(document.createElement('script'), { textContent: source }));
    }, AXE);
    const violations = await desk.page.evaluate(async (values) => {
      const { violations: found } = await window.axe.run(document, { runOnly: { type: 'tag', values } });
      return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.flat().join(' ')}`));
    }, TAGS);
    expect(violations).toEqual([]);
  });
});
