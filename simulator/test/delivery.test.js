// @ts-check

import { describe, expect, it } from 'vitest';
import { MALFORMED_KINDS, MAX_FRAME_BYTES } from '../src/index.js';
import { connected, simulator } from './support.js';

describe('faults of the frames', () => {
  it('duplicate the next frame', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.duplicateFrames({ copies: 2 });
    sim.ring();
    sim.ring();
    const frames = await client.frames(4);
    expect(frames[1]).toEqual(frames[0]);
    expect(frames[2]).toEqual(frames[0]);
    expect(sim.records.frames.map(({ kind }) => kind)).toEqual(['event', 'duplicate', 'duplicate', 'event']);
  });

  it('send the copy later where it is asked to', async () => {
    const sim = await simulator();
    sim.duplicateFrames({ times: 'forever', delayMs: 30 });
    sim.ring();
    await sim.until(({ counters }) => counters.frames === 2);
    const [first, copy] = sim.records.frames;
    expect(Number(copy?.at) - Number(first?.at)).toBeGreaterThanOrEqual(29);
  });

  it('delay a frame, so that the next overtakes it', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.delayFrames({ delayMs: 30 });
    const { sentAt } = sim.ring({ conversationId: 'c-1' });
    sim.abandon();
    expect(sentAt).toBeNull();
    expect((await client.frames(2)).map(({ conversation }) => conversation.state)).toEqual(['abandoned', 'ringing']);
    expect(sim.records.frames[1]?.kind).toBe('late');
  });

  it('reverse the order of the next frames', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.reorderFrames({ count: 3 });
    for (const conversationId of ['c-1', 'c-2', 'c-3', 'c-4']) sim.ring({ conversationId });
    expect((await client.frames(4)).map(({ conversation }) => conversation.id)).toEqual(['c-3', 'c-2', 'c-1', 'c-4']);
  });

  it('let held frames go when they are cleared', async () => {
    const sim = await simulator();
    sim.reorderFrames({ count: 3 });
    sim.ring();
    sim.clearFaults();
    expect(sim.state().counters.frames).toBe(1);
  });
});

describe('frames of other kinds', () => {
  it('go out as they are', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.sendText({ text: 'not { json' });
    sim.sendFrame({ frame: { any: ['thing'] } });
    sim.ring();
    await sim.until(({ counters }) => counters.frames === 3);
    await expect.poll(() => client.received.slice(0, 2).map(({ text }) => text)).toEqual(['not { json', '{"any":["thing"]}']);
  });

  it('reach one socket where one is named', async () => {
    const sim = await simulator();
    const [one, two] = [await connected(sim), await connected(sim)];
    const [first, second] = sim.state().sockets.map(({ socketId }) => socketId);
    sim.sendFrame({ frame: 'for one', socketId: Number(first) });
    sim.sendFrame({ frame: 'for two', socketId: Number(second) });
    expect([await one.frames(1), await two.frames(1)]).toEqual([['for one'], ['for two']]);
  });

  it.each(MALFORMED_KINDS)('break the format: %s', async (kind) => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.sendMalformed({ kind });
    await expect.poll(() => client.received.length).toBe(1);
    expect(isWellFormed(client.received[0]?.text ?? '')).toBe(false);
  });

  it('are larger than 1 MiB by one byte', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.sendOversized();
    const [frame] = await client.frames(1);
    expect(Buffer.byteLength(client.received[0]?.text ?? '')).toBe(MAX_FRAME_BYTES + 1);
    expect(frame.conversation.state).toBe('ringing');
  });

  it('are binary', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.sendBinary();
    sim.sendBinary({ base64: Buffer.from('abc').toString('base64') });
    await expect.poll(() => client.received.map(({ isBinary }) => isBinary)).toEqual([true, true]);
    expect(client.received[1]?.text).toBe('abc');
  });

  it('have another eventType', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.sendOtherEvent();
    const [frame] = await client.frames(1);
    expect([frame.eventType, frame.conversation.state]).toEqual(['routing.queue.event', 'ringing']);
  });
});

/** @param {string} text */
function isWellFormed(text) {
  try {
    const { id, state } = JSON.parse(text).conversation;
    return typeof id === 'string' && id !== '' && typeof state === 'string' && state !== '';
  } catch {
    return false;
  }
}
