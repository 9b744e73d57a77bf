// @ts-check

import { describe, expect, it } from 'vitest';
import { DESKTOP_SCOPE } from '../src/index.js';
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

  it('lists, answers, holds, hangs up and wraps up', async () => {
    const sim = await simulator({ userScope: DESKTOP_SCOPE });
    const { sdk } = await signedIn(sim);
    const api = new sdk.ConversationsApi();
    sim.ring();
    const [call] = (await api.getConversationsCalls()).entities ?? [];
    const conversationId = String(call?.id);
    const { id: participantId = '', state } = call?.participants?.at(-1) ?? {};
    expect(state).toBe('alerting');
    await api.patchConversationsCallParticipant(conversationId, participantId, { state: 'connected' });
    expect((await api.getConversationsCall(conversationId)).participants?.at(-1)).toMatchObject({ id: participantId, state: 'connected' });
    await api.patchConversationParticipant(conversationId, participantId, { held: true });
    expect((await api.getConversationsCall(conversationId)).participants?.at(-1)?.held).toBe(true);
    const communicationId = String(sim.legs({ conversationId }).at(-1)?.communicationId);
    await api.patchConversationsCallParticipantCommunication(conversationId, participantId, communicationId, { state: 'disconnected' });
    const codes = await api.getConversationParticipantWrapupcodes(conversationId, participantId);
    const body = { code: String(codes[0]?.id), notes: 'Paid twice' };
    await api.postConversationsCallParticipantCommunicationWrapup(conversationId, participantId, communicationId, { body });
    expect(await api.getConversationParticipantWrapup(conversationId, participantId)).toMatchObject(body);
    expect(sim.legs({ conversationId }).at(-1)).toMatchObject({ disconnectType: 'client', afterCallWork: 'complete', wrapupCode: body.code });
    expect(sim.records.apiRequests.filter(({ status }) => Number(status) >= 400)).toEqual([]);
  });

  it.each(/** @type {const} */ ([['callback', 'Callback'], ['email', 'Email'], ['message', 'Message']]))('answers and declines: %s', async (mediaType, word) => {
    const sim = await simulator({ userScope: DESKTOP_SCOPE });
    const { sdk } = await signedIn(sim);
    const api = new sdk.ConversationsApi();
    const [answered, declined] = [sim.ring({ mediaType }), sim.ring({ mediaType })];
    const [change, asOption] = [{ state: 'connected' }, { body: { state: 'connected' } }];
    await (word === 'Message'
      ? api.patchConversationsMessageParticipant(answered.conversationId, String(answered.participantId), asOption)
      : api[`patchConversations${word}Participant`](answered.conversationId, String(answered.participantId), change));
    await api.patchConversationParticipant(declined.conversationId, String(declined.participantId), { state: 'disconnected' });
    const { entities } = await api[`getConversations${word}s`]();
    expect(entities).toMatchObject([{ id: answered.conversationId }]);
    expect([answered, declined].map(({ conversationId, participantId }) => sim.legs({ conversationId }).find((leg) => leg.participantId === participantId)?.state)).toEqual([
      'connected', mediaType === 'callback' ? 'terminated' : 'disconnected',
    ]);
  });

  it('sends the call of a colleague to voicemail, passes one on, and ends one', async () => {
    const sim = await simulator({ userScope: DESKTOP_SCOPE });
    const { sdk } = await signedIn(sim);
    const api = new sdk.ConversationsApi();
    const direct = sim.directCall();
    await api.postConversationsCallParticipantReplace(direct.conversationId, String(direct.participantId), { voicemail: true });
    const [first, second] = [sim.ring(), sim.ring()];
    for (const { conversationId } of [first, second]) sim.answer({ conversationId });
    await api.postConversationParticipantReplaceAgent(first.conversationId, String(first.participantId), { userId: String(sim.users[1]?.userId) });
    await api.postConversationDisconnect(second.conversationId);
    expect(sim.legs({ conversationId: direct.conversationId }).at(-1)?.purpose).toBe('voicemail');
    expect(sim.rings()).toMatchObject([{ conversationId: first.conversationId, userId: sim.users[1]?.userId }]);
    expect(sim.legs({ conversationId: second.conversationId }).every(({ state }) => state === 'terminated')).toBe(true);
  });

  it('changes routing status and presence, and reads them with the user, queues and the phone', async () => {
    const sim = await simulator({ userScope: DESKTOP_SCOPE });
    const { sdk } = await signedIn(sim);
    const [users, presence, routing] = [new sdk.UsersApi(), new sdk.PresenceApi(), new sdk.RoutingApi()];
    sim.ring();
    sim.decline();
    expect((await users.getUserRoutingstatus(sim.userId)).status).toBe('NOT_RESPONDING');
    expect((await users.putUserRoutingstatus(sim.userId, { status: 'IDLE' })).status).toBe('IDLE');
    const away = (await presence.getPresencedefinitions()).entities?.find(({ name }) => name === 'Away');
    const changed = await presence.patchUserPresencesPurecloud(sim.userId, { presenceDefinition: { id: String(away?.id) } });
    expect(changed.presenceDefinition?.systemPresence).toBe('Away');
    expect(await presence.getUserPresencesPurecloud(sim.userId)).toEqual(changed);
    const me = await users.getUsersMe({ expand: ['routingStatus', 'presence', 'conversationSummary', 'station'] });
    expect([me.routingStatus?.status, me.presence, me.conversationSummary?.call?.contactCenter]).toEqual(['OFF_QUEUE', changed, { active: 0, acw: 0 }]);
    expect(me.station).toEqual(await users.getUsersStationsMe());
    expect((await routing.getRoutingQueues({ pageSize: 3 })).entities).toHaveLength(3);
    expect((await routing.getUserQueues(sim.userId)).total).toBe(5);
    expect((await routing.getRoutingQueueWrapupcodes(String(sim.queues[0]?.queueId))).total).toBe(4);
    expect(sim.records.apiRequests.filter(({ status }) => Number(status) >= 400)).toEqual([]);
  });

  it('reads the refusal of an answer to a token that may only read', async () => {
    const sim = await simulator();
    const { sdk } = await signedIn(sim);
    const { conversationId, participantId } = sim.ring();
    const refusal = await new sdk.ConversationsApi()
      .patchConversationsCallParticipant(conversationId, String(participantId), { state: 'connected' })
      .catch((/** @type {any} */ error) => error);
    expect(refusal).toMatchObject({ status: 403, code: 'missing.any.permissions', messageParams: { permissions: '[conversations]' } });
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
