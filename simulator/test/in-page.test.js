// @ts-check

import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startInPage } from '../src/in-page/index.js';
import { simulator as simulatorOnPort } from './support.js';

/** @param {import('../src/in-page/index.js').InPageOptions} [options] */
function inPage(options) {
  const page = startInPage(options);
  onTestFinished(page.close);
  return page;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Resolves when an event of this type comes. @param {EventTarget} target @param {string} type @returns {Promise<any>} */
function next(target, type) {
  return new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
}

/** A socket of routing events that is open. @param {ReturnType<typeof inPage>} page */
async function openSocket({ simulator, WebSocket }) {
  const socket = new WebSocket(`${simulator.socketUrl}?access_token=${simulator.issueToken().accessToken}`);
  await next(socket, 'open');
  return socket;
}

describe('a simulator in the page', () => {
  it('is at an address that nobody can have, or at one that is chosen', () => {
    expect(inPage().simulator).toMatchObject({ url: 'https://simulator.invalid', socketUrl: 'wss://simulator.invalid/api/v2/routing/events' });
    expect(inPage({ url: 'https://api.mypurecloud.ie/' }).simulator.tokenUrl).toBe('https://api.mypurecloud.ie/oauth/token');
  });

  it.each([
    [{ port: 4780 }, 'port: a page serves none'],
    [{ url: 'simulator' }, 'url: expected an address'],
    [{ url: 'ws://simulator.invalid' }, 'url: expected an address'],
    [{ tokenLife: 6 }, 'tokenLife: there is no such parameter'],
  ])('refuses the options %o', (options, message) => {
    expect(() => startInPage(/** @type {any} */ (options))).toThrow(message);
  });

  it('says what is wrong where the page is no secure context', () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues });
    expect(() => startInPage()).toThrow('secure context');
  });

  it('leaves every other address to the real fetch and WebSocket', async () => {
    const elsewhere = await simulatorOnPort();
    const { fetch } = inPage();
    expect((await (await fetch(new Request(elsewhere.url))).json()).url).toBe(elsewhere.url);
    expect(await fetch('/relative').catch((error) => error)).toBeInstanceOf(TypeError);
    const RealWebSocket = class extends EventTarget {
      /** @param {string} url */
      constructor(url) {
        super();
        this.url = url;
      }
    };
    vi.stubGlobal('WebSocket', RealWebSocket);
    const { WebSocket } = inPage();
    const real = new WebSocket('wss://example.invalid/x');
    expect([real instanceof RealWebSocket, real instanceof WebSocket, real.url]).toEqual([true, true, 'wss://example.invalid/x']);
  });

  it('is reached through the globals while it is installed, and not after', async () => {
    const before = { fetch: globalThis.fetch, WebSocket: globalThis.WebSocket };
    const { simulator, install, close } = inPage();
    install();
    expect((await (await fetch(`${simulator.controlUrl}/state`)).json()).url).toBe(simulator.url);
    close();
    expect([globalThis.fetch, globalThis.WebSocket]).toEqual([before.fetch, before.WebSocket]);
  });

  it('answers nobody once it is closed', async () => {
    const { simulator, fetch, WebSocket, close } = inPage();
    close();
    await expect(fetch(simulator.tokenUrl, { method: 'POST' })).rejects.toThrow('fetch failed');
    expect((await next(new WebSocket(simulator.socketUrl), 'close')).code).toBe(1006);
  });

  it('needs nothing of Node: it bundles for browsers', async () => {
    const entryPoints = [fileURLToPath(new URL('../src/in-page/index.js', import.meta.url))];
    const { outputFiles } = await build({ entryPoints, bundle: true, platform: 'browser', format: 'esm', write: false, logLevel: 'silent' });
    expect(outputFiles[0]?.text).not.toMatch(/\b(Buffer|process|require)\b[.(]/);
  });
});

describe('the answer to a page', () => {
  it('is kept from it where CORS does not let it read', async () => {
    vi.stubGlobal('location', new URL('https://desk.example/'));
    const { simulator, fetch } = inPage({ allowedOrigin: 'https://another.example' });
    await expect(fetch(simulator.tokenUrl, { method: 'POST' })).rejects.toThrow('CORS');
    expect(simulator.records.tokenRequests[0]).toMatchObject({ origin: 'https://desk.example', status: 400 });
  });

  it.each([[true, '3'], [false, null]])('shows Retry-After where it is exposed (%s)', async (exposeRetryAfter, seen) => {
    vi.stubGlobal('location', new URL('https://desk.example/'));
    const { simulator, fetch } = inPage({ exposeRetryAfter });
    simulator.failTokenRequests({ kind: 'rate-limited', retryAfterSeconds: 3 });
    const response = await fetch(simulator.tokenUrl, { method: 'POST' });
    expect([response.status, response.headers.get('retry-after'), simulator.records.tokenRequests[0]?.retryAfter]).toEqual([429, seen, '3']);
  });

  it('comes not at all to a request that was given up', async () => {
    const { simulator, fetch } = inPage();
    await expect(fetch(simulator.tokenUrl, { method: 'POST', signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
    expect(simulator.records.tokenRequests).toEqual([]);
  });
});

describe('a socket in the page', () => {
  it('is a WebSocket as the standard has it', async () => {
    const page = inPage();
    const socket = await openSocket(page);
    const message = new Promise((resolve) => (socket.onmessage = resolve));
    page.simulator.ring({ conversationId: 'c-1' });
    expect(JSON.parse(/** @type {any} */ (await message).data).conversation.id).toBe('c-1');
    expect([socket instanceof page.WebSocket, socket.readyState, page.WebSocket.OPEN, socket.url]).toEqual([true, 1, 1, expect.stringMatching(/^wss:/)]);
  });

  it('calls a handler that throws, and the listeners after it', async () => {
    const page = inPage();
    const socket = await openSocket(page);
    const uncaught = new Promise((resolve) => process.once('uncaughtException', resolve));
    socket.onmessage = () => {
      throw new Error('careless');
    };
    const received = next(socket, 'message');
    page.simulator.ring();
    await received;
    expect(await uncaught).toMatchObject({ message: 'careless' });
  });

  it('says an error, then 1006, when it is refused', async () => {
    const { simulator, WebSocket } = inPage();
    const socket = new WebSocket(`${simulator.socketUrl}?access_token=invented`);
    /** @type {string[]} */
    const received = [];
    for (const type of ['open', 'error', 'close']) socket.addEventListener(type, () => received.push(`${type} ${socket.readyState}`));
    const { code, reason, wasClean } = await next(socket, 'close');
    expect([received, code, reason, wasClean]).toEqual([['error 3', 'close 3'], 1006, '', false]);
    expect(simulator.records.handshakes[0]).toMatchObject({ outcome: 'unknown-token', status: 401 });
  });

  it.each([
    ['before its handshake', () => Promise.resolve()],
    ['as soon as it is accepted', (/** @type {ReturnType<typeof inPage>} */ { simulator }) => simulator.until(({ counters }) => counters.socketsOpened === 1)],
  ])('may be closed %s', async (_when, moment) => {
    const page = inPage();
    const { simulator, WebSocket } = page;
    const socket = new WebSocket(`${simulator.socketUrl}?access_token=${simulator.issueToken().accessToken}`);
    await moment(page);
    socket.close();
    expect((await next(socket, 'close')).code).toEqual(expect.any(Number));
    await simulator.until(({ counters }) => counters.socketsOpen === 0);
  });

  it('refuses codes that a page may not close with', async () => {
    const socket = await openSocket(inPage());
    expect(() => socket.close(1001)).toThrow('must be 1000, or 3000 to 4999');
    expect(() => socket.close(1000, 'x'.repeat(124))).toThrow('longer than 123 bytes');
    expect(socket.readyState).toBe(1);
  });

  it('takes no message before it is open, and binary ones as text', async () => {
    const page = inPage();
    const { simulator, WebSocket } = page;
    expect(() => new WebSocket(`${simulator.socketUrl}?access_token=x`).send('early')).toThrow('CONNECTING');
    const socket = await openSocket(page);
    socket.send(new TextEncoder().encode('bytes'));
    await simulator.until(({ counters }) => counters.messagesReceived === 1);
  });

  it('gives binary frames as a Blob, or as an ArrayBuffer', async () => {
    const page = inPage();
    const socket = await openSocket(page);
    const blob = next(socket, 'message');
    page.simulator.sendBinary({ base64: btoa('one') });
    expect(await (await blob).data.text()).toBe('one');
    socket.binaryType = 'arraybuffer';
    const buffer = next(socket, 'message');
    page.simulator.sendBinary({ base64: btoa('two') });
    expect(new TextDecoder().decode((await buffer).data)).toBe('two');
  });
});
