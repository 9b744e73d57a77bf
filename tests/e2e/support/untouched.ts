/**
 * Looks at a page without touching it. What Playwright evaluates counts as a gesture of the user (`userGesture` in the protocol), also for its locators
 * and waits: afterwards the browser would play sound. This goes by the protocol itself, without that.
 */
import type { CDPSession, Page } from 'playwright-core';
import { evaluateIn, untilIn } from './evaluate.js';

export class Untouched {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<Untouched> {
    return new Untouched(await page.context().newCDPSession(page));
  }

  /** What a function gives in the page. */
  evaluate<Result, Argument = undefined>(work: (argument: Argument) => Result | Promise<Result>, argument?: Argument): Promise<Result> {
    return evaluateIn((params) => this.#session.send('Runtime.evaluate', params as { expression: string }), work, argument);
  }

  /** Resolves when a function gives true in the page. */
  until<Argument>(work: (argument: Argument) => unknown, argument?: Argument, timeoutMs?: number): Promise<void> {
    return untilIn((params) => this.#session.send('Runtime.evaluate', params as { expression: string }), work, argument, timeoutMs);
  }
}
