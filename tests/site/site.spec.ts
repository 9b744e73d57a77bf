/** The documentation as a site, as `npm run docs -- --build` has made it: the desk of its page "Try it" works. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SITE } from '../../scripts/lib/paths.mjs';
import { launch } from '../e2e/support/browser.js';
import { serve, type Site } from '../support/browser/site.js';

const SOURCES = ['notifications', 'routing-events'] as const;

let site: Site;
let browser: Browser;

beforeAll(async () => {
  if (!existsSync(SITE)) throw new Error('There is no site. Run: npm run docs -- --build');
  [site, browser] = await Promise.all([serve(SITE), launch()]);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** The page "Try it", connected. Fails at the end where the page has reported an error or has asked another host for anything. */
async function openTryIt(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(site.origin) && !request.url().startsWith('data:')) complaints.push(`asked ${request.url()}`);
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  await page.goto(`${site.origin}/try.html`);
  await status(page, 'connected');
  return page;
}

const status = (page: Page, wanted: string): Promise<void> => page.locator(`.try-status[data-status="${wanted}"]`).waitFor();

const toasts = (page: Page) => page.locator('genesys-toaster .gt-item');

async function choose(page: Page, source: string): Promise<void> {
  const button = page.getByRole('button', { name: source, exact: true });
  await button.click();
  await page.locator(`.try-sources [aria-pressed="true"]`, { hasText: source }).waitFor();
  await status(page, 'connected');
}

describe('the site', () => {
  it('has a page for each document, and the page to try', () => {
    const pages = ['api', 'rules', 'protocol', 'login', 'simulator', 'changelog', 'contributing', 'try'];
    expect(pages.filter((name) => !existsSync(join(SITE, `${name}.html`)))).toEqual([]);
  });
});

describe.each(SOURCES)('a visitor of the page "Try it" with %s', (source) => {
  it('lets a call ring and sees its toast, ends it and sees the toast go', async () => {
    const page = await openTryIt();
    await choose(page, source);
    await page.locator('[data-ring="voice"]').click();
    const toast = toasts(page).first();
    await toast.waitFor({ state: 'visible' });
    const name = await page.locator('.try-panel li[data-state="ringing"] b').innerText();
    expect(await toast.innerText()).toContain(name);
    await page.getByRole('button', { name: 'Give up' }).click();
    await toast.waitFor({ state: 'detached' });
    expect(await toasts(page).count()).toBe(0);
  });

  it('sees a toast for each medium, and answers them', async () => {
    const page = await openTryIt();
    await choose(page, source);
    for (const medium of ['chat', 'email', 'callback']) await page.locator(`[data-ring="${medium}"]`).click();
    await expect.poll(() => toasts(page).count()).toBe(3);
    for (let left = 3; left > 0; left -= 1) await page.getByRole('button', { name: 'Answer' }).first().click();
    await expect.poll(() => toasts(page).count()).toBe(0);
    expect(await page.locator('.try-panel li[data-state="connected"]').count()).toBe(3);
  });
});

describe('a visitor who cuts the connection', () => {
  it('sees with notifications the toast of a ring that began meanwhile', async () => {
    const page = await openTryIt();
    await page.locator('[data-fault="cut"]').click();
    await page.locator('[data-ring="voice"]').click();
    await page.locator('.try-panel li[data-state="ringing"]').waitFor();
    expect(await toasts(page).count()).toBe(0);
    await toasts(page).first().waitFor({ state: 'visible' });
  });
});

describe('the page "Try it"', () => {
  it('fits a phone', async () => {
    const page = await openTryIt({ viewport: { width: 360, height: 740 } });
    await page.locator('[data-ring="voice"]').click();
    await toasts(page).first().waitFor({ state: 'visible' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  it('starts again when its visitor comes back, and leaves the globals as they were', async () => {
    const page = await openTryIt();
    await page.getByRole('link', { name: 'Getting started' }).or(page.getByRole('link', { name: 'Public types' })).first().click();
    await page.locator('.try').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => /native code/.test(`${String(WebSocket)}${String(fetch)}`))).toBe(true);
    await page.goBack();
    await status(page, 'connected');
    await page.locator('[data-ring="voice"]').click();
    await toasts(page).first().waitFor({ state: 'visible' });
  });
});
