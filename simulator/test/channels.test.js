// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, fieldsOf, fixture, openChannel, userToken, userTopic } from './platform.js';
import { connectTo, simulator } from './support.js';

const CHANNELS = '/notifications/channels';

/** @param {number} count */
function manyTopics(count) {
  return Array.from({ length: count }, (_, index) => ({ id: `v2.system.t${index}.x` }));
}

describe('a channel', () => {
  it('is made with an address that has no token in it', async () => {
    const sim = await simulator();
    const token = userToken(sim);
    const { status, body } = await ask(sim, 'POST', CHANNELS, { token });
    expect([status, fieldsOf(body)]).toEqual([200, fieldsOf(fixture('rest-channel-created'))]);
    expect(body.id).toMatch(/^streaming-5-[a-z0-9]{26}$/);
    expect(body.connectUri).toBe(`${sim.url.replace('http', 'ws')}/channels/${body.id}`);
    expect(Date.parse(body.expires) - Date.now()).toBeGreaterThan(86_390_000);
  });

  it('has the same id for the same seed', async () => {
    const ids = await Promise.all([7, 7, 8].map(async (seed) => (await ask(await simulator({ seed }), 'POST', CHANNELS)).body.id));
    expect([ids[0] === ids[1], ids[0] === ids[2]]).toEqual([true, false]);
  });

  it('is there until it is gone', async () => {
    const sim = await simulator({ channelLimit: 1 });
    const token = userToken(sim);
    const { body: first } = await ask(sim, 'POST', CHANNELS, { token });
    const before = await ask(sim, 'HEAD', `${CHANNELS}/${first.id}`, { token });
    await ask(sim, 'POST', CHANNELS, { token });
    const after = await ask(sim, 'HEAD', `${CHANNELS}/${first.id}`, { token });
    expect([before.status, after.status]).toEqual([200, 404]);
  });

  it("is nobody else's", async () => {
    const sim = await simulator();
    const { body } = await ask(sim, 'POST', CHANNELS);
    const colleague = userToken(sim, sim.users[1]?.userId);
    expect((await ask(sim, 'HEAD', `${CHANNELS}/${body.id}`, { token: colleague })).status).toBe(404);
  });

  it('is listed for its token, and for other tokens of the user as one that exists', async () => {
    const sim = await simulator();
    const token = userToken(sim);
    const { body: mine } = await ask(sim, 'POST', CHANNELS, { token });
    await ask(sim, 'POST', CHANNELS);
    expect((await ask(sim, 'GET', CHANNELS, { token })).body).toEqual({ entities: [mine] });
    expect((await ask(sim, 'GET', `${CHANNELS}?includechannels=oauthclient`, { token })).body).toEqual({ entities: [mine, {}] });
  });

  it('ends with its life, and its socket with it', async () => {
    const sim = await simulator({ channelExpiryCode: 4999 });
    const channel = await openChannel(sim);
    // Renewed for a short life when all is open: however slow the computer is.
    sim.configure({ channelLifeSeconds: 0.08 });
    await ask(sim, 'PUT', `${channel.path}/subscriptions`, { token: channel.token, body: [] });
    expect((await channel.closed).code).toBe(4999);
    expect((await ask(sim, 'HEAD', channel.path, { token: channel.token })).status).toBe(404);
  });

  it.each(['PUT', 'POST'])('is renewed for its whole life by a %s of subscriptions', async (method) => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const before = Number(sim.state().channels[0]?.expiresAt);
    await ask(sim, method, `${channel.path}/subscriptions`, { token: channel.token, body: [] });
    expect(Number(sim.state().channels[0]?.expiresAt)).toBeGreaterThan(before);
  });
});

describe('too many channels', () => {
  it('displace the one without a socket that was used longest ago', async () => {
    const sim = await simulator({ channelLimit: 3 });
    const token = userToken(sim);
    const open = await openChannel(sim, { token });
    const { body: oldest } = await ask(sim, 'POST', CHANNELS, { token });
    const { body: renewed } = await ask(sim, 'POST', CHANNELS, { token });
    await ask(sim, 'PUT', `${CHANNELS}/${oldest.id}/subscriptions`, { token, body: [] });
    await ask(sim, 'POST', CHANNELS, { token });
    const ids = sim.state().channels.map(({ channelId }) => channelId);
    expect([ids.includes(open.channelId), ids.includes(oldest.id), ids.includes(renewed.id)]).toEqual([true, true, false]);
  });

  it('tell the socket of the displaced one, which gets nothing more', async () => {
    const sim = await simulator({ channelLimit: 1 });
    const channel = await openChannel(sim);
    await ask(sim, 'POST', CHANNELS, { token: channel.token });
    sim.ring();
    channel.socket.send('{"message":"ping"}');
    const [announced, pong] = await channel.frames(2);
    const sample = fixture('no_longer_subscribed');
    expect(fieldsOf(announced)).toEqual(fieldsOf(sample));
    expect([announced.topicName, announced.eventBody.reason]).toEqual([`v2.system.no_longer_subscribed.${channel.channelId}`, 'another_channel_subscribed']);
    expect(pong).toEqual(fixture('pong'));
  });

  it('are counted for each user and client', async () => {
    const sim = await simulator({ channelLimit: 1, clients: [{ clientId: 'desk', clientSecret: 's3cret', scope: 'notifications' }] });
    const { userId } = sim;
    const colleague = sim.users[1]?.userId ?? '';
    for (const token of [sim.issueToken({ userId }), sim.issueToken({ userId: colleague }), sim.issueToken({ userId, clientId: 'desk' })]) {
      await ask(sim, 'POST', CHANNELS, { token: token.accessToken });
    }
    expect([sim.state().channels.length, sim.state().counters.channelsCreated]).toEqual([3, 3]);
  });

  it('are more than twenty by default', async () => {
    const sim = await simulator();
    const token = userToken(sim);
    for (let channel = 0; channel < 21; channel += 1) await ask(sim, 'POST', CHANNELS, { token });
    expect([sim.state().channels.length, sim.state().counters.channelsCreated]).toEqual([20, 21]);
  });
});

describe('subscriptions', () => {
  it('are replaced by PUT, added to by POST, shown by GET and removed by DELETE', async () => {
    const sim = await simulator();
    const token = userToken(sim);
    const { body: channel } = await ask(sim, 'POST', CHANNELS, { token });
    const path = `${CHANNELS}/${channel.id}/subscriptions`;
    const topics = async () => (await ask(sim, 'GET', path, { token })).body.entities.map((/** @type {{ id: string }} */ { id }) => id);
    const [calls, emails] = ['calls', 'emails'].map((medium) => userTopic(sim.userId, medium));
    await ask(sim, 'PUT', path, { token, body: [{ id: userTopic(sim.userId) }] });
    await ask(sim, 'PUT', path, { token, body: [{ id: calls }] });
    expect(await topics()).toEqual([calls]);
    await ask(sim, 'POST', path, { token, body: [{ id: emails }] });
    expect(await topics()).toEqual([calls, emails]);
    expect((await ask(sim, 'DELETE', path, { token })).status).toBe(204);
    expect(await topics()).toEqual([]);
  });

  it('say with ignoreErrors which topics are rejected, and why', async () => {
    const sim = await simulator();
    const token = userToken(sim);
    const { body: channel } = await ask(sim, 'POST', CHANNELS, { token });
    const queueTopic = `v2.routing.queues.${sim.queues[0]?.queueId}.conversations`;
    const body = [{ id: userTopic(sim.userId) }, { id: queueTopic }];
    const answer = await ask(sim, 'PUT', `${CHANNELS}/${channel.id}/subscriptions?ignoreErrors=true`, { token, body });
    expect(answer.body).toEqual({
      entities: [
        { id: userTopic(sim.userId), state: 'Permitted', selfUri: `/api/v2${CHANNELS}/${channel.id}/subscriptions` },
        { id: queueTopic, state: 'Rejected', rejectionReason: 'Missing required permissions', missingPermissions: ['conversation:communication:view'] },
      ],
    });
    expect(fieldsOf(answer.body)).toEqual(fieldsOf(fixture('rest-subscriptions-partial')));
    expect(sim.state().channels[0]?.topics).toEqual([userTopic(sim.userId)]);
  });

  it('are refused as a whole without it', async () => {
    const sim = await simulator();
    const token = userToken(sim);
    const { body: channel } = await ask(sim, 'POST', CHANNELS, { token });
    const body = [{ id: userTopic(sim.userId) }, { id: `v2.routing.queues.${sim.queues[0]?.queueId}.conversations` }];
    const answer = await ask(sim, 'PUT', `${CHANNELS}/${channel.id}/subscriptions`, { token, body });
    expect([answer.status, answer.body]).toEqual([403, { ...fixture('rest-error-403'), contextId: expect.any(String) }]);
    expect(sim.state().channels[0]?.topics).toEqual([]);
  });

  it('are permitted to who has the permission', async () => {
    const queueTopic = { id: 'v2.routing.queues.fab36728-a78b-4b7e-8787-c0de2f960063.conversations' };
    const may = await simulator({ permissions: ['conversation:communication:view'] });
    const mayNot = await simulator({ permissions: ['conversation:communication:view'], users: [{ userId: may.userId, name: 'Mara Lindqvist', permissions: [] }] });
    const statuses = await Promise.all([may, mayNot].map(async (sim) => {
      const token = userToken(sim);
      const { body } = await ask(sim, 'POST', CHANNELS, { token });
      return (await ask(sim, 'PUT', `${CHANNELS}/${body.id}/subscriptions`, { token, body: [queueTopic] })).status;
    }));
    expect(statuses).toEqual([200, 403]);
  });

  it.each([
    ['of another user', 'v2.users.2c63888f-28f0-4481-be6d-dce7a7ace732.conversations', 'Missing required permissions'],
    ['that there are not', 'v2.weather.today', 'Invalid topic'],
  ])('reject topics %s', async (_what, id, rejectionReason) => {
    const sim = await simulator({ permissions: ['conversation:communication:view'] });
    const token = userToken(sim);
    const { body: channel } = await ask(sim, 'POST', CHANNELS, { token });
    const path = `${CHANNELS}/${channel.id}/subscriptions?ignoreErrors=true`;
    expect((await ask(sim, 'PUT', path, { token, body: [{ id }] })).body.entities).toMatchObject([{ id, state: 'Rejected', rejectionReason }]);
  });

  it('are a thousand at most', async () => {
    const sim = await simulator();
    const token = userToken(sim);
    const { body: channel } = await ask(sim, 'POST', CHANNELS, { token });
    const path = `${CHANNELS}/${channel.id}/subscriptions`;
    const all = await ask(sim, 'PUT', path, { token, body: manyTopics(1000) });
    const tooMany = await ask(sim, 'PUT', path, { token, body: manyTopics(1001) });
    const oneMore = await ask(sim, 'POST', path, { token, body: [{ id: 'v2.system.more.x' }] });
    expect([all.status, tooMany.status, oneMore.status]).toEqual([200, 400, 400]);
  });

  it.each([[{ id: 'x' }], [[{}]], [['v2.system.a.b']]])('take no body such as %j', async (body) => {
    const sim = await simulator();
    const token = userToken(sim);
    const { body: channel } = await ask(sim, 'POST', CHANNELS, { token });
    expect((await ask(sim, 'PUT', `${CHANNELS}/${channel.id}/subscriptions`, { token, body })).status).toBe(400);
  });

  it('cover several topics by one combined one', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [`v2.users.${sim.userId}?presence&conversations`] });
    sim.ring();
    expect((await channel.frames(1))[0].topicName).toBe(userTopic(sim.userId));
  });
});

describe("a channel's socket", () => {
  it('sends heartbeats', async () => {
    const sim = await simulator({ heartbeatSeconds: 0.02 });
    const channel = await openChannel(sim);
    expect(await channel.frames(2)).toEqual([fixture('heartbeat'), fixture('heartbeat')]);
  });

  it('answers a ping', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    channel.socket.send(JSON.stringify(fixture('client-ping')));
    expect(await channel.frames(1)).toEqual([fixture('pong')]);
  });

  it('says nothing to what it cannot read', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    for (const text of ['no json', 'null', '{"message":"hello"}', '{"message":"ping"}']) channel.socket.send(text);
    expect(await channel.frames(1)).toEqual([fixture('pong')]);
  });

  it('takes subscriptions, and takes them back', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [] });
    const asked = { ...fixture('client-subscribe'), topics: [userTopic(sim.userId)] };
    channel.socket.send(JSON.stringify(asked));
    channel.socket.send(JSON.stringify({ ...asked, message: 'unsubscribe' }));
    const [subscribed, unsubscribed] = await channel.frames(2);
    expect(subscribed).toEqual({ ...fixture('ws-subscribe-ok'), topics: asked.topics });
    expect(unsubscribed).toEqual({ ...fixture('ws-subscribe-ok'), topics: asked.topics, status: 'unsubscribed' });
    expect(sim.state().channels[0]?.topics).toEqual([]);
  });

  it('refuses a topic that there is not', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    channel.socket.send(JSON.stringify({ ...fixture('client-subscribe'), topics: ['v2.weather.today'] }));
    expect(await channel.frames(1)).toEqual([fixture('ws-subscribe-failure')]);
  });

  it.each([
    ['is gone', (/** @type {import('../src/index.js').Simulator} */ sim) => ask(sim, 'POST', CHANNELS)],
    ['has a token that has expired', async (/** @type {import('../src/index.js').Simulator} */ sim) => sim.expireTokens()],
  ])('says 404 where its channel %s', async (_what, end) => {
    const sim = await simulator({ channelLimit: 1 });
    const channel = await openChannel(sim);
    await end(sim);
    channel.socket.send(JSON.stringify(fixture('client-subscribe')));
    await expect.poll(() => channel.received.map(({ text }) => JSON.parse(text))).toContainEqual(fixture('ws-channel-gone-404'));
  });

  it('ends when a second one opens, which goes on with the topics of the channel', async () => {
    const sim = await simulator({ secondSocketCode: 4000 });
    const first = await openChannel(sim);
    const second = connectTo(first.connectUri);
    await second.opened;
    expect((await first.closed).code).toBe(4000);
    sim.ring();
    expect((await second.frames(1))[0].topicName).toBe(userTopic(sim.userId));
    expect([sim.state().channels[0]?.socketId, sim.state().counters.maxChannelSockets]).toEqual([2, 2]);
  });

  it('is refused with 404 where there is no such channel', async () => {
    const sim = await simulator();
    const { connectUri } = (await ask(sim, 'POST', CHANNELS)).body;
    expect(await connectTo(connectUri.replace(/.$/, '-')).refused).toBe(404);
    expect(sim.records.handshakes[0]).toMatchObject({ source: 'notifications', outcome: 'no-channel', status: 404 });
  });

  it('outlives its token, and delivers', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.expireTokens();
    sim.ring();
    expect((await channel.frames(1))[0].topicName).toBe(userTopic(sim.userId));
  });

  it('ends with its token where it is asked to', async () => {
    const sim = await simulator({ tokenExpiryEndsChannels: true });
    const channel = await openChannel(sim);
    sim.expireTokens();
    expect((await channel.closed).code).toBe(1001);
    expect(sim.state().channels).toEqual([]);
  });
});
