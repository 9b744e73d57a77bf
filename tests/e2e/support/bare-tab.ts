/** A tab of a bare browser. */
import type { Message, Send } from './bare-browser.js';
import { evaluateIn, untilIn } from './evaluate.js';

export class BareTab {
  /** What the page put on its console, warnings and errors, and what it threw. */
  readonly complaints: string[] = [];
  readonly #send: Send;
  readonly #ids: { readonly targetId: string; readonly sessionId: string };
  readonly #awaited: { readonly method: string; readonly resolve: () => void }[] = [];
  #closed = false;

  constructor(send: Send, ids: { readonly targetId: string; readonly sessionId: string }) {
    this.#send = send;
    this.#ids = ids;
  }

  /** A command of the protocol to this tab. */
  command(method: string, params: object = {}): Promise<Record<string, unknown>> {
    return this.#send(method, params, this.#ids.sessionId);
  }

  async open(address: string, before: readonly (() => void)[]): Promise<void> {
    for (const domain of ['Page', 'Runtime']) await this.command(`${domain}.enable`);
    for (const work of before) await this.command('Page.addScriptToEvaluateOnNewDocument', { source: `(${work.toString()})()` });
    await this.command('Page.navigate', { url: address });
    await this.until((wanted) => location.href === wanted && document.readyState === 'complete', address);
  }

  /** What a function gives in the page; without a gesture of the user. */
  evaluate<Result, Argument = undefined>(work: (argument: Argument) => Result | Promise<Result>, argument?: Argument): Promise<Result> {
    return evaluateIn((params) => this.command('Runtime.evaluate', params), work, argument);
  }

  /** Resolves when a function gives true in the page. */
  until<Argument>(work: (argument: Argument) => unknown, argument?: Argument, timeoutMs?: number): Promise<void> {
    return untilIn((params) => this.command('Runtime.evaluate', params), work, argument, timeoutMs);
  }

  /** Brings the tab before all others, and gives it the focus. */
  async toFront(): Promise<void> {
    await this.command('Page.bringToFront');
  }

  /** Freezes the page, or lets it go on, as a browser does with a tab that nobody looks at. */
  async lifecycle(state: 'frozen' | 'active'): Promise<void> {
    await this.command('Page.setWebLifecycleState', { state });
  }

  /** Stops the page in the middle of a task: it gets no event, and nothing in it goes on before `goOn`. */
  async halt(): Promise<void> {
    await this.command('Debugger.enable');
    const halted = this.#event('Debugger.paused');
    void this.command('Runtime.evaluate', { expression: 'debugger' });
    await halted;
  }

  async goOn(): Promise<void> {
    await this.command('Debugger.resume');
    await this.command('Debugger.disable');
  }

  /** Ends the process of the page. */
  async crash(): Promise<void> {
    await this.command('Inspector.enable');
    const crashed = this.#event('Inspector.targetCrashed');
    // There is nobody left who could answer.
    void this.command('Page.crash').catch(() => undefined);
    await crashed;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#send('Target.closeTarget', { targetId: this.#ids.targetId });
  }

  /** Resolves when the protocol reports this event of the tab. */
  #event(method: string): Promise<void> {
    return new Promise((resolve) => this.#awaited.push({ method, resolve }));
  }

  receive({ method, sessionId, params = {} }: Message): void {
    if (sessionId !== this.#ids.sessionId) return;
    for (const { resolve } of this.#awaited.filter((awaited) => awaited.method === method)) resolve();
    if (method === 'Runtime.exceptionThrown') this.complaints.push(`thrown: ${JSON.stringify(params['exceptionDetails'])}`);
    if (method !== 'Runtime.consoleAPICalled') return;
    const { type, args } = params as { type: string; args: readonly { readonly value?: unknown }[] };
    if (type === 'error' || type === 'warning') this.complaints.push(args.map(({ value }) => String(value)).join(' '));
  }
}
