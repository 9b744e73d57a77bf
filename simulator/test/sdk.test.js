// @ts-check

import { describe, expect, it } from 'vitest';
import { userTopic, withPurpose } from './platform.js';
import { signedIn } from './sdk.js';
import { connectTo, simulator } from './support.js';

describe('the official SDK in a page', () => {
  it('signs a user in with PKCE', async () => {
    const sim = await simulator();
    const { authorize, session } = await signedIn(sim);
    expect(authorize).toContain(`${sim.authorizeUrl}?`);
    expect(session).toMatchObject({ accessToken: expect.any(String), state: 'view=calls', tokenExpiryTime: expect.any(Number) });
    expect(sim.records.tokenRequests).toMatchObject([{ outcome: 'granted', origin: 'http://localhost:5173' }]);
    expect(sim.records.apiRequests.map(({ method, path, status }) => [method, path, status])).toEqual([['GET', '/api/v2/tokens/me', 200]]);
  });

  it('asks who the user is, and what the token may do', async () => {
    const sim = await simulator();
    const { sdk } = await signedIn(sim);
    const me = await new sdk.UsersApi().getUsersMe({ expand: ['token'] });
    const token = await new sdk.TokensApi().getTokensMe();
    expect(me).toMatchObject({ id: sim.userId, name: 'Mara Lindqvist' });
    expect(token.authorizedScope).toContain('notifications');
    expect(token.OAuthClient?.id).toBe(sim.clientId);
    expect(me.token).toEqual(token);
  });

  it('makes a channel, puts, adds, reads and removes its topics, and gets events', async () => {
    const sim = await simulator();
    const { sdk } = await signedIn(sim);
    const api = new sdk.NotificationsApi();
    const { id = '', connectUri = '' } = await api.postNotificationsChannels();
    const topic = userTopic(sim.userId);
    const idsOf = (/** @type {import('purecloud-platform-client-v2').Models.ChannelTopicEntityListing} */ { entities }) => entities?.map((entity) => entity.id);
    expect(idsOf(await api.putNotificationsChannelSubscriptions(id, [{ id: topic }]))).toEqual([topic]);
    const added = await api.postNotificationsChannelSubscriptions(id, [{ id: `${topic}.calls` }], { ignoreErrors: true });
    expect(added.entities).toMatchObject([{ id: `${topic}.calls`, state: 'Permitted' }]);
    expect(idsOf(await api.getNotificationsChannelSubscriptions(id))).toEqual([topic, `${topic}.calls`]);
    expect((await api.getNotificationsChannels()).entities).toMatchObject([{ id, connectUri }]);
    const client = connectTo(connectUri);
    await client.opened;
    const { conversationId } = sim.ring();
    expect((await client.frames(1))[0].eventBody.id).toBe(conversationId);
    await api.deleteNotificationsChannelSubscriptions(id);
    expect(idsOf(await api.getNotificationsChannelSubscriptions(id))).toEqual([]);
  });

  it('lists the conversations of its user', async () => {
    const sim = await simulator();
    const { sdk } = await signedIn(sim);
    const { conversationId } = sim.ring();
    const listing = await new sdk.ConversationsApi().getConversations();
    expect(listing.entities).toMatchObject([{ id: conversationId }]);
    expect(withPurpose(listing.entities?.[0], 'agent')[0].userId).toBe(sim.userId);
  });

  it('reads the refusal of an operation that is not served', async () => {
    const sim = await simulator();
    const { sdk } = await signedIn(sim);
    const refusal = await new sdk.UsersApi().getUsersDevelopmentActivities().catch((/** @type {any} */ error) => error);
    expect(refusal).toMatchObject({ status: 404, code: 'not.found', contextId: sim.records.apiRequests.at(-1)?.requestId });
    expect(sim.records.apiRequests.at(-1)).toMatchObject({ path: expect.stringContaining('/api/v2/users/development/activities'), status: 404, outcome: 'not-served' });
  });
});

describe('the official SDK in Node', () => {
  it('signs in with client credentials', async () => {
    const { default: sdk } = await import('purecloud-platform-client-v2');
    const sim = await simulator();
    const client = new sdk.ApiClientClass();
    client.setGateway({ host: sim.host, protocol: 'http', port: sim.port });
    const { accessToken } = await client.loginClientCredentialsGrant(sim.clientId, sim.clientSecret);
    expect(accessToken).toEqual(expect.any(String));
    expect(sim.records.tokenRequests).toMatchObject([{ clientId: sim.clientId, outcome: 'granted' }]);
  });
});
