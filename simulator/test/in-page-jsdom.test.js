// @vitest-environment jsdom
// @ts-check

import { expect, it } from 'vitest';
import { ask, openChannel } from './platform.js';
import { connected, requestToken, simulator } from './support.js';

it('serves both sources to a page in jsdom: token, channel, subscription, ring, end', async () => {
  const sim = await simulator();
  expect((await requestToken(sim)).status).toBe(200);
  const routing = await connected(sim);
  const channel = await openChannel(sim);
  const { conversationId } = sim.ring();
  sim.end({ conversationId });
  const states = (await routing.frames(2)).map(({ conversation }) => conversation.state);
  const topics = (await channel.frames(3)).map(({ topicName }) => topicName);
  expect([states, new Set(topics)]).toEqual([['ringing', 'disconnected'], new Set([`v2.users.${sim.userId}.conversations`])]);
  expect((await ask(sim, 'GET', '/conversations')).body.total).toBe(0);
  expect(sim.records.apiRequests[0]?.origin).toBe('http://localhost:3000');
});
