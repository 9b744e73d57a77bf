// @ts-check

import { describe, expect, it } from 'vitest';
import { DISCONNECT_TYPES } from '../src/index.js';
import { ask, openChannel, withPurpose } from './platform.js';
import { simulator } from './support.js';

const LISTS = /** @type {Record<string, string>} */ ({ voice: 'calls', callback: 'callbacks', email: 'emails', message: 'messages', chat: 'chats' });

/** How the agent's newest leg ended. @param {any} frame @param {string} mediaType */
function endOf(frame, mediaType) {
  return withPurpose(frame.eventBody, 'agent').at(-1)[String(LISTS[mediaType])][0].disconnectType;
}

describe('a ring that nobody answers', () => {
  it.each([['voice', 'timeout'], ['callback', 'system'], ['email', 'system'], ['message', 'system'], ['chat', 'system']])(
    'ends for a %s with %s, by whatever way it ends',
    async (mediaType, disconnectType) => {
      const sim = await simulator();
      const channel = await openChannel(sim);
      const { conversationId } = sim.ring({ mediaType });
      sim.timeOutRing();
      sim.ring({ conversationId });
      sim.requeue();
      sim.configure({ endRingsAtTimeout: true });
      sim.ring({ conversationId, alertingTimeoutMs: 5 });
      const frames = await channel.frames(6);
      expect([1, 3, 5].map((index) => endOf(frames[index], mediaType))).toEqual([disconnectType, disconnectType, disconnectType]);
    },
  );

  it('ends with the word of the setting, where it has one', async () => {
    const sim = await simulator({ unansweredDisconnectType: 'transfer.noanswer', endRingsAtTimeout: true });
    const channel = await openChannel(sim);
    sim.ring({ alertingTimeoutMs: 5 });
    expect(endOf((await channel.frames(2))[1], 'voice')).toBe('transfer.noanswer');
    sim.configure({ unansweredDisconnectType: null });
    sim.ring();
    sim.timeOutRing();
    expect(endOf((await channel.frames(4))[3], 'voice')).toBe('timeout');
    expect(() => sim.configure({ unansweredDisconnectType: /** @type {any} */ ('no-answer') })).toThrow('unansweredDisconnectType: expected "endpoint"');
  });

  it('ends with any word of the enumeration', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    for (const disconnectType of DISCONNECT_TYPES) {
      sim.ring();
      sim.timeOutRing({ disconnectType });
    }
    const frames = await channel.frames(DISCONNECT_TYPES.length * 2);
    expect(frames.filter((_, index) => index % 2 === 1).map((frame) => endOf(frame, 'voice'))).toEqual([...DISCONNECT_TYPES]);
  });

  it.each([
    ['timeout', 'is not answered', (/** @type {import('../src/index.js').Simulator} */ sim) => sim.timeOutRing()],
    ['failed', 'is declined', (/** @type {import('../src/index.js').Simulator} */ sim) => sim.decline()],
  ])('makes a transfer %s where it %s', async (state, _how, end) => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const colleague = String(sim.users[1]?.userId);
    sim.ring({ mediaType: 'message' });
    sim.answer();
    sim.transfer({ userId: colleague });
    end(sim);
    expect((await channel.frames(4))[3].eventBody.recentTransfers[0].state).toBe(state);
  });
});

describe('wrap-up', () => {
  it.each(Object.entries(LISTS))('is required of an agent for a %s (%s) once they have answered, not before', async (mediaType) => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const { conversationId } = sim.ring({ mediaType });
    sim.timeOutRing();
    sim.ring({ conversationId });
    sim.answer();
    const required = (await channel.frames(4)).map(({ eventBody }) => withPurpose(eventBody, 'agent').map(({ wrapupRequired }) => wrapupRequired));
    expect(required).toEqual([[false], [false], [false, false], [false, true]]);
    const { body } = await ask(sim, 'GET', '/conversations');
    expect(withPurpose(body.entities[0], 'agent').map(({ wrapupRequired }) => wrapupRequired)).toEqual([false, true]);
  });

  it.each(Object.entries(LISTS))('is required of nobody for a %s (%s) where it is configured so', async (mediaType, list) => {
    const sim = await simulator({ wrapupRequired: false });
    const channel = await openChannel(sim);
    sim.ring({ mediaType });
    sim.answer();
    sim.end();
    const [agent] = withPurpose((await channel.frames(3))[2].eventBody, 'agent');
    expect([agent.wrapupRequired, agent.wrapupExpected, agent.startAcwTime, agent[list][0].afterCallWork, agent[list][0].afterCallWorkRequired]).toEqual([
      false, false, undefined, undefined, false,
    ]);
  });
});
