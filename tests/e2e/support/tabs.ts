/** Tabs of one agent that share a connection: what they show, and what the simulator knows of them. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Snapshot } from 'genesys-toasts';
import type { Call } from '../pages/shared/record.js';
import './record-audio.js';
import type { Desk, Simulator } from './test.js';

/** Makes the tabs of a test share: it says whose they are. */
export const SHARED = { storageKey: 'mara' } as const;

/** From what an agent does in one tab until all tabs show it [L3]. */
export const SOON_MS = 200;
/** From the end of a leader until another tab leads [L4]. */
export const LEAD_MS = 1_000;

/** A page, whoever drives it. */
export interface Tab {
  evaluate<Result, Argument = undefined>(work: (argument: Argument) => Result | Promise<Result>, argument?: Argument): Promise<Result>;
  until<Argument>(work: (argument: Argument) => unknown, argument?: Argument, timeoutMs?: number): Promise<void>;
}

/** How long after one look the next one is. */
const LOOK_MS = 10;

interface Ring {
  readonly conversationId: string;
}

/** What a tab has shown at a time. */
export interface Seen {
  readonly at: number;
  readonly pending: readonly (string | null)[];
  readonly muted: boolean;
  readonly sounding: number;
}

declare global {
  interface Window {
    /** Each change of the snapshot since {@link watch}, oldest first. */
    seen: Seen[];
  }
}

/** A page of Playwright's as a tab. */
export function tabOf({ page }: Desk): Tab {
  return {
    evaluate: (work, argument) => page.evaluate(work as (value: unknown) => never, argument),
    until: async (work, argument, timeout = 10_000) => {
      await page.waitForFunction(work as (value: unknown) => unknown, argument, { timeout, polling: 20 });
    },
  };
}

export const roleOf = (tab: Tab): Promise<Snapshot['tab']> => tab.evaluate(() => window.desk.client.getSnapshot().tab);

/** Resolves when a tab has the role. */
export const becomes = (tab: Tab, role: Snapshot['tab'], timeoutMs?: number): Promise<void> =>
  tab.until((wanted) => window.desk.client.getSnapshot().tab === wanted, role, timeoutMs);

/** Resolves to what `look` finds: it is asked until it finds something. */
async function found<T>(what: string, look: () => Promise<T | undefined>, timeoutMs = 10_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const one = await look();
    if (one !== undefined) return one;
    await pause(LOOK_MS);
  }
  throw new Error(`Not within ${String(timeoutMs)} ms: ${what}`);
}

/** Resolves to the first of these tabs that leads, and how many ms after `since` that was seen. */
export const nextLeader = <T extends Tab>(tabs: readonly T[], since: number): Promise<{ readonly leader: T; readonly ms: number }> =>
  found('a tab leads', async () => {
    const roles = await Promise.all(tabs.map(roleOf));
    const leader = tabs[roles.indexOf('leader')];
    return leader && { leader, ms: Date.now() - since };
  });

/** Resolves when one of these tabs leads, all others follow, and all are connected. Gives the roles in the tabs' order. */
export async function settled(tabs: readonly Tab[]): Promise<Snapshot['tab'][]> {
  for (const tab of tabs) await tab.until(() => window.desk.client.getSnapshot().status === 'connected' && window.desk.client.getSnapshot().tab !== 'alone');
  return Promise.all(tabs.map(roleOf));
}

/** What `onToast` got in a tab, oldest first. */
export const shownIn = (tab: Tab): Promise<string[]> => tab.evaluate(() => window.desk.toasts.map(({ conversationId }) => conversationId));

/** What a tab shows now. */
export const openIn = (tab: Tab): Promise<string[]> => tab.evaluate(() => window.desk.client.getSnapshot().toasts.map(({ conversationId }) => conversationId));

/** Resolves when a tab has shown a ring. */
export const shows = (tab: Tab, { conversationId }: Ring): Promise<void> => tab.until((id) => window.desk.toasts.some((toast) => toast.conversationId === id), conversationId);

/** Resolves when each of the tabs has shown a ring. */
export async function allShow(tabs: readonly Tab[], ring: Ring): Promise<void> {
  for (const tab of tabs) await shows(tab, ring);
}

export const callsOf = (tab: Tab): Promise<Call[]> => tab.evaluate(() => window.desk.calls);

/** When each of the tabs called a callback for a ring, in ms since 1970. */
export async function calledAt(tabs: readonly Tab[], callback: Call['callback'], { conversationId }: Ring): Promise<number[]> {
  for (const tab of tabs) await tab.until(([name, id]) => window.desk.calls.some((call) => call.callback === name && call.conversationId === id), [callback, conversationId]);
  const calls = await Promise.all(tabs.map(callsOf));
  return calls.map((list) => list.find((call) => call.callback === callback && call.conversationId === conversationId)?.at ?? NaN);
}

/** Closes the toast of a ring in a tab, as its agent does. Resolves to the time, in ms since 1970. */
export const dismissIn = (tab: Tab, { conversationId }: Ring): Promise<number> =>
  tab.evaluate((id) => {
    const { client } = window.desk;
    const toast = client.getSnapshot().toasts.find((one) => one.conversationId === id);
    if (!toast) throw new Error('There is no such toast.');
    const at = Date.now();
    client.dismiss(toast.id);
    return at;
  }, conversationId);

/** Begins to note at `window.seen` what the tab shows. */
export const watch = (tab: Tab): Promise<void> =>
  tab.evaluate(() => {
    const { client } = window.desk;
    const note = (): void => {
      const { toasts, alerts } = client.getSnapshot();
      window.seen.push({ at: Date.now(), pending: toasts.map(({ pending }) => pending), muted: alerts.muted !== null, sounding: alerts.sounding.length });
    };
    window.seen = [];
    note();
    client.subscribe(note);
  });

/** When each of the tabs first showed something, at this time or later. */
export const seenAt = (tabs: readonly Tab[], since: number, holds: (seen: Seen) => boolean): Promise<number[]> =>
  Promise.all(
    tabs.map((tab) =>
      found(holds.toString(), async () => {
        const seen = await tab.evaluate(() => window.seen);
        return seen.find((one) => one.at >= since && holds(one))?.at;
      }),
    ),
  );

/** How many requests the page itself has sent to a place, by the browser's own list. */
export const requestsOf = (tab: Tab, place: string): Promise<number> =>
  tab.evaluate((start) => performance.getEntriesByType('resource').filter(({ name }) => name.startsWith(start)).length, place);

/** How often the list of conversations was requested. */
export const listsOf = (sim: Simulator): number => sim.records.apiRequests.filter(({ method, path }) => method === 'GET' && /^\/api\/v2\/conversations(\?|$)/.test(path)).length;

/** The tabs that played something after this time, once one has and all are silent again. */
export async function heardIn<T extends Tab>(tabs: readonly T[], since: number): Promise<T[]> {
  const received = async (): Promise<T[]> => {
    const each = await Promise.all(tabs.map((tab) => tab.evaluate((from) => window.recorders.some(({ chunks }) => chunks.some(({ at }) => at > from)), since)));
    return tabs.filter((_, index) => each[index]);
  };
  await found('a tab plays something', async () => ((await received()).length > 0 ? true : undefined));
  for (const tab of tabs) await tab.until(() => window.recorders.every(({ chunks }) => Date.now() - (chunks.at(-1)?.at ?? 0) > 300));
  return received();
}
