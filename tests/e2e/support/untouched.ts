/**
 * Looks at a page without touching it. What Playwright evaluates counts as a gesture of the user (`userGesture` in the protocol), also for its locators
 * and waits: afterwards the browser would play sound. This goes by the protocol itself, without that.
 */
import type { CDPSession, Page } from 'playwright-core';

const LOOK_MS = 20;

export class Untouched {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<Untouched> {
    return new Untouched(await page.context().newCDPSession(page));
  }

  /** What a function gives in the page. It and its argument go there as text. */
  async evaluate<Result, Argument = undefined>(work: (argument: Argument) => Result | Promise<Result>, argument?: Argument): Promise<Result> {
    const expression = `(${work.toString()})(${JSON.stringify(argument)})`;
    const { result, exceptionDetails } = await this.#session.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true, userGesture: false });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as Result;
  }

  /** Resolves when a function gives true in the page, or nothing that throws any more. */
  async until<Argument>(work: (argument: Argument) => unknown, argument?: Argument, timeoutMs = 10_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const done = await this.evaluate(work, argument).catch(() => false);
      if (done) return;
      if (Date.now() > deadline) throw new Error(`Not within ${String(timeoutMs)} ms: ${work.toString()}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}
