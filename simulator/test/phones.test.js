// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, change, deskToken, legStates, openChannel, participantPath, withPurpose } from './platform.js';
import { connected, simulator } from './support.js';

/** @typedef {import('../src/index.js').Simulator} Simulator */

/** Media that need no phone. @type {[mediaType: string, list: string][]} */
const DIGITAL = [['callback', 'callbacks'], ['email', 'emails'], ['message', 'messages'], ['chat', 'chats']];

const CONNECTED = { state: 'connected' };

const DISCONNECTED = { state: 'disconnected' };

/** What has become of a user's legs. @param {Simulator} sim @param {string} conversationId @param {string} [userId] */
function legsOf(sim, conversationId, userId = sim.userId) {
  return sim.legs({ conversationId }).filter((leg) => leg.userId === userId);
}

describe('a phone', () => {
  it.each(/** @type {[import('../src/index.js').PhoneKind, boolean | undefined, boolean][]} */ ([
    ['managed-sip', undefined, true],
    ['webrtc', undefined, false],
    ['webrtc-persistent', undefined, true],
    ['webrtc-persistent', false, false],
    ['remote', undefined, false],
    ['remote', true, true],
  ]))('of the kind %s (persistent connection: %s) takes an answer by a request: %s', async (kind, persistentConnection, takes) => {
    const sim = await simulator();
    sim.setPhone({ kind, ...(persistentConnection === undefined ? {} : { persistentConnection }) });
    const ring = sim.ring();
    expect((await change(sim, participantPath(ring, 'calls'), CONNECTED)).status).toBe(202);
    expect(sim.rings()).toHaveLength(takes ? 0 : 1);
    sim.ring({ mediaType: 'message', conversationId: 'm-1' });
    await change(sim, participantPath({ conversationId: 'm-1', participantId: sim.rings().at(-1)?.participantId ?? null }, 'messages'), CONNECTED);
    expect(legsOf(sim, 'm-1')).toMatchObject([{ state: 'connected' }]);
  });

  it('that takes no request is answered and declined by itself, and declined by a request', async () => {
    const sim = await simulator({ phone: 'webrtc' });
    expect(sim.state().agents.map(({ phone }) => phone)).toEqual(['webrtc', 'webrtc', 'webrtc', 'webrtc']);
    const [first, second, third] = [sim.ring(), sim.ring(), sim.ring()];
    sim.answer({ conversationId: first.conversationId });
    sim.decline({ conversationId: second.conversationId });
    await change(sim, participantPath(third, 'calls'), DISCONNECTED);
    expect(sim.rings()).toEqual([]);
    expect(legsOf(sim, first.conversationId)).toMatchObject([{ state: 'connected' }]);
  });

  it('is announced when it is chosen, and is in what REST says', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [`v2.users.${sim.userId}.station`] });
    sim.setPhone({ kind: 'webrtc-persistent' });
    const [{ eventBody }] = await channel.frames(1);
    const token = deskToken(sim);
    const { body: stations } = await ask(sim, 'GET', '/users/stations/me', { token });
    const { body: station } = await ask(sim, 'GET', `/stations/${stations.associatedStation.id}`, { token });
    expect([eventBody.associatedStation.id, eventBody.associatedStation.associatedUser.id]).toEqual([station.id, sim.userId]);
    expect([station.type, station.webRtcPersistentEnabled, station.userId]).toEqual(['inin_webrtc_softphone', true, sim.userId]);
  });

  it.each([
    [{ kind: 'pager' }, 'kind: expected "managed-sip"'],
    [{ kind: 'webrtc', persistentConnection: true }, 'a phone of the kind webrtc has none'],
    [{ kind: 'remote', userId: 'u-9' }, 'userId: nobody has the id'],
  ])('cannot be %o', async (params, message) => {
    const sim = await simulator();
    expect(() => sim.setPhone(/** @type {any} */ (params))).toThrow(message);
  });
});

describe('auto-answer', () => {
  it.each(DIGITAL)('connects a %s without a ring: %s', async (mediaType, list) => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const client = await connected(sim);
    const { state, conversationId } = sim.ring({ mediaType, autoAnswer: true });
    expect([state, sim.rings()]).toEqual(['connected', []]);
    const [{ eventBody }] = await channel.frames(1);
    const [agent] = withPurpose(eventBody, 'agent');
    expect(agent[list][0]).toMatchObject({ state: 'connected', initialState: 'connected', queueMediaSettings: { enableAutoAnswer: true } });
    expect((await client.frames(2)).map(({ conversation }) => conversation.state)).toEqual(['ringing', 'connected']);
    sim.end({ conversationId });
    expect(sim.records.events.filter(({ kind }) => kind === 'event').length).toBeGreaterThan(1);
  });

  it('connects a call after its tone, and says so while it rings', async () => {
    const sim = await simulator({ autoAnswer: true });
    const channel = await openChannel(sim);
    sim.ring({ autoAnswerAlertToneSeconds: 0.02 });
    const frames = await channel.frames(2);
    expect(frames.map((frame) => legStates(frame, sim.userId))).toEqual([['alerting'], ['connected']]);
    expect(withPurpose(frames[0].eventBody, 'agent')[0].calls[0].queueMediaSettings).toMatchObject({ enableAutoAnswer: true, autoAnswerAlertToneSeconds: 0.02 });
  });

  it('connects a call at once where there is no tone', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    expect(sim.ring({ autoAnswer: true, autoAnswerAlertToneSeconds: 0 }).state).toBe('connected');
    expect((await channel.frames(1)).map((frame) => legStates(frame, sim.userId))).toEqual([['connected']]);
  });

  it('leaves a ring alone that ended before its tone did, calls of colleagues, and transfers to the user', async () => {
    const sim = await simulator({ autoAnswer: true });
    const { conversationId } = sim.ring({ userId: String(sim.users[1]?.userId), autoAnswerAlertToneSeconds: 0.01 });
    sim.abandon({ conversationId });
    const later = sim.ring({ userId: String(sim.users[2]?.userId), autoAnswerAlertToneSeconds: 0.02 });
    await sim.until(() => sim.legs({ conversationId: later.conversationId }).at(-1)?.state === 'connected');
    sim.ring({ conversationId: 'c-2', userId: String(sim.users[1]?.userId), mediaType: 'email' });
    sim.transfer({ conversationId: 'c-2', userId: sim.userId });
    sim.directCall();
    expect(sim.rings({ userId: sim.userId })).toHaveLength(2);
    expect(legsOf(sim, conversationId, sim.users[1]?.userId)).toMatchObject([{ disconnectType: 'peer' }]);
  });
});
