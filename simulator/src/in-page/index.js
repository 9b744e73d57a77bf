// @ts-check
/// <reference lib="dom" preserve="true" />
/// <reference lib="dom.iterable" preserve="true" />

/**
 * A Genesys Cloud inside a page: the simulator behind a `fetch` and a `WebSocket` of its own. Needs no Node and no port; also for tests in jsdom.
 */

import { BadParameter } from '../check.js';
import { readOptions } from '../options.js';
import { createSimulator } from '../simulator.js';
import { createFetch } from './fetch.js';
import { createWebSocket } from './web-socket.js';

/** @typedef {import('../api.js').AnySimulator} AnySimulator */
/** @typedef {import('../options.js').SimulatorOptions} SimulatorOptions */

/**
 * @typedef {Omit<SimulatorOptions, 'port' | 'host'> & { url?: string }} InPageOptions `url`: the address that the simulator answers at, and that
 * nothing else answers at; `https://simulator.invalid` by default.
 */

/**
 * @typedef {object} InPage
 * @property {AnySimulator} simulator
 * @property {typeof globalThis.fetch} fetch Asks the simulator at its own address; every other request goes to the page's `fetch`.
 * @property {typeof globalThis.WebSocket} WebSocket Likewise.
 * @property {() => () => void} install Puts both in the place of the page's own; what it returns restores those.
 * @property {() => void} close Ends everything, and puts back what `install()` replaced. Harmless when called again.
 */

/** Nobody can own this name (RFC 2606): a request that went to the network by mistake would fail. */
const DEFAULT_URL = 'https://simulator.invalid';

/**
 * Starts a Genesys Cloud in this page.
 *
 * @param {InPageOptions} [options]
 * @returns {InPage}
 * @throws {BadParameter} An option that cannot be so.
 * @throws {Error} The page is no secure context.
 */
export function startInPage(options = {}) {
  const { url = DEFAULT_URL, ...rest } = options;
  for (const name of ['port', 'host']) if (name in rest) throw new BadParameter(`${name}: a page serves none; url is the address`);
  const origin = originOf(url);
  if (typeof globalThis.crypto?.randomUUID !== 'function') {
    throw new Error('The simulator needs a secure context: open this page by https, or at localhost');
  }
  const { simulator, answer, upgrade, stop } = createSimulator(readOptions(rest), origin);
  const real = { fetch: globalThis.fetch, WebSocket: globalThis.WebSocket };
  const replaced = { fetch: createFetch({ origin, answer, realFetch: real.fetch }), WebSocket: createWebSocket({ origin, upgrade, RealWebSocket: real.WebSocket }) };
  /** @type {(() => void)[]} */
  const installed = [];

  const install = () => {
    const before = { fetch: globalThis.fetch, WebSocket: globalThis.WebSocket };
    Object.assign(globalThis, replaced);
    const restore = () => {
      if (globalThis.fetch === replaced.fetch) Object.assign(globalThis, before);
    };
    installed.push(restore);
    return restore;
  };

  const close = () => {
    stop();
    // Whoever still has the replaced functions reaches nobody.
    simulator.goOffline();
    for (const restore of installed.splice(0).reverse()) restore();
  };
  return { simulator, ...replaced, install, close };
}

/** @param {unknown} url */
function originOf(url) {
  try {
    const { origin, protocol } = new URL(String(url));
    if (/^https?:$/.test(protocol)) return origin;
  } catch {
    // Said below.
  }
  throw new BadParameter(`url: expected an address such as ${DEFAULT_URL}, got ${JSON.stringify(url)}`);
}
