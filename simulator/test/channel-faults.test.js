// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, fieldsOf, fixture, legStates, openChannel, userToken, userTopic } from './platform.js';
import { connectTo, connected, simulator } from './support.js';

const PING = '{"message":"ping"}';

describe('maintenance', () => {
  it('is announced, and closes the socket that is left', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    expect(sim.closeForMaintenance({ afterMs: 20, code: 1012 })).toEqual({ announced: 1 });
    const [frame] = await channel.frames(1);
    expect([frame.topicName, fieldsOf(frame)]).toEqual(['v2.system.socket_closing', fieldsOf(fixture('socket_closing'))]);
    expect((await channel.closed).code).toBe(1012);
    expect((await ask(sim, 'HEAD', channel.path, { token: channel.token })).status).toBe(200);
  });

  it('spares the new socket of the channel, and ends the old one when it opens', async () => {
    const sim = await simulator({ secondSocketCode: 4000 });
    const channel = await openChannel(sim);
    sim.closeForMaintenance({ afterMs: 30 });
    const second = connectTo(channel.connectUri);
    expect((await channel.closed).code).toBe(4000);
    // Another channel's maintenance, announced later, shows that the time of the first one is over.
    const other = await openChannel(sim);
    sim.closeForMaintenance({ channelId: other.channelId, afterMs: 40 });
    await other.closed;
    second.socket.send(PING);
    expect(await second.frames(1)).toEqual([fixture('pong')]);
  });

  it('is announced to the channel that is named', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    await openChannel(sim);
    expect(sim.closeForMaintenance({ channelId: channel.channelId })).toEqual({ announced: 1 });
    expect(() => sim.closeForMaintenance({ channelId: 'streaming-5-none' })).toThrow('there is no channel "streaming-5-none"');
  });
});

describe('a channel', () => {
  it('is displaced when it is asked to', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    expect(sim.displaceChannel({ channelId: channel.channelId })).toEqual({ displaced: 1 });
    expect((await channel.frames(1))[0].eventBody).toMatchObject({ channelId: channel.channelId, systemTopicType: 'no_longer_subscribed' });
    expect(await connectTo(channel.connectUri).refused).toBe(404);
    expect(sim.records.events).toMatchObject([{ kind: 'system', topicName: `v2.system.no_longer_subscribed.${channel.channelId}`, deliveredTo: 1 }]);
  });

  it('expires when it is asked to, and its socket with it', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    expect(sim.expireChannel()).toEqual({ expired: 1 });
    expect((await channel.closed).code).toBe(1001);
    expect(sim.state().channels).toEqual([]);
  });
});

describe('a deaf channel', () => {
  it('sends heartbeats and answers pings, and delivers nothing', async () => {
    const sim = await simulator({ heartbeatSeconds: 0.02 });
    const channel = await openChannel(sim);
    expect(sim.deafenChannels()).toEqual({ deafened: 1 });
    sim.ring();
    channel.socket.send(PING);
    const topics = new Set((await channel.frames(3)).map(({ topicName }) => topicName));
    expect([...topics]).toEqual(['channel.metadata']);
    expect((await ask(sim, 'GET', `${channel.path}/subscriptions`, { token: channel.token })).body.entities).toHaveLength(1);
    expect(sim.records.events).toMatchObject([{ deliveredTo: 0 }]);
  });

  it('stays so on another socket, and is followed by one that delivers', async () => {
    const sim = await simulator();
    const deaf = await openChannel(sim);
    sim.deafenChannels();
    const second = connectTo(deaf.connectUri);
    await second.opened;
    const fresh = await openChannel(sim);
    sim.ring();
    await fresh.frames(1);
    second.socket.send(PING);
    expect(await second.frames(1)).toEqual([fixture('pong')]);
  });

  it('delivers again', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.deafenChannels();
    expect(sim.undeafenChannels()).toEqual({ undeafened: 1 });
    sim.ring();
    expect((await channel.frames(1))[0].topicName).toBe(userTopic(sim.userId));
  });

  it('is every new one where it says so', async () => {
    const sim = await simulator();
    sim.deafenChannels({ newChannels: true });
    await openChannel(sim);
    expect([sim.state().channels[0]?.deaf, sim.state().faults.deafenNewChannels]).toEqual([true, true]);
    sim.clearFaults();
    expect([sim.state().channels[0]?.deaf, sim.state().faults.deafenNewChannels]).toEqual([false, false]);
  });
});

describe('a revoked token', () => {
  it('is reported to the sockets of its channels, which stay', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    expect(sim.revokeTokens({ userId: sim.userId })).toMatchObject({ ended: expect.any(Number) });
    const [frame] = await channel.frames(1);
    expect(fieldsOf(frame)).toEqual(fieldsOf(fixture('token_revoked')));
    expect([frame.topicName, frame.eventBody.reason]).toEqual([`v2.system.token_revoked.${channel.channelId}`, 'user_tokens_revoked']);
    expect((await ask(sim, 'GET', '/users/me', { token: channel.token })).status).toBe(401);
    channel.socket.send(PING);
    expect((await channel.frames(2))[1]).toEqual(fixture('pong'));
  });

  it('closes them where it says so', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.revokeTokens({ closeChannelSockets: true, code: 4999 });
    expect((await channel.closed).code).toBe(4999);
  });

  it('leaves the channels of other users alone', async () => {
    const sim = await simulator();
    const colleague = String(sim.users[1]?.userId);
    await openChannel(sim);
    await openChannel(sim, { token: userToken(sim, colleague), topics: [userTopic(colleague)] });
    sim.revokeTokens({ userId: colleague });
    expect(sim.records.events).toHaveLength(1);
  });

  it('belongs to a channel only until another one renews it', async () => {
    const sim = await simulator({ clients: [] });
    const channel = await openChannel(sim);
    const { accessToken: token } = sim.issueToken({ userId: sim.userId, accessToken: 'the next one' });
    await ask(sim, 'PUT', `${channel.path}/subscriptions`, { token, body: [] });
    expect((await ask(sim, 'GET', '/notifications/channels', { token })).body.entities).toMatchObject([{ id: channel.channelId }]);
  });
});

describe('faults of sockets', () => {
  it.each([
    ['drop', (/** @type {import('../src/index.js').Simulator} */ sim) => sim.dropSockets(), 1006],
    ['close', (/** @type {import('../src/index.js').Simulator} */ sim) => sim.closeSockets({ code: 1011 }), 1011],
    ['take offline', (/** @type {import('../src/index.js').Simulator} */ sim) => sim.goOffline(), 1006],
  ])('%s the socket of a channel, which stays', async (_what, strike, code) => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    strike(sim);
    expect((await channel.closed).code).toBe(code);
    expect(sim.state().channels).toHaveLength(1);
  });

  it('strike those of one source where it is named', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    await openChannel(sim);
    expect(sim.dropSockets({ source: 'routing-events' })).toEqual({ dropped: 1 });
    await client.closed;
    await sim.until(({ sockets }) => sockets.length === 1);
    expect(sim.state().sockets[0]).toMatchObject({ source: 'notifications', channelId: sim.state().channels[0]?.channelId });
  });

  it('silence a channel: no heartbeat, no answer, no event', async () => {
    const sim = await simulator({ heartbeatSeconds: 0.01 });
    const silent = await openChannel(sim);
    sim.silenceSockets();
    silent.received.length = 0;
    const other = await openChannel(sim);
    silent.socket.send(PING);
    await sim.until(({ counters }) => counters.messagesReceived === 1);
    sim.ring();
    await other.frames(4);
    expect(silent.received).toEqual([]);
  });

  it('refuse handshakes of one source where it is named', async () => {
    const sim = await simulator();
    const { connectUri } = (await ask(sim, 'POST', '/notifications/channels')).body;
    sim.failHandshakes({ kind: 'status', status: 503, source: 'notifications' });
    await connected(sim);
    expect(await connectTo(connectUri).refused).toBe(503);
  });

  it('refuse handshakes of any source otherwise', async () => {
    const sim = await simulator();
    const { connectUri } = (await ask(sim, 'POST', '/notifications/channels')).body;
    sim.failHandshakes({ kind: 'accept-and-drop', code: 1013 });
    expect((await connectTo(connectUri).closed).code).toBe(1013);
  });
});

describe('faults of the frames of channels', () => {
  it('duplicate, delay and reorder events, and leave routing events alone', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    const channel = await openChannel(sim);
    sim.duplicateFrames({ source: 'notifications' });
    sim.ring();
    sim.reorderFrames({ source: 'notifications' });
    sim.answer();
    sim.requeue({ conversationId: sim.state().conversations[0]?.conversationId ?? '' });
    const states = (await channel.frames(4)).map((frame) => legStates(frame, sim.userId)[0]);
    expect(states).toEqual(['alerting', 'alerting', 'terminated', 'connected']);
    expect((await client.frames(3)).map(({ conversation }) => conversation.state)).toEqual(['ringing', 'connected', 'queued']);
    expect(sim.records.events.map(({ kind }) => kind)).toEqual(['event', 'duplicate', 'event', 'late']);
  });

  it('hold an event back, so that the next overtakes it', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.delayFrames({ delayMs: 20, source: 'notifications' });
    expect(sim.ring().notifiedAt).toBeNull();
    sim.answer();
    expect((await channel.frames(2)).map((frame) => legStates(frame, sim.userId))).toEqual([['connected'], ['alerting']]);
  });

  it('send any text to a channel', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.sendText({ text: 'not { json', source: 'notifications' });
    sim.sendMalformed();
    sim.sendFrame({ frame: { topicName: 'channel.metadata' } });
    await expect.poll(() => channel.received.map(({ text }) => text)).toEqual(['not { json', '{"topicName":"channel.metadata"}']);
  });
});
