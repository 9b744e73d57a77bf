/** One page of the app in a browser. */
import type { BrowserContextOptions, ConsoleMessage, Locator, Page } from 'playwright-core';
import type { GenesysToasts } from 'genesys-toasts';
import type { PageOptions } from '../../support/browser/address.js';

export interface OpenOptions extends PageOptions {
  /** Of the browser context that the page gets for itself. */
  readonly context?: BrowserContextOptions;
  /** Done with the page before it loads. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** Runs in the page before anything else does. */
  readonly before?: () => void;
}

/** What a browser says by itself, and no page can prevent: a socket that could not be opened, a request that failed. */
const NETWORK = /^WebSocket connection to .* failed|^Failed to load resource:/;

/** A page whose scripts may not have run yet. */
interface Loading {
  readonly desk?: { readonly client?: GenesysToasts };
}

export class Desk {
  readonly page: Page;
  /** What the page put on its console, warnings and errors, and what it threw. */
  readonly complaints: string[] = [];
  readonly #allowed: RegExp[] = [/genesys-toasts: clientSecret is in the page/];

  constructor(page: Page) {
    this.page = page;
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(`thrown: ${error.message}`));
  }

  /** Takes complaints of this kind as part of the test. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  /** Takes what the browser and the client say of a network that fails. */
  allowNetworkFailures(): void {
    this.allow(NETWORK, /^genesys-toasts: /);
  }

  unexpected(): string[] {
    return this.complaints.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
  }

  /** The toasts on the page that are not on their way out; in the element's shadow, too. */
  get toasts(): Locator {
    return this.page.locator('.gt-item[data-state="open"], .plain-toast');
  }

  /** The toast with this name on it. */
  toast(name: string): Locator {
    const exact = (text: string): Locator => this.page.getByText(text, { exact: true });
    return this.toasts.filter({ has: exact(name).or(exact(`From: ${name}`)) });
  }

  /** The conversations of the toasts that `onToast` got, one for each toast. */
  shownRings(): Promise<string[]> {
    return this.page.evaluate(() => window.desk.toasts.map((toast) => toast.conversationId));
  }

  /** Resolves when the client has this status. */
  async status(status: string): Promise<void> {
    await this.page.waitForFunction((wanted) => (window as Loading).desk?.client?.getSnapshot().status === wanted, status);
  }
}
