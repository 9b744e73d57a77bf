// @ts-check

import { describe, expect, it } from 'vitest';
import { connected, readJson, requestToken, simulator } from './support.js';

describe('conversations', () => {
  it('send a frame at each change to all open sockets', async () => {
    const sim = await simulator();
    const clients = [await connected(sim), await connected(sim)];
    const { conversationId } = sim.queue({ mediaType: 'chat', customerName: 'Maria Lopez', agentName: 'Sam Carter', queueName: 'Sales' });
    sim.alert({ conversationId });
    sim.ring({ conversationId });
    sim.answer();
    sim.end({ state: 'terminated' });
    for (const client of clients) {
      const frames = await client.frames(5);
      expect(frames.map(({ conversation }) => conversation.state)).toEqual(['queued', 'alerting', 'ringing', 'connected', 'terminated']);
      expect(frames[2]).toEqual({
        eventType: 'routing.conversation.event',
        conversation: { id: conversationId, state: 'ringing', mediaType: 'chat' },
        participants: [
          { role: 'customer', name: 'Maria Lopez' },
          { role: 'acd', name: 'Sales' },
          { role: 'agent', name: 'Sam Carter' },
        ],
      });
    }
  });

  it('have no agent while they are queued', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.ring();
    sim.requeue();
    const [, requeued] = await client.frames(2);
    expect(requeued.participants.map((/** @type {{ role: string }} */ { role }) => role)).toEqual(['customer', 'acd']);
  });

  it('carry the participants that they are given', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.ring({ participants: [{ role: 'agent', name: '<img onerror=x>' }] });
    expect((await client.frames(1))[0].participants).toEqual([{ role: 'agent', name: '<img onerror=x>' }]);
  });

  it('answer and abandon the one that began to ring last', async () => {
    const sim = await simulator();
    const first = sim.ring();
    const second = sim.ring();
    sim.queue();
    expect(sim.answer().conversationId).toBe(second.conversationId);
    expect(sim.abandon().conversationId).toBe(first.conversationId);
    expect(() => sim.answer()).toThrow('no conversation is ringing');
  });

  it('are forgotten when they are over, and may ring again under their id', async () => {
    const sim = await simulator();
    const { conversationId } = sim.ring();
    sim.abandon({ conversationId });
    expect(() => sim.end({ conversationId })).toThrow('no live conversation');
    expect(sim.ring({ conversationId })).toMatchObject({ conversationId, state: 'ringing' });
  });

  it('say when their frame was sent', async () => {
    const sim = await simulator();
    const { conversationId, sentAt } = sim.ring({ mediaType: 'email' });
    expect(sim.records.frames).toEqual([
      { index: 0, at: sentAt, kind: 'event', conversationId, state: 'ringing', mediaType: 'email', bytes: expect.any(Number), deliveredTo: 0 },
    ]);
  });

  it('are the same for the same seed, whatever names are given', async () => {
    const ids = async (/** @type {number} */ seed, /** @type {object} */ first) => {
      const sim = await simulator({ seed });
      return [sim.ring(first), sim.ring(), sim.ring()].map(({ conversationId }) => conversationId);
    };
    expect(await ids(7, {})).toEqual(await ids(7, { customerName: 'Maria Lopez' }));
    expect(await ids(7, {})).not.toEqual(await ids(8, {}));
  });
});

describe('bursts and streams', () => {
  it('ring many at once, in all media', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    const { rings } = sim.burst({ count: 10, mediaType: 'mixed' });
    const frames = await client.frames(10);
    expect(frames.map(({ conversation }) => conversation.id)).toEqual(rings.map(({ conversationId }) => conversationId));
    expect(new Set(frames.map(({ conversation }) => conversation.mediaType)).size).toBe(5);
  });

  it('ring at a steady rate and note each ring', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    const stream = sim.ringEvery({ intervalMs: 5, count: 20 });
    const rings = await stream.done;
    expect(rings).toHaveLength(20);
    const spanMs = Number(rings[19]?.sentAt) - Number(rings[0]?.sentAt);
    expect(spanMs).toBeGreaterThanOrEqual(94);
    const frames = await client.frames(20);
    expect(frames.map(({ conversation }) => conversation.id)).toEqual(rings.map(({ conversationId }) => conversationId));
  });

  it('stop when they are asked to', async () => {
    const sim = await simulator();
    const stream = sim.ringEvery({ intervalMs: 60_000 });
    expect(sim.state().streams).toEqual([{ streamId: stream.streamId, intervalMs: 60_000, sent: 1, count: 'forever' }]);
    expect(sim.stopRinging({ streamId: stream.streamId })).toEqual({ stopped: 1 });
    expect(await stream.done).toHaveLength(1);
    expect(sim.state().streams).toEqual([]);
  });

  it('move each conversation on after a while', async () => {
    const sim = await simulator();
    sim.ringEvery({ intervalMs: 1, count: 3, thenState: 'abandoned', thenAfterMs: 5 });
    await sim.until(({ counters, conversationCount }) => counters.frames === 6 && conversationCount === 0);
    expect(sim.records.frames.filter(({ state }) => state === 'abandoned')).toHaveLength(3);
  });
});

describe('tokens and sockets', () => {
  it('close with 4001 when the token expires by itself', async () => {
    const sim = await simulator({ tokenLifeSeconds: 0.1 });
    const { access_token: token } = await readJson(await requestToken(sim));
    const client = await connected(sim, token);
    expect(await client.closed).toEqual({ code: 4001, reason: 'token expired' });
  });

  it('close with 4001 only the sockets of the tokens that end', async () => {
    const sim = await simulator({ clients: [{ clientId: 'desk', clientSecret: 's3cret' }] });
    const mine = await connected(sim);
    await connected(sim, sim.issueToken({ clientId: 'desk' }).accessToken);
    expect(sim.revokeTokens({ clientId: sim.clientId })).toEqual({ ended: 1 });
    expect(await mine.closed).toEqual({ code: 4001, reason: 'token revoked' });
    await sim.until(({ counters }) => counters.closes[4001] === 1);
    expect(sim.state().sockets.map(({ clientId }) => clientId)).toEqual(['desk']);
  });
});
