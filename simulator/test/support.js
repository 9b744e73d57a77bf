// @ts-check

import { onTestFinished } from 'vitest';
import { WebSocket as WebSocketOfWs } from 'ws';
import { startSimulator } from '../src/index.js';
import { startInPage } from '../src/in-page/index.js';

/** @typedef {import('../src/index.js').Simulator} Simulator */

/** Whether the tests work on the simulator in a page, rather than on one that serves a port. */
const IN_PAGE = process.env.SIMULATOR_FORM === 'in-page';

/** Those in the page, each at an address of its own. @type {Simulator[]} */
const inPage = [];

/**
 * A simulator that ends with the test.
 *
 * @param {import('../src/index.js').SimulatorOptions} [options]
 * @returns {Promise<Simulator>}
 */
export async function simulator(options = {}) {
  const sim = IN_PAGE ? installInPage(options) : await startSimulator(options);
  onTestFinished(() => sim.close());
  return sim;
}

/** @param {import('../src/index.js').SimulatorOptions} options @returns {Simulator} */
function installInPage(options) {
  const url = `http://simulator-${inPage.length}.invalid`;
  const { simulator: sim, install, close } = startInPage({ url, ...options });
  install();
  inPage.push({ ...sim, host: '', port: 0, close: async () => close() });
  return /** @type {Simulator} */ (inPage.at(-1));
}

/**
 * Asks for a token as a page does.
 *
 * @param {Simulator} sim
 * @param {{ form?: Record<string, string>, headers?: Record<string, string>, signal?: AbortSignal }} [request]
 */
export function requestToken(sim, { form = {}, headers = {}, signal } = {}) {
  const fields = { grant_type: 'client_credentials', client_id: sim.clientId, client_secret: sim.clientSecret, ...form };
  return fetch(sim.tokenUrl, { method: 'POST', body: new URLSearchParams(fields), headers, ...(signal ? { signal } : {}) });
}

/**
 * A client of the socket that notes what comes.
 *
 * @param {Simulator} sim
 * @param {string} [token] Left out: a fresh one.
 */
export function connect(sim, token = sim.issueToken().accessToken) {
  return connectTo(`${sim.socketUrl}?access_token=${encodeURIComponent(token)}`);
}

/** A client of any socket that notes what comes. @param {string} url */
export function connectTo(url) {
  const { socket, refused } = IN_PAGE ? openInPage(url) : openOverPort(url);
  onTestFinished(() => socket.close());
  /** @type {{ text: string, isBinary: boolean }[]} */
  const received = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  socket.addEventListener('message', ({ data }) => {
    const isBinary = typeof data !== 'string';
    received.push({ text: isBinary ? Buffer.from(data).toString() : data, isBinary });
    for (const look of waiting.splice(0)) look();
  });
  /** @type {Promise<void>} */
  const opened = new Promise((resolve) => socket.addEventListener('open', () => resolve()));
  /** @type {Promise<{ code: number, reason: string }>} */
  const closed = new Promise((resolve) => socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason })));
  return {
    socket,
    received,
    opened,
    closed,
    /** The status of a refused handshake; `null` when the connection just broke. */
    refused,
    /** Resolves with the first `count` frames, read as JSON. @param {number} count @returns {Promise<any[]>} */
    async frames(count) {
      while (received.length < count) await new Promise((/** @type {(value?: unknown) => void} */ resolve) => waiting.push(resolve));
      return received.slice(0, count).map(({ text }) => JSON.parse(text));
    },
  };
}

/** What both forms have of a WebSocket. @typedef {Pick<WebSocket, 'addEventListener' | 'close' | 'send' | 'readyState' | 'OPEN' | 'CLOSING'>} Socket */

/** @param {string} url @returns {{ socket: Socket, refused: Promise<number | null> }} */
function openOverPort(url) {
  const socket = new WebSocketOfWs(url);
  /** @type {Promise<number | null>} */
  const refused = new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => {
      response.resume();
      socket.terminate();
      resolve(response.statusCode ?? null);
    });
    socket.once('error', () => resolve(null));
  });
  return { socket: /** @type {Socket} */ (/** @type {unknown} */ (socket)), refused };
}

/** A page never learns the status: it is in the simulator's record. @param {string} url @returns {{ socket: Socket, refused: Promise<number | null> }} */
function openInPage(url) {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const sim = inPage.find((candidate) => url.startsWith(candidate.url.replace('http', 'ws')));
  /** @type {Promise<number | null>} */
  const refused = new Promise((resolve) => socket.addEventListener('error', () => resolve(sim?.records.handshakes.at(-1)?.status ?? null)));
  return { socket, refused };
}

/**
 * A client that is open.
 *
 * @param {Simulator} sim
 * @param {string} [token]
 */
export async function connected(sim, token) {
  const client = connect(sim, token);
  await client.opened;
  return client;
}

/** @param {Simulator} sim @param {string} path @param {unknown} [body] */
export function post(sim, path, body) {
  return fetch(`${sim.controlUrl}/${path}`, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

/** @param {Response} response @returns {Promise<any>} */
export function readJson(response) {
  return response.json();
}
