// @ts-check

import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { startSimulator } from '../src/index.js';

/** @typedef {import('../src/index.js').Simulator} Simulator */

/**
 * A simulator that ends with the test.
 *
 * @param {import('../src/index.js').SimulatorOptions} [options]
 * @returns {Promise<Simulator>}
 */
export async function simulator(options = {}) {
  const sim = await startSimulator(options);
  onTestFinished(() => sim.close());
  return sim;
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
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  /** @type {{ text: string, isBinary: boolean }[]} */
  const received = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  socket.on('message', (data, isBinary) => {
    received.push({ text: data.toString(), isBinary });
    for (const look of waiting.splice(0)) look();
  });
  /** @type {Promise<void>} */
  const opened = new Promise((resolve) => socket.once('open', () => resolve()));
  /** @type {Promise<{ code: number, reason: string }>} */
  const closed = new Promise((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  /** The status of a refused handshake; `null` when the connection just broke. @type {Promise<number | null>} */
  const refused = new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => {
      response.resume();
      socket.terminate();
      resolve(response.statusCode ?? null);
    });
    socket.once('error', () => resolve(null));
  });
  return {
    socket,
    received,
    opened,
    closed,
    refused,
    /** Resolves with the first `count` frames, read as JSON. @param {number} count @returns {Promise<any[]>} */
    async frames(count) {
      while (received.length < count) await new Promise((/** @type {(value?: unknown) => void} */ resolve) => waiting.push(resolve));
      return received.slice(0, count).map(({ text }) => JSON.parse(text));
    },
  };
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
