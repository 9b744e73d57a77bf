// @ts-check

import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { simulator } from './support.js';

describe('a simulator that serves a port', () => {
  it('is free to choose it', async () => {
    const sim = await simulator();
    expect(sim).toMatchObject({ host: '127.0.0.1', url: `http://127.0.0.1:${sim.port}` });
    expect(sim.port).toBeGreaterThan(0);
  });

  it('refuses one that there is not', async () => {
    await expect(simulator({ port: 70_000 })).rejects.toThrow('port: expected at most 65535');
  });

  it('says when it is taken, and frees it', async () => {
    const first = await simulator();
    const { port } = first;
    await expect(simulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
    expect((await simulator({ port })).port).toBe(port);
  });

  it('notes a client that vanishes', async () => {
    const sim = await simulator();
    const socket = new WebSocket(`${sim.socketUrl}?access_token=${sim.issueToken().accessToken}`);
    await new Promise((resolve) => socket.once('open', resolve));
    socket.terminate();
    await sim.until(({ counters }) => counters.closes[1006] === 1);
    expect(sim.records.sockets[0]?.closedBy).toBe('network');
  });
});
