/** One page of the app in a browser, as the tests of the engines see it. */
import type { GenesysToasts } from 'genesys-toasts';
import type { WebDriver, WebElement } from 'selenium-webdriver';
import { Page } from './page.js';

declare global {
  interface Window {
    /** What `pages/watch.js` has noted. */
    readonly complaints: readonly string[];
    /** Whether the page has come out of the back/forward cache. */
    readonly persisted?: boolean;
  }
}

/** A page whose scripts may not have run yet. */
interface Loading {
  readonly desk?: { readonly client?: GenesysToasts };
}

/** The toasts that are not on their way out. */
const OPEN = '.gt-item[data-state="open"]';

export class Desk {
  readonly page: Page;
  readonly #allowed: RegExp[] = [/genesys-toasts: clientSecret is in the page/];

  constructor(driver: WebDriver, handle?: string) {
    this.page = new Page(driver, handle);
  }

  /** Takes complaints of this kind as part of the test. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  /** Takes what the client says of a network that fails. */
  allowNetworkFailures(): void {
    this.allow(/^genesys-toasts: /);
  }

  /** What the page that is shown now has complained of and the test did not allow. */
  async unexpected(): Promise<string[]> {
    const complaints = await this.page.evaluate(() => [...window.complaints]);
    return complaints.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
  }

  /** Resolves to the toast with this name on it when it has come in: a driver takes what is not yet unfolded for hidden. */
  async toast(name: string): Promise<WebElement> {
    const toast = await this.page.find(OPEN, name);
    await this.page.until((element) => (element as unknown as Element).getAnimations().every(({ playState }) => playState !== 'running'), [toast]);
    return toast;
  }

  /** Resolves when no toast with this name is open. */
  toastGone(name: string): Promise<void> {
    return this.page.gone(OPEN, name);
  }

  async toastCount(): Promise<number> {
    return (await this.page.all(OPEN)).length;
  }

  /** Resolves when the client has this status. */
  async status(wanted: string, timeoutMs?: number): Promise<void> {
    await this.page.until((status) => (window as Loading).desk?.client?.getSnapshot().status === status, [wanted], { timeoutMs });
  }

  /** The conversations of the toasts that `onToast` got, one for each toast. */
  shownRings(): Promise<string[]> {
    return this.page.evaluate(() => window.desk.toasts.map(({ conversationId }) => conversationId));
  }
}
