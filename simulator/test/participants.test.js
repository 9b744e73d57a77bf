// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, openChannel, userTopic, withPurpose } from './platform.js';
import { simulator } from './support.js';

/** @typedef {import('../src/index.js').Simulator} Simulator */

const LISTS = /** @type {[string, string][]} */ ([['voice', 'calls'], ['callback', 'callbacks'], ['email', 'emails'], ['message', 'messages'], ['chat', 'chats']]);

/** The user's only conversation in REST. @param {Simulator} sim */
async function listed(sim) {
  return (await ask(sim, 'GET', '/conversations')).body.entities[0];
}

describe('an agent', () => {
  it.each(LISTS)('has no name in the events of a %s, and has one in REST, with the address of the user', async (mediaType, list) => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [userTopic(sim.userId), userTopic(sim.userId, list)] });
    sim.ring({ mediaType });
    for (const { eventBody } of await channel.frames(2)) {
      expect(withPurpose(eventBody, 'agent')[0]).not.toHaveProperty('name');
      expect(withPurpose(eventBody, 'customer')[0].name).toEqual(expect.any(String));
    }
    const [agent] = withPurpose(await listed(sim), 'agent');
    expect([agent.name, agent.userUri]).toEqual(['Mara Lindqvist', `/api/v2/users/${sim.userId}`]);
    expect(withPurpose(await listed(sim), 'customer')[0]).not.toHaveProperty('userUri');
  });

  it.each(LISTS)('says since when a %s is held, and only while it is', async (mediaType, list) => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [userTopic(sim.userId), userTopic(sim.userId, list)] });
    sim.ring({ mediaType });
    sim.answer();
    sim.hold();
    const held = withPurpose(await listed(sim), 'agent')[0][list][0];
    sim.hold({ held: false });
    const agents = (await channel.frames(12)).map(({ eventBody }) => withPurpose(eventBody, 'agent')[0]);
    const times = agents.map((agent) => (agent.user ? agent : agent[list][0]).startHoldTime);
    expect(Date.parse(held.startHoldTime)).toBeGreaterThanOrEqual(Date.parse(held.connectedTime));
    // Ring and answer, then two snapshots of each hold, all in two shapes.
    expect(times).toEqual([...Array(4).fill(undefined), ...Array(4).fill(held.startHoldTime), ...Array(4).fill(undefined)]);
    expect(withPurpose(await listed(sim), 'agent')[0][list][0].startHoldTime).toBeUndefined();
  });
});

describe('a consultation', () => {
  it('names the participant whom it is about', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [userTopic(sim.userId), userTopic(sim.userId, 'calls')] });
    sim.ring();
    sim.answer();
    sim.consult({ userId: String(sim.users[1]?.userId) });
    const bodies = [...(await channel.frames(6)).slice(4).map(({ eventBody }) => eventBody), await listed(sim)];
    for (const body of bodies) {
      const [customer] = withPurpose(body, 'customer');
      expect(body.participants.map((/** @type {any} */ { consultParticipantId }) => consultParticipantId)).toEqual([
        undefined, undefined, undefined, undefined, customer.id,
      ]);
    }
  });
});

describe('a transfer', () => {
  it.each([
    ['events', (/** @type {any} */ frame) => frame.eventBody, ['pending', 'unattended']],
    ['REST', (/** @type {any} */ _frame, /** @type {any} */ conversation) => conversation, ['Pending', 'Unattended']],
  ])('has the words of %s', async (_where, choose, words) => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring({ userId: String(sim.users[1]?.userId) });
    sim.answer();
    sim.transfer({ userId: sim.userId });
    const [transfer] = choose((await channel.frames(1))[0], await listed(sim)).recentTransfers;
    expect([transfer.state, transfer.transferType]).toEqual(words);
  });

  it.each(LISTS)('has its source in a call only: %s', async (mediaType, list) => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [userTopic(sim.userId), userTopic(sim.userId, list)] });
    sim.ring({ mediaType, userId: String(sim.users[1]?.userId) });
    sim.answer();
    sim.transfer({ userId: sim.userId });
    const [aggregate, flat] = (await channel.frames(2)).map(({ eventBody }) => withPurpose(eventBody, 'agent')[1]);
    const [, rest] = withPurpose(await listed(sim), 'agent');
    const expected = mediaType === 'voice' ? 'blind' : undefined;
    expect([aggregate[list][0].transferSource, flat.transferSource, rest[list][0].transferSource]).toEqual([expected, expected, expected]);
  });
});

describe('a chat', () => {
  it('names its provider', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [userTopic(sim.userId), userTopic(sim.userId, 'chats')] });
    sim.ring({ mediaType: 'chat' });
    const [aggregate, flat] = (await channel.frames(2)).map(({ eventBody }) => withPurpose(eventBody, 'agent')[0]);
    const [rest] = withPurpose(await listed(sim), 'agent');
    expect([aggregate.chats[0].provider, flat.provider, rest.chats[0].provider]).toEqual(Array(3).fill('PureCloud Webchat v2'));
  });
});

describe('a message', () => {
  it('has the workflow and the transcript in events only', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring({ mediaType: 'message' });
    const [event, rest] = [(await channel.frames(1))[0].eventBody, await listed(sim)];
    const shown = [event, rest].map((body) => [withPurpose(body, 'workflow')[0].workflow, withPurpose(body, 'customer')[0].messages[0].messagesTranscriptUri]);
    expect(shown).toEqual([[expect.any(Object), expect.any(String)], [undefined, undefined]]);
  });
});
