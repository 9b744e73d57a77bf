/** One tab of any browser: what the tests need of WebDriver, and no more. */
import { Key, type WebDriver, type WebElement } from 'selenium-webdriver';

const TIMEOUT_MS = 10_000;
const POLL_MS = 20;

const KEYS: Readonly<Record<string, string>> = { Tab: Key.TAB, Enter: Key.ENTER, Escape: Key.ESCAPE, F8: Key.F8, Space: Key.SPACE, Shift: Key.SHIFT, Control: Key.CONTROL };

export class Page {
  readonly driver: WebDriver;
  readonly #handle: string | undefined;

  /** With the handle of a window, it is that one that is asked. Then nothing may be asked of two windows of a driver at the same time. */
  constructor(driver: WebDriver, handle?: string) {
    this.driver = driver;
    this.#handle = handle;
  }

  async goto(address: string): Promise<void> {
    await this.#enter();
    await this.driver.get(address);
  }

  /** Closes the window. */
  async close(): Promise<void> {
    await this.#enter();
    await this.driver.close();
  }

  /** Whether its window is one of these. */
  isIn(handles: readonly string[]): boolean {
    return this.#handle !== undefined && handles.includes(this.#handle);
  }

  async #enter(): Promise<void> {
    if (this.#handle !== undefined) await this.driver.switchTo().window(this.#handle);
  }

  reload(): Promise<void> {
    return this.driver.navigate().refresh();
  }

  /** Calls a function in the page and resolves to what it gives, or what its promise does. It may refer to nothing outside. */
  async evaluate<A extends unknown[], T>(work: (...values: A) => T, ...values: A): Promise<Awaited<T>> {
    await this.#enter();
    return this.driver.executeScript<Awaited<T>>(`return (${work.toString()})(...arguments)`, ...values);
  }

  /** Resolves when the function gives something true in the page; to what it gives. Asks again through a navigation. */
  async until<A extends unknown[], T>(work: (...values: A) => T, values: A, { timeoutMs = TIMEOUT_MS } = {}): Promise<NonNullable<Awaited<T>>> {
    let last: unknown;
    const found = await this.driver
      .wait(
        async () => {
          try {
            last = await this.evaluate(work, ...values);
            return last;
          } catch (error) {
            last = error;
            return false;
          }
        },
        timeoutMs,
        undefined,
        POLL_MS,
      )
      .catch((error: unknown) => {
        throw new Error(`Not so within ${String(timeoutMs)} ms: ${work.toString()} with ${JSON.stringify(values)}; at last: ${String(last)}`, { cause: error });
      });
    return found as NonNullable<Awaited<T>>;
  }

  /** The elements that a selector fits and that have this text, also in open shadow roots. */
  all(selector: string, text = ''): Promise<WebElement[]> {
    return this.evaluate(deepAll, selector, text) as unknown as Promise<WebElement[]>;
  }

  /** Resolves to the first of these elements as soon as it is there. */
  async find(selector: string, text = ''): Promise<WebElement> {
    await this.until(deepCount, [selector, text]);
    const [element] = await this.all(selector, text);
    if (!element) throw new Error(`${selector} has gone again.`);
    return element;
  }

  /** Resolves when none of these elements is there. */
  async gone(selector: string, text = ''): Promise<void> {
    await this.until(`(...values) => (${deepCount.toString()})(...values) === 0` as unknown as typeof deepCount, [selector, text]);
  }

  /** Clicks an element as soon as it stands still: a driver first computes the point and clicks it later. */
  async click(element: WebElement): Promise<void> {
    await this.until(standsStill, [element]);
    await element.click();
  }

  /** Presses one key: `F8`, `Shift+Tab`, `k`. */
  async press(chord: string): Promise<void> {
    const keys = chord.split('+').map((key) => KEYS[key] ?? key);
    const last = keys.pop() ?? '';
    const actions = this.driver.actions({ async: true });
    for (const key of keys) actions.keyDown(key);
    actions.keyDown(last).keyUp(last);
    for (const key of keys.reverse()) actions.keyUp(key);
    await actions.perform();
  }

  async type(text: string): Promise<void> {
    for (const letter of text) await this.press(letter);
  }
}

/** Runs in the page: whether the element's box is the same in two frames, one after the other. */
function standsStill(element: WebElement): Promise<boolean> {
  const box = (): string => JSON.stringify((element as unknown as Element).getBoundingClientRect());
  const frame = (): Promise<string> => new Promise((resolve) => requestAnimationFrame(() => resolve(box())));
  return frame().then((first) => frame().then((second) => first === second));
}

/** Runs in the page. */
function deepAll(selector: string, text: string): Element[] {
  const roots: (Document | ShadowRoot)[] = [document];
  const found: Element[] = [];
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(selector) && element.textContent.includes(text)) found.push(element);
      if (element.shadowRoot) roots.push(element.shadowRoot);
    }
  }
  return found;
}

/** Runs in the page. */
function deepCount(selector: string, text: string): number {
  const roots: (Document | ShadowRoot)[] = [document];
  let count = 0;
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(selector) && element.textContent.includes(text)) count++;
      if (element.shadowRoot) roots.push(element.shadowRoot);
    }
  }
  return count;
}
