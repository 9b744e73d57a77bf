// @ts-check

import { describe, expect, it } from 'vitest';
import { connect, connected, requestToken, simulator } from './support.js';

describe('faults of the sockets', () => {
  it('break the connection: 1006', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.dropSockets();
    expect((await client.closed).code).toBe(1006);
    await sim.until(({ counters }) => counters.closes[1006] === 1);
  });

  it.each([1000, 1001, 1008, 1011, 1012, 1013, 4001, 4003, 4999])('close with %i', async (code) => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.closeSockets({ code, reason: 'because' });
    expect(await client.closed).toEqual({ code, reason: 'because' });
    await sim.until(({ counters }) => counters.closes[code] === 1);
    expect(sim.records.sockets[0]).toMatchObject({ closedBy: 'simulator', closeCode: code, closeReason: 'because' });
  });

  it('strike one socket where one is named', async () => {
    const sim = await simulator();
    await connected(sim);
    const second = await connected(sim);
    sim.closeSockets({ socketId: 2 });
    await second.closed;
    expect(sim.state().sockets.map(({ socketId }) => socketId)).toEqual([1]);
    expect(() => sim.dropSockets({ socketId: 2 })).toThrow('no open socket has the id 2');
  });

  it.each([1006, 1005, 999, 2000, 5000])('cannot close with %i', async (code) => {
    const sim = await simulator();
    expect(() => sim.closeSockets({ code })).toThrow("can't be sent");
  });

  it('note the code with which a client closes, and how often', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    client.socket.close(1000, 'bye');
    await sim.until(({ counters }) => counters.closes[1000] === 1);
    expect(sim.records.sockets[0]).toMatchObject({ closedBy: 'client', closeCode: 1000, closeReason: 'bye' });
  });

  it('count the most sockets that were open at once', async () => {
    const sim = await simulator();
    const first = await connected(sim);
    await connected(sim);
    first.socket.close();
    await sim.until(({ counters }) => counters.socketsOpen === 1);
    await connected(sim);
    expect(sim.state().counters).toMatchObject({ maxSocketsOpen: 2, socketsOpened: 3, socketsOpen: 2 });
  });
});

describe('silence', () => {
  it('delivers nothing on the sockets that are open, and all on those that come', async () => {
    const sim = await simulator();
    const silent = await connected(sim);
    expect(sim.silenceSockets()).toEqual({ silenced: 1 });
    const fresh = await connected(sim);
    sim.ring({ conversationId: 'c-1' });
    await fresh.frames(1);
    expect(sim.records.frames[0]?.deliveredTo).toBe(1);
    sim.unsilenceSockets();
    sim.ring({ conversationId: 'c-2' });
    expect((await silent.frames(1))[0].conversation.id).toBe('c-2');
  });

  it('affects new sockets, too, where it is asked to', async () => {
    const sim = await simulator();
    sim.silenceSockets({ newSockets: true });
    await connected(sim);
    sim.ring();
    expect(sim.records.frames[0]?.deliveredTo).toBe(0);
  });

  it('keeps the close for an expired token back until it ends', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.silenceSockets();
    sim.expireTokens();
    expect(sim.state().sockets).toHaveLength(1);
    sim.unsilenceSockets();
    expect((await client.closed).code).toBe(4001);
  });

  it('still sees a client that closes', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.silenceSockets();
    client.socket.close(1000);
    await sim.until(({ counters }) => counters.socketsOpen === 0);
    expect(sim.records.sockets[0]?.closedBy).toBe('client');
  });

  it('does not answer a close where it stops reading', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.silenceSockets({ stopReading: true });
    client.socket.close(1000);
    const other = await connected(sim);
    other.socket.close(1000);
    await other.closed;
    expect(client.socket.readyState).toBe(client.socket.CLOSING);
    sim.unsilenceSockets();
    expect((await client.closed).code).toBe(1000);
  });
});

describe('offline', () => {
  it('breaks sockets, token requests and handshakes, but not the control endpoint', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    sim.goOffline();
    expect((await client.closed).code).toBe(1006);
    await expect(requestToken(sim)).rejects.toThrow('fetch failed');
    expect(await connect(sim).refused).toBeNull();
    expect((await fetch(`${sim.controlUrl}/state`)).status).toBe(200);
    expect(sim.records.handshakes[1]?.outcome).toBe('offline');
    sim.goOnline();
    expect((await requestToken(sim)).status).toBe(200);
  });

  it('breaks requests that wait for an answer', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'hang' });
    const request = requestToken(sim);
    await sim.until(({ counters }) => counters.tokenRequests === 1);
    sim.goOffline();
    await expect(request).rejects.toThrow('fetch failed');
  });

  it('ends by itself after its time', async () => {
    const sim = await simulator();
    sim.goOffline({ durationMs: 40 });
    expect(sim.state().faults.offlineUntil).toEqual(expect.any(Number));
    await sim.until(({ faults }) => faults.offlineUntil === null);
    await connected(sim);
  });
});

describe('reset', () => {
  it('leaves a simulator as freshly started', async () => {
    const sim = await simulator({ seed: 3, tokenLifeSeconds: 60 });
    const fresh = sim.state();
    const firstId = sim.ring().conversationId;
    const client = await connected(sim);
    sim.configure({ tokenLifeSeconds: 6 });
    sim.failTokenRequests({ kind: 'hang', times: 'forever' });
    sim.failHandshakes({ kind: 'hang', times: 'forever' });
    sim.duplicateFrames({ times: 'forever' });
    sim.reorderFrames();
    sim.ringEvery({ intervalMs: 1000 });
    sim.runScenario({ name: 'busy-shift' });
    sim.reset();
    expect((await client.closed).code).toBe(1001);
    expect(sim.state()).toEqual(fresh);
    expect(sim.ring().conversationId).toBe(firstId);
  });

  it('forgets tokens', async () => {
    const sim = await simulator();
    const { accessToken } = sim.issueToken();
    sim.reset();
    expect(await connect(sim, accessToken).refused).toBe(401);
  });
});
