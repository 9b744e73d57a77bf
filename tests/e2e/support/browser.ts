import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { browserAdvice, browserArguments, findBrowser } from '../../../scripts/lib/browser.mjs';

/** Starts the installed Chromium, Chrome or Edge, headless. */
export async function launch(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findBrowser() as string | null;
  if (!executablePath) throw new Error(browserAdvice('A browser'));
  return chromium.launch({ executablePath, args: browserArguments(), ...options });
}
