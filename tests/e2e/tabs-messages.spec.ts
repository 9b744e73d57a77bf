/** What tabs say to each other: no token, secret or channel address is in it. */
import { DESKTOP_SCOPE } from 'genesys-cloud-simulator';
import type { Page } from 'playwright-core';
import { becomes, nextLeader, settled, shownIn, shows, tabOf } from './support/tabs.js';
import { describe, expect, it, type Desk, type OpenTab, type Simulator } from './support/open-tabs.js';
import { allowFailures } from './support/actions.js';

const QUICK = { backoff: { baseMs: 100, maxMs: 1_000, jitter: 'none' } };

declare global {
  interface Window {
    /** Passes a message to the test. */
    readonly overhear: (text: string) => Promise<void>;
  }
}

/** Runs in the page before anything else does: passes on each message that the page sends on a channel, as JSON, bytes as text. */
function wrapChannels(): void {
  const decoder = new TextDecoder('latin1');
  const readable = (_: string, value: unknown): unknown => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return decoder.decode(value);
    if (value instanceof Map || value instanceof Set) return [...(value as Iterable<unknown>)];
    return value;
  };
  const post = Reflect.get(BroadcastChannel.prototype, 'postMessage') as (this: BroadcastChannel, message: unknown) => void;
  BroadcastChannel.prototype.postMessage = function (this: BroadcastChannel, message: unknown) {
    void window.overhear(`${this.name} ${JSON.stringify(message, readable)}`);
    post.call(this, message);
  };
}

interface Overheard {
  /** What was sent, by the page that sent it. */
  readonly messages: { readonly page: Page; readonly text: string }[];
  readonly tokens: Set<string>;
  /** Ids and addresses of channels. */
  readonly channels: Set<string>;
}

/** Takes from the answers that a page gets what nobody else may know. */
async function listenTo(page: Page, received: Overheard): Promise<void> {
  await page.exposeFunction('overhear', (text: string) => void received.messages.push({ page, text }));
  page.on('response', (response) => {
    const isChannel = response.url().endsWith('/api/v2/notifications/channels');
    if (response.request().method() !== 'POST' || !(isChannel || /issue-token$|oauth\/token$/.test(response.url()))) return;
    // The page may be gone before its answer has been read.
    void response.json().then(
      (answer: { accessToken?: string; access_token?: string; id?: string; connectUri?: string }) => {
        for (const token of [answer.accessToken, answer.access_token]) if (token) received.tokens.add(token);
        for (const address of [answer.id, answer.connectUri]) if (address) received.channels.add(address);
      },
      () => undefined,
    );
  });
}

const nobody = (): Overheard => ({ messages: [], tokens: new Set(), channels: new Set() });

/** Which of the secrets are in what was sent, as they are or as they are written in an address. */
const leaksOf = ({ messages }: Overheard, secrets: Iterable<string>): string[] =>
  [...secrets].flatMap((secret) => messages.filter(({ text }) => text.includes(secret) || text.includes(encodeURIComponent(secret))).map(({ text }) => `${secret} in ${text}`));

async function open(openTab: OpenTab, received: Overheard, options: Record<string, unknown>): Promise<Desk> {
  const desk = await openTab('vanilla', { before: wrapChannels, prepare: (page) => listenTo(page, received), options: { ...QUICK, ...options } });
  desk.allowNetworkFailures();
  allowFailures(desk);
  return desk;
}

/** Each page has said something, and what is looked through are the messages themselves. */
function expectTalk({ messages }: Overheard, desks: readonly Desk[], name: string): void {
  for (const { page } of desks) expect(messages.filter((message) => message.page === page).length).toBeGreaterThan(0);
  expect(messages.some(({ text }) => text.includes(name))).toBe(true);
  console.log(`\n${String(messages.length)} messages between tabs were looked through\n`);
}

const errorsOf = ({ page }: Desk): Promise<string[]> => page.evaluate(() => window.desk.errors.map(({ code }) => code));

/** Answers in a tab; resolves to how that ended. */
const answerIn = ({ page }: Desk): Promise<string> =>
  page.evaluate(() => {
    const { client } = window.desk;
    return client.answer(client.getSnapshot().toasts[0]?.id ?? '').then(() => 'answered', (error: unknown) => String((error as { reason?: unknown }).reason));
  });

/** All that goes wrong, with words that name an address or an id. */
async function failIn(sim: Simulator, leader: Desk): Promise<void> {
  sim.failHandshakes({ kind: 'status', status: 503, times: 2 });
  sim.failRequests({ kind: 'error', status: 500, path: '/api/v2/notifications/channels', times: 2 });
  const { channelsCreated } = sim.state().counters;
  sim.expireChannel({});
  await sim.until(({ counters }) => counters.channelsCreated > channelsCreated && counters.socketsOpen === 1, { timeoutMs: 20_000 });
  await leader.status('connected');
  sim.revokeTokens({ userId: sim.userId });
  await leader.page.waitForFunction(() => window.desk.tokens.includes('rejected'), null, { polling: 20 });
  await leader.status('connected');
}

describe('what tabs say to each other', () => {
  it('has no token and no channel address: start, ring, answer, new token, failures, another leader [L2] [L8]', { timeout: 90_000 }, async ({ sim, openTab }) => {
    sim.configure({ userScope: DESKTOP_SCOPE, permissions: [] });
    const received = nobody();
    const topics = [`v2.users.${sim.userId}.conversations`, `v2.routing.queues.${String(sim.queues[0]?.queueId)}.conversations`];
    const options = { topics, actions: ['answer', 'decline'] };
    const desks = [await open(openTab, received, options), await open(openTab, received, options), await open(openTab, received, options)] as const;
    const [first, second, third] = desks;
    const tabs = [tabOf(first), tabOf(second), tabOf(third)] as const;
    expect(await settled(tabs)).toEqual(['leader', 'follower', 'follower']);
    expect(await Promise.all(desks.map(errorsOf))).toEqual([['forbidden'], [], []]);

    const ring = sim.ring({ mediaType: 'voice', customerName: 'Maria Lopez' });
    await shows(tabs[1], ring);
    sim.failRequests({ kind: 'error', status: 403, method: 'PATCH', path: '/api/v2/conversations', permissions: ['conversation:call:answer'] });
    expect(await answerIn(second)).toBe('forbidden');
    expect(await answerIn(second)).toBe('answered');
    await second.page.evaluate(() => {
      window.desk.client.mute();
      window.desk.client.unmute();
      window.desk.client.silence();
    });
    await failIn(sim, first);

    const closedAt = Date.now();
    await first.page.close();
    const { leader } = await nextLeader([tabs[1], tabs[2]], closedAt);
    await leader.until(() => window.desk.client.getSnapshot().status === 'connected');
    const later = sim.ring({ mediaType: 'chat', customerName: 'Lukas Weber' });
    for (const tab of [tabs[1], tabs[2]]) await shows(tab, later);
    await leader.evaluate(() => window.desk.client.stop());
    await becomes(leader === tabs[1] ? tabs[2] : tabs[1], 'leader');

    expectTalk(received, desks, 'Maria Lopez');
    // At the start, after the revocation, and for each leader; and the channels likewise.
    expect(received.tokens.size).toBeGreaterThanOrEqual(3);
    expect(received.channels.size).toBeGreaterThanOrEqual(6);
    const addresses = sim.records.sockets.flatMap(({ channelId }) => channelId ?? []);
    expect(addresses.every((id) => received.channels.has(id))).toBe(true);
    expect(leaksOf(received, [...received.tokens, ...received.channels, ...addresses, '/channels/'])).toEqual([]);
  });

  it('has no client secret, and no socket address with a token [L2]', async ({ sim, openTab }) => {
    const received = nobody();
    const openOne = async (): Promise<Desk> => {
      const desk = await openTab('vanilla', { agent: false, before: wrapChannels, prepare: (page) => listenTo(page, received), options: { ...QUICK, duration: 60_000 } });
      desk.allowNetworkFailures();
      return desk;
    };
    const [first, second] = [await openOne(), await openOne()];
    const tabs = [tabOf(first), tabOf(second)] as const;
    expect(await settled(tabs)).toEqual(['leader', 'follower']);
    const ring = sim.ring({ agentName: 'Maria Lopez' });
    await shows(tabs[1], ring);
    sim.failTokenRequests({ kind: 'error', status: 401, error: 'invalid_client', description: `${sim.clientId} ${sim.clientSecret}` });
    sim.expireTokens();
    await sim.until(({ counters }) => counters.tokenRequests >= 2);
    await first.page.close();
    await becomes(tabs[1], 'leader');
    await second.status('connected');
    expect(await shownIn(tabs[1])).toEqual([ring.conversationId]);

    expectTalk(received, [first, second], 'Maria Lopez');
    expect(received.tokens.size).toBeGreaterThanOrEqual(2);
    expect(leaksOf(received, [...received.tokens, sim.clientSecret])).toEqual([]);
  });
});
