/** The network and the window of a browser, as far as its driver has a hand on them. */
import type { WebDriver } from 'selenium-webdriver';
import type { Desk } from './desk.js';
import type { Machine } from './machine.js';

async function post(machine: Machine, driver: WebDriver, path: string, body: unknown): Promise<void> {
  const id = (await driver.getSession()).getId();
  const answer = await fetch(`${machine.address}/session/${id}/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

/** Takes the browser off the network, or puts it back: `navigator.onLine` and the events `offline` and `online` follow. */
export async function setOffline(machine: Machine, { page }: Desk, offline: boolean): Promise<void> {
  const { driver } = page;
  switch (machine.engine) {
    case 'chromium':
      await post(machine, driver, 'chromium/network_conditions', { network_conditions: { offline, latency: 0, download_throughput: -1, upload_throughput: -1 } });
      break;
    case 'firefox':
      // The switch behind “Work Offline”.
      await post(machine, driver, 'moz/context', { context: 'chrome' });
      await driver.executeScript('Services.io.offline = arguments[0]', offline);
      await post(machine, driver, 'moz/context', { context: 'content' });
      break;
    case 'webkit':
      // Its driver has no such command: the page dispatches the event.
      await page.evaluate((away) => {
        Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !away });
        dispatchEvent(new Event(away ? 'offline' : 'online'));
      }, offline);
  }
}

/** Puts the window away; resolves when the page knows. */
export async function hide({ page }: Desk): Promise<void> {
  await page.driver.manage().window().minimize();
  await page.until(() => document.visibilityState === 'hidden', []);
}

/** Brings the window back; resolves when the page knows. */
export async function show({ page }: Desk): Promise<void> {
  await page.driver.manage().window().setRect({ x: 0, y: 0, width: 1200, height: 900 });
  await page.until(() => document.visibilityState === 'visible', []);
}
