// @ts-check

import { describe, expect, it } from 'vitest';
import { SCENARIO_NAMES, planScenario } from '../src/index.js';
import { Interactions } from '../src/interactions/interactions.js';
import { Prng } from '../src/prng.js';
import { openChannel } from './platform.js';
import { connected, simulator } from './support.js';

/** @typedef {import('../src/index.js').ScenarioName} ScenarioName */
/** @typedef {import('../src/index.js').Step} Step */

/** @param {ScenarioName} name @param {number} seed @param {number} count @returns {Step[]} */
function steps(name, seed, count) {
  const taken = [];
  for (const step of planScenario(name, seed)) {
    if (taken.length === count) break;
    taken.push(step);
  }
  return taken;
}

describe.each(SCENARIO_NAMES)('the scenario %s', (name) => {
  it('has the same steps, ids, names and times for the same seed', () => {
    expect(steps(name, 7, 3000)).toEqual(steps(name, 7, 3000));
  });

  it('has other steps for another seed', () => {
    expect(steps(name, 7, 100)).not.toEqual(steps(name, 8, 100));
  });

  it('goes forward in time', () => {
    const times = steps(name, 7, 3000).map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('takes each conversation from the queue through alerting to ringing, and then on', () => {
    /** @type {Map<string, string[]>} */
    const lives = new Map();
    for (const { action, params } of steps(name, 7, 3000)) {
      const id = String(params.conversationId ?? '');
      if (id) lives.set(id, [...(lives.get(id) ?? []), action]);
    }
    const shape = /^queue( alert ring requeue)*( alert ring (abandon|answer end))?( alert( ring( answer)?)?)?$/;
    expect(lives.size).toBeGreaterThan(100);
    expect([...lives.values()].map((life) => life.join(' ')).filter((life) => !shape.test(life))).toEqual([]);
  });
});

describe('the scenarios', () => {
  it('have thousands of conversations in a busy shift of eight hours', () => {
    const shift = [...planScenario('busy-shift', 1)];
    const conversations = shift.filter(({ action }) => action === 'queue').length;
    expect(conversations).toBeGreaterThan(4000);
    expect(conversations).toBeLessThan(8000);
    expect(Number(shift.at(-1)?.atMs)).toBeGreaterThan(8 * 3_600_000 - 60_000);
  });

  it('have every kind of fault on a bad network', () => {
    const actions = new Set(steps('bad-network', 1, 5000).map(({ action }) => action));
    expect([...actions]).toEqual(
      expect.arrayContaining([
        'dropSockets', 'closeSockets', 'silenceSockets', 'unsilenceSockets', 'goOffline', 'goOnline', 'failTokenRequests',
        'expireTokens', 'failHandshakes', 'duplicateFrames', 'delayFrames', 'reorderFrames', 'sendMalformed',
      ]),
    );
  });

  it('have every kind of fault of channels on a bad network', () => {
    const taken = steps('bad-network', 1, 5000);
    expect(taken.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['closeForMaintenance', 'displaceChannel', 'deafenChannels', 'undeafenChannels', 'failRequests']),
    );
    const onChannels = taken.filter(({ params }) => params.source === 'notifications').map(({ action }) => action);
    expect(new Set(onChannels)).toEqual(new Set(['duplicateFrames', 'delayFrames', 'reorderFrames']));
  });

  it('drive both sources with the same conversations', async () => {
    const sim = await simulator({ seed: 5 });
    const client = await connected(sim);
    const channel = await openChannel(sim);
    sim.runScenario({ name: 'calm', speed: 20_000 });
    const [ringing] = (await client.frames(20)).filter(({ conversation }) => conversation.state === 'ringing');
    const [event] = await channel.frames(1);
    expect(event.eventBody.id).toBe(ringing.conversation.id);
  });

  it.each([
    [true, [20_000]],
    [false, []],
  ])('plan the end of a ring that nobody answers: %s', (inScenario, expected) => {
    /** @type {number[]} */
    const planned = [];
    const timers = { after: (/** @type {number} */ waitMs) => (planned.push(waitMs), () => {}) };
    const world = /** @type {any} */ ({ timers, settings: { current: { endRingsAtTimeout: 'scenario' } } });
    const interactions = new Interactions(world, 1, () => null, () => {});
    interactions.inScenario = inScenario;
    const interaction = interactions.begin({ mediaType: 'voice', customerName: 'Maria Lopez', queue: null });
    if (interaction) interactions.addUserLeg(interaction, { userId: 'u-1', name: 'Ann Other' });
    expect(planned).toEqual(expected);
  });

  it('send the same frames in each run with the same seed', async () => {
    const run = async () => {
      const sim = await simulator({ seed: 5 });
      const client = await connected(sim);
      sim.runScenario({ name: 'calm', speed: 20_000 });
      return (await client.frames(100)).map((frame) => JSON.stringify(frame));
    };
    expect(await run()).toEqual(await run());
  });

  it('play at their speed from the start, and stop', async () => {
    const sim = await simulator({ scenario: 'calm', speed: 5000, seed: 2 });
    await sim.until(({ counters }) => counters.frames >= 20);
    expect(sim.state().scenario).toMatchObject({ name: 'calm', seed: 2, speed: 5000, ended: false });
    expect(sim.stopScenario()).toEqual({ stopped: true });
    const { frames } = sim.state().counters;
    expect([sim.state().scenario, frames]).toEqual([null, sim.records.frames.length]);
  });

  it('go on where somebody else ended a conversation', async () => {
    const sim = await simulator();
    sim.runScenario({ name: 'calm', speed: 2000 });
    await sim.until(({ conversations }) => conversations.length > 0);
    const { conversationId } = sim.end();
    await sim.until(({ counters }) => counters.frames > 30);
    expect(sim.records.frames.filter((frame) => frame.conversationId === conversationId).at(-1)?.state).toBe('disconnected');
  });

  it('come to their end: a whole busy shift', async () => {
    const sim = await simulator({ recordLimit: 100 });
    sim.runScenario({ name: 'busy-shift', speed: 1e9 });
    const { counters, conversationCount } = await sim.until(({ scenario }) => scenario?.ended === true);
    expect(counters.frames).toBeGreaterThan(20_000);
    expect(conversationCount).toBe(0);
  });

  it('let no fault of an endpoint wait while nobody is connected', async () => {
    const sim = await simulator();
    sim.runScenario({ name: 'bad-network', speed: 1e7 });
    await sim.until(({ scenario }) => Number(scenario?.steps) > 5000);
    sim.stopScenario();
    const { tokenRequests, handshakes, requests, duplicateEvents } = sim.state().faults;
    expect([tokenRequests, handshakes, requests, duplicateEvents]).toEqual([[], [], [], []]);
  });
});

describe('the random source', () => {
  it('repeats itself for the same seed', () => {
    const draw = (/** @type {number} */ seed) => {
      const random = new Prng(seed);
      return Array.from({ length: 50 }, () => random.next());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('stays within its bounds and reaches both ends', () => {
    const random = new Prng(1);
    const drawn = Array.from({ length: 1000 }, () => random.between(3, 6));
    expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([3, 6]);
  });

  it('draws by weight', () => {
    const random = new Prng(1);
    const drawn = Array.from({ length: 4000 }, () => random.weighted({ often: 3, seldom: 1, never: 0 }));
    const often = drawn.filter((key) => key === 'often').length;
    expect(often).toBeGreaterThan(2850);
    expect(often).toBeLessThan(3150);
    expect(drawn).not.toContain('never');
  });

  it('makes ids of the shape of a UUID', () => {
    expect(new Prng(1).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
