/** The command line of a browser. */
import type { BrowserContext } from 'playwright-core';

/** The flags that a browser was started with, of which the name has a word in it. */
export async function flagsOf(context: BrowserContext, word: RegExp): Promise<string[]> {
  const page = await context.newPage();
  await page.goto('chrome://version');
  const line = await page.locator('#command_line').innerText();
  await page.close();
  return line.split(' --').slice(1).filter((flag) => word.test(flag)).map((flag) => `--${flag.trim()}`);
}
