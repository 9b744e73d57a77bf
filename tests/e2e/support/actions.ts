/** What an agent does with a ring on a page, and what the simulator knows of it. */
import { DESKTOP_SCOPE } from 'genesys-cloud-simulator';
import type { Locator } from 'playwright-core';
import type { ViewOptions } from '../pages/shared/view-options.js';
import type { Desk, OpenOptions } from './desk.js';
import type { Open, Simulator } from './test.js';
import { openView, type VIEWS } from './view.js';

/** Short waits: what follows a failure is looked at, not how long it takes. */
const OPTIONS = { actions: ['answer', 'decline'], backoff: { baseMs: 100, maxMs: 1_000, jitter: 'none' } };

export type Rung = ReturnType<Simulator['ring']>;
type Leg = ReturnType<Simulator['legs']>[number];
type ApiRequest = Simulator['records']['apiRequests'][number];

/** A participant of any medium: the path of the requests that answer and decline. */
export const PARTICIPANT = '/api/v2/conversations/{medium}/{conversationId}/participants/{participantId}';

/** The desktop of an agent who may do all that a desktop does. Resolves when it gets events and knows what rings. */
export async function openDesktop(
  { sim, open }: { readonly sim: Simulator; readonly open: Open },
  page: (typeof VIEWS)[number]['page'],
  view: ViewOptions = {},
  { scope = DESKTOP_SCOPE, ...options }: OpenOptions & { readonly scope?: string | undefined } = {},
): Promise<Desk> {
  sim.configure({ userScope: scope });
  const desk = await openView(open, page, view, { agent: true, ...options, options: { ...OPTIONS, ...options.options } });
  await sim.until(() => sim.records.apiRequests.some(({ path, answeredAt }) => path.startsWith('/api/v2/conversations') && answeredAt !== null));
  return desk;
}

/** A toast of the page, with its buttons. */
export const partsOf = (desk: Desk, name: string): { toast: Locator; answer: Locator; decline: Locator; failure: Locator } => {
  const toast = desk.toast(name);
  return { toast, answer: toast.locator('.gt-answer'), decline: toast.locator('.gt-decline'), failure: toast.locator('.gt-failure') };
};

/** All requests that were to change a participant, oldest first. */
export const changesOf = (sim: Simulator, { participantId }: Pick<Rung, 'participantId'>): ApiRequest[] =>
  sim.records.apiRequests.filter(({ method, path }) => method !== 'GET' && path.includes(`/participants/${String(participantId)}`));

/** `PATCH connected` and the like, each with the status of its answer. */
export const askedFor = (sim: Simulator, ring: Pick<Rung, 'participantId'>): string[] =>
  changesOf(sim, ring).map(({ method, body, status }) => `${method} ${String((body as { state?: string } | null)?.state)} ${String(status)}`);

/** What has become of the agent's part. */
export function legOf(sim: Simulator, { conversationId, participantId }: Rung): Pick<Leg, 'state' | 'disconnectType'> {
  const leg = sim.legs({ conversationId }).find((each) => each.participantId === participantId);
  if (!leg) throw new Error('There is no such leg.');
  return { state: leg.state, disconnectType: leg.disconnectType };
}

/** Resolves when a request has been sent that is to change the participant. */
export async function isAsked(sim: Simulator, ring: Rung, times = 1): Promise<void> {
  await sim.until(() => changesOf(sim, ring).length >= times);
}

/** Why the client removed the toasts, by their conversations. */
export const reasonsOf = async ({ page }: Desk): Promise<Record<string, string>> =>
  Object.fromEntries(await page.evaluate(() => window.desk.dismissals.map(({ conversationId, reason }) => [conversationId, reason])));

/** Takes the lines about actions that failed, and what the browser says of refused requests, as part of the test. */
export const allowFailures = (desk: Desk): void => desk.allow(/^genesys-toasts: (toast \S+: (answer|decline)|back on queue) failed: /, /^genesys-toasts: API: 429/, /^genesys-toasts: the agent's routing status cannot be read/, /^Failed to load resource:/);

/** What the log says of actions that failed, oldest first. */
export const failuresOf = (desk: Desk): string[] =>
  desk.complaints.flatMap((line) => /^genesys-toasts: (?:toast \S+: (?:answer|decline)|back on queue) failed: (.*)/s.exec(line)?.[1] ?? []);

/** For `before` of `open`: waits of 2 s and more take 2 minutes more, so that a state that passes by itself lasts for as long as it is looked at. */
export function slowTimers(): void {
  const start = window.setTimeout.bind(window);
  Object.assign(window, { setTimeout: (work: () => void, ms = 0, ...values: unknown[]) => start(work, ms < 2_000 ? ms : ms + 120_000, ...values) });
}
