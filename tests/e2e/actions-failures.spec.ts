/** Requests of actions that fail, phones that cannot, and conversations that are connected automatically: what the agent reads, and what is true. */
import { PARTICIPANT, allowFailures, askedFor, changesOf, failuresOf, isAsked, legOf, openDesktop, partsOf, reasonsOf, type Rung } from './support/actions.js';
import { isAnnounced, listen } from './support/announcements.js';
import { describe, expect, it, type Desk, type Simulator } from './support/test.js';
import { VIEWS, focusOn } from './support/view.js';

const FORBIDDEN = 'You are not allowed to do this here. Tell your administrator: a permission is missing (forbidden).';
const NOT_RESPONDING = 'You are Not Responding: no conversation reaches you.';

const gone = (desk: Desk, name: string): Promise<void> => desk.toast(name).waitFor({ state: 'detached' });

/** The next answers go wrong. */
const failAnswers = (sim: Simulator, fault: Omit<Parameters<Simulator['failRequests']>[0], 'path' | 'method'>): unknown =>
  sim.failRequests({ path: PARTICIPANT, method: 'PATCH', ...fault } as Parameters<Simulator['failRequests']>[0]);

/** Rings, and presses Answer. */
async function answers(sim: Simulator, desk: Desk, customerName: string, more: Parameters<Simulator['ring']>[0] = {}): Promise<Rung> {
  const ring = sim.ring({ customerName, alertingTimeoutMs: 120_000, ...more });
  await partsOf(desk, customerName).answer.click();
  return ring;
}

/** Resolves when the toast says why it failed; it rings on, and its buttons work. */
async function says(sim: Simulator, desk: Desk, ring: Rung, customerName: string, why: string): Promise<void> {
  const { toast, answer, decline, failure } = partsOf(desk, customerName);
  await failure.getByText(why, { exact: true }).waitFor({ timeout: 15_000 });
  expect([await toast.getAttribute('aria-busy'), await answer.getAttribute('aria-disabled'), await decline.getAttribute('aria-disabled')]).toEqual([null, null, null]);
  expect(legOf(sim, ring).state).toBe('alerting');
}

describe.each(VIEWS)('$view', ({ page: name }) => {
  it('says what overtook an answer: another device, a colleague, the end of the ring [C1] [C4]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name);
    allowFailures(desk);
    sim.configure({ answerDelayMs: 600_000 });
    await listen(desk);
    const pendingAnswer = async (customerName: string): Promise<Rung> => {
      const ring = sim.ring({ customerName });
      await partsOf(desk, customerName).answer.click();
      await sim.until(() => askedFor(sim, ring)[0] === 'PATCH connected 202');
      return ring;
    };
    const device = await pendingAnswer('Ada');
    sim.answer({ conversationId: device.conversationId });
    await gone(desk, 'Ada');
    await isAnnounced(desk, 'Ada, Answered');
    const colleague = await pendingAnswer('Bob');
    sim.answerElsewhere({ conversationId: colleague.conversationId, userId: String(sim.users[1]?.userId) });
    await gone(desk, 'Bob');
    await isAnnounced(desk, 'Bob, Already answered, by a colleague or on another device of yours.');
    const ended = await pendingAnswer('Cleo');
    sim.timeOutRing({ conversationId: ended.conversationId });
    await gone(desk, 'Cleo');
    await isAnnounced(desk, 'Cleo, The ring is over.');
    const announced = await desk.page.evaluate(() => window.announced);
    // None of them is said to have failed where it was connected, or to be connected where it failed.
    expect(announced.join('\n')).not.toMatch(/Ada, (Already|The ring)|(Bob|Cleo), Answered/);
    expect(failuresOf(desk)).toEqual([expect.stringContaining('was answered already'), expect.stringContaining('does not ring any more')]);
    expect([device, colleague, ended].map((ring) => legOf(sim, ring).state)).toEqual(['connected', 'terminated', 'terminated']);
    expect([device, colleague, ended].flatMap((ring) => askedFor(sim, ring))).toEqual(Array(3).fill('PATCH connected 202'));
  });

  it('lets the list decide where the socket dropped before the event came [C1]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name);
    desk.allowNetworkFailures();
    const ring = sim.ring({ customerName: 'Maria' });
    await desk.toast('Maria').waitFor();
    sim.silenceSockets({});
    await partsOf(desk, 'Maria').answer.click();
    await sim.until(() => askedFor(sim, ring)[0] === 'PATCH connected 202');
    expect(await partsOf(desk, 'Maria').toast.getAttribute('aria-busy')).toBe('true');
    sim.dropSockets({});
    await gone(desk, 'Maria');
    expect(await reasonsOf(desk)).toEqual({ [ring.conversationId]: 'answered' });
    expect([legOf(sim, ring).state, ...askedFor(sim, ring)]).toEqual(['connected', 'PATCH connected 202']);

    // The same, and the ring ends meanwhile.
    sim.configure({ answerDelayMs: 600_000 });
    await desk.status('connected');
    await listen(desk);
    const ended = sim.ring({ customerName: 'Lukas' });
    await desk.toast('Lukas').waitFor();
    sim.silenceSockets({});
    await partsOf(desk, 'Lukas').answer.click();
    await sim.until(() => askedFor(sim, ended)[0] === 'PATCH connected 202');
    sim.timeOutRing({ conversationId: ended.conversationId });
    sim.dropSockets({});
    await gone(desk, 'Lukas');
    await isAnnounced(desk, 'Lukas, The ring is over.');
    expect([legOf(sim, ended).state, ...askedFor(sim, ended)]).toEqual(['terminated', 'PATCH connected 202']);
    expect(failuresOf(desk)).toEqual([expect.stringContaining('does not ring any more')]);
  });

  it('says within 5 s and a list that the phone cannot, and goes when it is answered there [C1]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name);
    allowFailures(desk);
    await listen(desk);
    sim.setPhone({ kind: 'webrtc' });
    const ring = await answers(sim, desk, 'Maria');
    await says(sim, desk, ring, 'Maria', 'Answer it on your phone: this page cannot.');
    const tookMs = Date.now() - Number(changesOf(sim, ring)[0]?.at);
    expect(tookMs).toBeGreaterThan(4_500);
    expect(tookMs).toBeLessThan(8_000);
    expect(askedFor(sim, ring)).toEqual(['PATCH connected 202']);
    const listedAt = sim.records.apiRequests.filter(({ method, path }) => method === 'GET' && /\/conversations(\?|$)/.test(path)).at(-1)?.at;
    expect(listedAt).toBeGreaterThan(Number(changesOf(sim, ring)[0]?.at));
    await isAnnounced(desk, 'Maria, Answer it on your phone: this page cannot.');
    expect(failuresOf(desk)).toEqual([expect.stringContaining('phone cannot be answered by the API')]);
    sim.answer({ conversationId: ring.conversationId });
    await gone(desk, 'Maria');
    expect(await reasonsOf(desk)).toEqual({ [ring.conversationId]: 'answered' });
  });

  it('says that it is forbidden, and names the scope; a token that may only read cannot answer [C4]', async ({ sim, open }) => {
    const scope = 'notifications conversations:readonly user-basic-info';
    const desk = await openDesktop({ sim, open }, name, {}, { scope });
    allowFailures(desk);
    const ring = await answers(sim, desk, 'Maria');
    await says(sim, desk, ring, 'Maria', FORBIDDEN);
    expect(askedFor(sim, ring)).toEqual(['PATCH connected 403']);
    expect(failuresOf(desk)).toEqual([expect.stringContaining('the scope conversations (conversations:readonly is not enough)')]);
    // The same goes for a decline.
    await partsOf(desk, 'Maria').decline.click();
    await partsOf(desk, 'Maria').decline.click();
    await sim.until(() => askedFor(sim, ring).length === 2);
    await says(sim, desk, ring, 'Maria', FORBIDDEN);
    expect(askedFor(sim, ring)).toEqual(['PATCH connected 403', 'PATCH disconnected 403']);
    // It does read, and what is not readable is not known: no line, no error.
    expect(await desk.page.evaluate(() => window.desk.client.getSnapshot().agent.routingStatus)).toBe(null);
    expect(await desk.page.evaluate(() => window.desk.client.getSnapshot().status)).toBe('connected');
    sim.answer({ conversationId: ring.conversationId });
    await gone(desk, 'Maria');
  });

  it('says what the service refuses and lacks; it can be tried again [C4]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name);
    allowFailures(desk);
    failAnswers(sim, { kind: 'error', permissions: ['conversation:call:answer'] });
    const refused = await answers(sim, desk, 'Ada');
    await says(sim, desk, refused, 'Ada', FORBIDDEN);
    expect(failuresOf(desk).at(-1)).toContain('the user the permission conversation:call:answer');
    await partsOf(desk, 'Ada').answer.click();
    await gone(desk, 'Ada');
    expect(askedFor(sim, refused)).toEqual(['PATCH connected 403', 'PATCH connected 202']);

    // A refusal that names no cause: the list has the ring, so it is the phone.
    failAnswers(sim, { kind: 'error', status: 400 });
    const cannot = await answers(sim, desk, 'Bob');
    await says(sim, desk, cannot, 'Bob', 'Answer it on your phone: this page cannot.');
    expect(askedFor(sim, cannot)).toEqual(['PATCH connected 400']);

    // Another medium has no phone.
    failAnswers(sim, { kind: 'error', status: 400 });
    const mail = await answers(sim, desk, 'Cleo', { mediaType: 'email' });
    await says(sim, desk, mail, 'Cleo', 'Genesys Cloud reported a failure. Try again.');
    expect(askedFor(sim, mail)).toEqual(['PATCH connected 400']);
  });

  it('tries once more after 5xx where the list has the ring, and never where the answer took effect [C4]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name);
    desk.allowNetworkFailures();
    failAnswers(sim, { kind: 'error', status: 503 });
    const again = await answers(sim, desk, 'Ada');
    await gone(desk, 'Ada');
    expect([legOf(sim, again).state, ...askedFor(sim, again)]).toEqual(['connected', 'PATCH connected 503', 'PATCH connected 202']);

    failAnswers(sim, { kind: 'error', status: 503, takesEffect: true });
    const done = await answers(sim, desk, 'Bob');
    await gone(desk, 'Bob');
    expect([legOf(sim, done).state, ...askedFor(sim, done)]).toEqual(['connected', 'PATCH connected 503']);

    failAnswers(sim, { kind: 'hang', takesEffect: true });
    const lost = await answers(sim, desk, 'Cleo');
    await gone(desk, 'Cleo');
    expect([legOf(sim, lost).state, ...askedFor(sim, lost)]).toEqual(['connected', 'PATCH connected null']);

    failAnswers(sim, { kind: 'drop' });
    const broken = await answers(sim, desk, 'Emil');
    await gone(desk, 'Emil');
    expect([legOf(sim, broken).state, ...askedFor(sim, broken)]).toEqual(['connected', 'PATCH connected null', 'PATCH connected 202']);

    failAnswers(sim, { kind: 'error', status: 500, times: 2 });
    const failed = await answers(sim, desk, 'Dora');
    await says(sim, desk, failed, 'Dora', 'Genesys Cloud reported a failure. Try again.');
    expect(askedFor(sim, failed)).toEqual(['PATCH connected 500', 'PATCH connected 500']);
    const reasons = await reasonsOf(desk);
    expect([again, done, lost, broken].map(({ conversationId }) => reasons[conversationId])).toEqual(Array(4).fill('answered'));
  });

  it('asks the list where the response is lost and no event comes [C4]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name);
    desk.allowNetworkFailures();
    desk.allow(/^Access to fetch at .* has been blocked by CORS policy/);
    sim.deafenChannels({});
    sim.ring({ customerName: 'Maria', alertingTimeoutMs: 120_000 });
    // A ring that a deaf channel does not deliver is found with the list of a new socket.
    sim.dropSockets({});
    await desk.toast('Maria').waitFor();
    failAnswers(sim, { kind: 'no-cors', takesEffect: true });
    const [ring] = sim.rings({}) as [Rung];
    await partsOf(desk, 'Maria').answer.click();
    await gone(desk, 'Maria');
    expect([legOf(sim, ring).state, ...askedFor(sim, ring)]).toEqual(['connected', 'PATCH connected 202']);
    expect(await reasonsOf(desk)).toEqual({ [ring.conversationId]: 'answered' });
  });

  it('waits for as long as a 429 says, where there is time; else it says so at once [C4] [N11]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name);
    allowFailures(desk);
    failAnswers(sim, { kind: 'rate-limited', retryAfterSeconds: 1 });
    const short = await answers(sim, desk, 'Ada');
    await gone(desk, 'Ada');
    expect([legOf(sim, short).state, ...askedFor(sim, short)]).toEqual(['connected', 'PATCH connected 429', 'PATCH connected 202']);
    const [first, second] = changesOf(sim, short).map(({ at }) => at);
    expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(1_000);

    failAnswers(sim, { kind: 'rate-limited', retryAfterSeconds: 60 });
    const long = await answers(sim, desk, 'Bob');
    await says(sim, desk, long, 'Bob', 'Genesys Cloud gets too many requests at present. Try again in a moment.');
    expect(askedFor(sim, long)).toEqual(['PATCH connected 429']);
    expect(sim.state().counters.earlyApiRequests).toBe(0);
  });

  it('reads the list at the deadline where no socket has come back: connected [C1]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name);
    desk.allowNetworkFailures();
    const ring = sim.ring({ customerName: 'Maria', alertingTimeoutMs: 120_000 });
    await desk.toast('Maria').waitFor();
    sim.silenceSockets({ newSockets: true });
    await partsOf(desk, 'Maria').answer.click();
    await isAsked(sim, ring);
    await gone(desk, 'Maria');
    expect([legOf(sim, ring).state, ...askedFor(sim, ring)]).toEqual(['connected', 'PATCH connected 202']);
    expect(await reasonsOf(desk)).toEqual({ [ring.conversationId]: 'answered' });
    const listedAt = sim.records.apiRequests.filter(({ method, path }) => method === 'GET' && /\/conversations(\?|$)/.test(path)).at(-1)?.at;
    expect(Number(listedAt) - Number(changesOf(sim, ring)[0]?.at)).toBeGreaterThan(4_500);
  });

  it('asks for the second press again after 3 s [C3]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name);
    const ring = sim.ring({ customerName: 'Maria' });
    const { decline } = partsOf(desk, 'Maria');
    await decline.click();
    const since = Date.now();
    await decline.and(desk.page.getByText('Press again to decline', { exact: true })).waitFor();
    await decline.and(desk.page.getByText('Decline', { exact: true })).waitFor();
    expect(Date.now() - since).toBeGreaterThan(2_500);
    await decline.click();
    expect([await decline.textContent(), legOf(sim, ring).state, ...askedFor(sim, ring)]).toEqual(['Press again to decline', 'alerting']);
  });

  it('shows a notice for 4 s of what is connected automatically [C8]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name);
    await listen(desk);
    const ring = sim.ring({ mediaType: 'chat', customerName: 'Maria', autoAnswer: true });
    const { toast } = partsOf(desk, 'Maria');
    await toast.waitFor();
    expect(await toast.locator('button').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')))).toEqual(['Dismiss notification']);
    expect(await toast.locator('.gt-media').textContent()).toBe('Connected automatically · Chat');
    await isAnnounced(desk, 'Connected automatically, From: Maria');
    await gone(desk, 'Maria');
    const [shown, wentAt] = await desk.page.evaluate(() => [window.desk.toasts[0], window.desk.dismissedAt[0]] as const);
    expect(shown).toMatchObject({ kind: 'auto-answered', actions: [], conversationId: ring.conversationId });
    expect(Number(wentAt) - Number(shown?.timestamp)).toBeGreaterThanOrEqual(3_900);
    expect(Number(wentAt) - Number(shown?.timestamp)).toBeLessThan(6_000);
    expect(await reasonsOf(desk)).toEqual({ [ring.conversationId]: 'timeout' });
    expect([legOf(sim, ring).state, ...askedFor(sim, ring)]).toEqual(['connected']);
  });

  it('says why the agent is not back on queue; the next press may succeed [C7]', async ({ sim, open }) => {
    const desk = await openDesktop({ sim, open }, name);
    allowFailures(desk);
    const toRoutingStatus = { method: 'PUT', path: '/api/v2/users/{userId}/routingstatus' };
    const { page } = desk;
    const line = page.locator('.gt-alert-text');
    sim.setRoutingStatus({ status: 'NOT_RESPONDING' });
    const back = page.getByRole('button', { name: 'Back on queue' });
    for (const [fault, reason] of [
      [{ kind: 'error', status: 403 }, FORBIDDEN],
      [{ kind: 'error', status: 400, message: 'The user is off queue' }, 'Genesys Cloud reported a failure. Try again.'],
    ] as const) {
      sim.failRequests({ ...fault, ...toRoutingStatus });
      await back.click();
      await line.and(page.getByText(`${NOT_RESPONDING} You are not back on queue. ${reason}`, { exact: true })).waitFor();
    }
    expect(failuresOf(desk)).toEqual([expect.stringContaining('the scope routing or users'), expect.stringContaining('The user is off queue')]);
    // By keyboard, this time.
    await page.keyboard.press('F8');
    expect(await focusOn(page)).toBe('button');
    await page.keyboard.press('Enter');
    await line.waitFor({ state: 'detached' });
    expect(sim.state().agents.find(({ userId }) => userId === sim.userId)?.routingStatus).toBe('IDLE');
    const requests = sim.records.apiRequests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/routingstatus'));
    expect(requests.map(({ status }) => status)).toEqual([403, 400, 200]);
  });
});
