// @ts-check

import { createServer } from 'node:http';
import { readOptions } from '../options.js';
import { createSimulator } from '../simulator.js';
import { listen } from './listen.js';
import { upgradeListener } from './upgrades.js';

/** @typedef {import('../api.js').Simulator} Simulator */
/** @typedef {import('../options.js').SimulatorOptions} SimulatorOptions */

/**
 * Starts a Genesys Cloud on this computer.
 *
 * @param {SimulatorOptions} [options]
 * @returns {Promise<Simulator>} Resolves when it serves.
 * @throws {import('../check.js').BadParameter} An option that cannot be so; and what `listen` throws, such as `EADDRINUSE`.
 */
export async function startSimulator(options = {}) {
  const read = readOptions(options);
  const { host } = read;
  const server = createServer();
  const port = await listen(server, read.port, host);
  const { simulator, answer, upgrade, stop } = createSimulator(read, `http://${host.includes(':') ? `[${host}]` : host}:${port}`);
  server.on('request', (request, response) => {
    // A browser silently repeats a request that fails on a connection it used before: each gets its own.
    response.shouldKeepAlive = false;
    answer(request, response);
  });
  server.on('upgrade', upgradeListener(upgrade));

  const close = async () => {
    stop();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  };
  return { ...simulator, host, port, close };
}
