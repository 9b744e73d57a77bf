/**
 * A browser as its user has it: pages in the background are hidden, lose the focus, and have slow timers. Playwright emulates the focus of every page and
 * turns all of that off, so this is driven by the protocol itself, over a pipe. The flags are those of `browserArguments` and what the test adds.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { browserAdvice, browserArguments, findBrowser } from '../../../scripts/lib/browser.mjs';
import { BareTab } from './bare-tab.js';

export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

interface Target {
  readonly type: string;
  readonly url: string;
  readonly targetId: string;
}

export type Send = (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>;

export interface BareBrowser {
  /** The flags that it was started with, beside those of every browser here. */
  readonly flags: readonly string[];
  readonly send: Send;
  /** Opens a tab, in front of all others or `behind` them. `before` runs in the page first. */
  readonly tab: (address: string, before?: readonly (() => void)[], how?: { readonly behind?: boolean }) => Promise<BareTab>;
  /** The tab that the browser started with: it is visible, and does not have the focus before `toFront`. */
  readonly firstTab: () => Promise<BareTab>;
  /** A frame of another site in one of the tabs, with this address. Resolves when it has loaded. */
  readonly frame: (address: string) => Promise<BareTab>;
  /** Lets pages of this origin show notifications. */
  readonly allowNotifications: (origin: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const FRAME_MS = 10_000;

export async function startBareBrowser(flags: readonly string[] = []): Promise<BareBrowser> {
  const executable = findBrowser() as string | null;
  if (!executable) throw new Error(browserAdvice('A browser'));
  const profile = mkdtempSync(join(tmpdir(), 'genesys-toasts-profile-'));
  const fixed = [...(browserArguments() as string[]), '--no-default-browser-check', '--remote-debugging-pipe', `--user-data-dir=${profile}`];
  const child = spawn(executable, [...fixed, ...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const listeners: ((message: Message) => void)[] = [];
  const send = protocol(child.stdio[3] as Writable, child.stdio[4] as Readable, listeners);
  const attach = async (targetId: unknown): Promise<BareTab> => {
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const tab = new BareTab(send, { targetId: String(targetId), sessionId: String(sessionId) });
    listeners.push((message) => tab.receive(message));
    return tab;
  };
  const targets = async (): Promise<readonly Target[]> => ((await send('Target.getTargets')) as { targetInfos: Target[] }).targetInfos;
  return {
    flags,
    send,
    tab: async (address, before = [], { behind = false } = {}) => {
      const { targetId } = await send('Target.createTarget', { url: 'about:blank', background: behind });
      const tab = await attach(targetId);
      await tab.open(address, before);
      return tab;
    },
    firstTab: async () => {
      return attach((await targets()).find(({ type }) => type === 'page')?.targetId);
    },
    frame: async (address) => {
      const deadline = Date.now() + FRAME_MS;
      let target: Target | undefined;
      while (!(target = (await targets()).find(({ type, url }) => type === 'iframe' && url === address))) {
        if (Date.now() > deadline) throw new Error(`No frame within ${String(FRAME_MS)} ms: ${address}`);
      }
      const frame = await attach(target.targetId);
      await frame.command('Runtime.enable');
      await frame.until(() => document.readyState === 'complete');
      return frame;
    },
    allowNotifications: async (origin) => void (await send('Browser.setPermission', { permission: { name: 'notifications' }, setting: 'granted', origin })),
    close: async () => {
      const gone = once(child, 'exit');
      void send('Browser.close').catch(() => undefined);
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Messages are JSON, each with a zero byte at its end. */
function protocol(input: Writable, output: Readable, listeners: readonly ((message: Message) => void)[]): Send {
  const waiting = new Map<number, (message: Message) => void>();
  let count = 0;
  let rest = '';
  output.setEncoding('utf8');
  output.on('data', (text: string) => {
    const parts = (rest + text).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      if (message.id === undefined) for (const listen of listeners) listen(message);
      else waiting.get(message.id)?.(message);
    }
  });
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++count;
      waiting.set(id, ({ result = {}, error }) => {
        waiting.delete(id);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result);
      });
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
}
