// @ts-check

import { describe, expect, it } from 'vitest';
import { connect, connectTo, connected, simulator } from './support.js';

describe('handshake of the routing events socket', () => {
  it('opens with a live token', async () => {
    const sim = await simulator();
    await connected(sim);
    expect(sim.state().counters).toMatchObject({ handshakes: 1, handshakesRefused: 0, socketsOpened: 1, socketsOpen: 1 });
    expect(sim.records.handshakes[0]).toMatchObject({ outcome: 'opened', status: 101, clientId: sim.clientId });
  });

  it('takes a token that needs percent-encoding', async () => {
    const sim = await simulator();
    const { accessToken } = sim.issueToken({ accessToken: 'a+b/c=&d ü' });
    const { socket } = await connected(sim, accessToken);
    expect(socket.readyState).toBe(socket.OPEN);
  });

  it('refuses a handshake without a token with 401', async () => {
    const sim = await simulator();
    const status = await connectTo(sim.socketUrl).refused;
    expect([status, sim.records.handshakes[0]?.outcome]).toEqual([401, 'no-token']);
  });

  it('refuses a token that it never issued with 401', async () => {
    const sim = await simulator();
    expect(await connect(sim, 'invented').refused).toBe(401);
    expect(sim.records.handshakes[0]?.outcome).toBe('unknown-token');
  });

  it('refuses an expired token and a revoked one with 401', async () => {
    const sim = await simulator();
    const { accessToken: expired } = sim.issueToken();
    sim.expireTokens();
    const { accessToken: revoked } = sim.issueToken();
    sim.revokeTokens();
    expect([await connect(sim, expired).refused, await connect(sim, revoked).refused]).toEqual([401, 401]);
    expect(sim.records.handshakes.map(({ outcome }) => outcome)).toEqual(['expired-token', 'revoked-token']);
  });

  it('refuses a token without the scope with 403', async () => {
    const sim = await simulator();
    const { accessToken } = sim.issueToken({ scope: 'user:read' });
    expect(await connect(sim, accessToken).refused).toBe(403);
    expect(sim.state().counters.handshakesRefused).toBe(1);
  });

  it('serves no socket elsewhere', async () => {
    const sim = await simulator();
    expect(await connectTo(`${sim.url.replace('http', 'ws')}/api/v2/other?access_token=x`).refused).toBe(404);
  });

  it('answers a plain request that this is a socket', async () => {
    const sim = await simulator();
    expect((await fetch(sim.socketUrl.replace('ws', 'http'))).status).toBe(426);
  });
});

describe('faults of the handshake', () => {
  it.each([401, 403, 404, 503])('refuse with %i', async (status) => {
    const sim = await simulator();
    sim.failHandshakes({ kind: 'status', status });
    expect(await connect(sim).refused).toBe(status);
    await connected(sim);
  });

  it('break the connection', async () => {
    const sim = await simulator();
    sim.failHandshakes({ kind: 'drop' });
    expect(await connect(sim).refused).toBeNull();
  });

  it('never answer, and note when the client gives up', async () => {
    const sim = await simulator();
    sim.failHandshakes({ kind: 'hang' });
    const { socket } = connect(sim);
    await sim.until(() => sim.records.handshakes[0]?.outcome === 'hang');
    socket.close();
    await sim.until(() => sim.records.handshakes[0]?.abortedAt !== null);
    expect(sim.state().counters.socketsOpened).toBe(0);
  });

  it('answer late', async () => {
    const sim = await simulator();
    sim.failHandshakes({ kind: 'slow', delayMs: 60 });
    await connected(sim);
    const waitedMs = (sim.records.sockets[0]?.openedAt ?? 0) - (sim.records.handshakes[0]?.at ?? 0);
    expect(waitedMs).toBeGreaterThanOrEqual(59);
  });

  it('accept and drop', async () => {
    const sim = await simulator();
    sim.failHandshakes({ kind: 'accept-and-drop', times: 2 });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const client = connect(sim);
      await client.opened;
      expect((await client.closed).code).toBe(1006);
    }
    await connected(sim);
    expect(sim.records.handshakes.map(({ outcome }) => outcome)).toEqual(['accept-and-drop', 'accept-and-drop', 'opened']);
  });

  it('accept and close with a code', async () => {
    const sim = await simulator();
    sim.failHandshakes({ kind: 'accept-and-drop', code: 1013 });
    expect((await connect(sim).closed).code).toBe(1013);
  });
});
