// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, change, deskToken, openChannel, participantPath, userToken, withPurpose } from './platform.js';
import { simulator } from './support.js';

/** @typedef {import('../src/index.js').Simulator} Simulator */

const LISTS = /** @type {[string, string][]} */ ([['voice', 'calls'], ['callback', 'callbacks'], ['email', 'emails'], ['message', 'messages'], ['chat', 'chats']]);

/** A conversation that the default user has answered. @param {Simulator} sim @param {string} mediaType */
function answered(sim, mediaType) {
  const ring = sim.ring({ mediaType });
  sim.answer();
  const communicationId = sim.legs({ conversationId: ring.conversationId }).at(-1)?.communicationId;
  return { ...ring, communicationId };
}

describe('after-call work', () => {
  it.each(LISTS)('of a %s (%s) ends with the wrap-up', async (mediaType, list) => {
    const sim = await simulator();
    const token = deskToken(sim);
    const ring = answered(sim, mediaType);
    const path = participantPath(ring, list);
    sim.end();
    expect(sim.state().agents[0]).toMatchObject({ active: 0, afterCallWork: 1 });
    const channel = await openChannel(sim);
    const { body: codes } = await ask(sim, 'GET', `${path}/wrapupcodes`, { token });
    const wrapup = { code: codes[0].id, notes: 'Paid twice', tags: ['refund'] };
    expect((await ask(sim, 'POST', `${path}/communications/${ring.communicationId}/wrapup`, { token, body: wrapup })).status).toBe(202);
    const [agent] = withPurpose((await channel.frames(1))[0].eventBody, 'agent');
    expect([agent[list][0].afterCallWork.state, agent.wrapup, agent.endAcwTime]).toEqual([
      'complete', { ...wrapup, durationSeconds: expect.any(Number), endTime: expect.any(String) }, expect.any(String),
    ]);
    expect((await ask(sim, 'GET', `${path}/wrapup`, { token })).body).toEqual(agent.wrapup);
    expect(sim.state().agents[0]).toMatchObject({ active: 0, afterCallWork: 0 });
  });

  it('ends by a change of the participant, or is skipped', async () => {
    const sim = await simulator();
    const [first, second] = [answered(sim, 'voice'), answered(sim, 'email')];
    for (const { conversationId } of [first, second]) sim.end({ conversationId });
    expect((await change(sim, participantPath(first, 'calls'), { wrapup: { code: 'w-1' } })).status).toBe(202);
    expect((await change(sim, participantPath(second), { wrapupSkipped: true })).status).toBe(202);
    expect([first, second].map(({ conversationId }) => sim.legs({ conversationId }).at(-1))).toMatchObject([
      { afterCallWork: 'complete', wrapupCode: 'w-1' }, { afterCallWork: 'skipped', wrapupCode: null },
    ]);
  });

  it('has ended with the conversation where it was wrapped up before', async () => {
    const sim = await simulator();
    const ring = answered(sim, 'voice');
    await change(sim, participantPath(ring, 'calls'), { wrapup: { code: 'w-1' } });
    expect(sim.legs({ conversationId: ring.conversationId })).toMatchObject([{}, {}, {}, { state: 'connected', wrapupCode: 'w-1' }]);
    sim.end();
    expect(sim.state().agents[0]).toMatchObject({ routingStatus: 'IDLE', afterCallWork: 0 });
  });

  it('ends by itself where the setting says so', async () => {
    const sim = await simulator({ afterCallWorkMs: 5 });
    const { conversationId } = answered(sim, 'voice');
    sim.end();
    await sim.until(({ agents }) => agents[0]?.afterCallWork === 0);
    expect(sim.legs({ conversationId }).at(-1)).toMatchObject({ afterCallWork: 'complete', wrapupCode: 'ININ-WRAP-UP-TIMEOUT' });
  });

  it('is none where no wrap-up is required', async () => {
    const sim = await simulator({ wrapupRequired: false });
    answered(sim, 'voice');
    sim.end();
    expect(sim.state().agents[0]?.afterCallWork).toBe(0);
  });

  it('needs the scope conversations', async () => {
    const sim = await simulator();
    const ring = answered(sim, 'voice');
    const path = `${participantPath(ring, 'calls')}/communications/${ring.communicationId}/wrapup`;
    const { status, body } = await ask(sim, 'POST', path, { token: userToken(sim), body: { code: 'w-1' } });
    expect([status, body.messageParams.permissions]).toEqual([403, '[conversations]']);
  });

  it('is not known of a communication that never was', async () => {
    const sim = await simulator();
    const path = `${participantPath(answered(sim, 'voice'), 'calls')}/communications/c-9/wrapup`;
    expect((await ask(sim, 'POST', path, { token: deskToken(sim), body: { code: 'w-1' } })).body.message).toBe('communication not found');
  });

  it('is forgotten when the conversation rings anew under its id', async () => {
    const sim = await simulator();
    const { conversationId } = answered(sim, 'voice');
    sim.end();
    sim.ring({ conversationId });
    expect([sim.state().agents[0]?.afterCallWork, sim.legs({ conversationId }).at(-1)?.state]).toEqual([0, 'alerting']);
  });
});
