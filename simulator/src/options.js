// @ts-check

import { BadParameter, check } from './check.js';
import { SCENARIO_NAMES } from './scenarios/index.js';
import { DEFAULT_CLIENT, DEFAULT_SETTINGS, changeSettings, isSetting } from './settings.js';

/** @typedef {import('./scenarios/index.js').ScenarioName} ScenarioName */
/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./directory.js').User} User */
/** @typedef {import('./world.js').Client} Client */

/**
 * @typedef {object} StartOptions
 * @property {number} [port] 0, the default: any free one.
 * @property {string} [host] `127.0.0.1` by default.
 * @property {number} [seed] A whole number from 0; 1 by default. Same seed: same conversations, names and ids.
 * @property {Client[]} [clients] Known besides the default one, or in its place where one has its id.
 * @property {User[]} [users] Who work there besides the usual ones, or in their place where one has its id.
 * @property {ScenarioName | null} [scenario] None by default.
 * @property {number} [speed] How much faster than the clock on the wall the scenario runs; 1 by default.
 * @property {number} [recordLimit] How many entries each record keeps at least; 100,000 by default.
 * @property {(line: string) => void} [log] Takes a line for each thing that happens; none has a token or secret in it.
 */

/** @typedef {StartOptions & Partial<Settings>} SimulatorOptions */

const HOST = '127.0.0.1';

const SEED = 1;

const RECORD_LIMIT = 100_000;

const MAX_PORT = 65_535;

const START_OPTIONS = ['port', 'host', 'seed', 'clients', 'users', 'scenario', 'speed', 'recordLimit', 'log'];

/** @param {SimulatorOptions} options @throws {BadParameter} */
export function readOptions(options) {
  const settings = Object.fromEntries(Object.entries(options).filter(([name]) => isSetting(name)));
  const known = [...START_OPTIONS, ...Object.keys(DEFAULT_SETTINGS)];
  check.known(options, known);
  const port = check.count(options.port ?? 0, 'port', 0);
  if (port > MAX_PORT) throw new BadParameter(`port: expected at most ${MAX_PORT}, got ${port}`);
  return {
    port,
    host: check.string(options.host ?? HOST, 'host'),
    seed: check.count(options.seed ?? SEED, 'seed', 0),
    clients: readClients(options.clients ?? []),
    users: readUsers(options.users ?? []),
    settings: changeSettings(DEFAULT_SETTINGS, settings),
    scenario: (options.scenario ?? null) === null ? null : check.oneOf(options.scenario, 'scenario', SCENARIO_NAMES),
    speed: check.positive(options.speed ?? 1, 'speed'),
    recordLimit: check.count(options.recordLimit ?? RECORD_LIMIT, 'recordLimit'),
    log: options.log ?? (() => {}),
  };
}

/** @param {readonly Client[]} clients @returns {Map<string, Client>} */
function readClients(clients) {
  if (!Array.isArray(clients)) throw new BadParameter('clients: expected a list of { clientId, clientSecret, scope?, redirectUris? }');
  /** @type {Map<string, Client>} */
  const byId = new Map([[DEFAULT_CLIENT.clientId, DEFAULT_CLIENT]]);
  clients.forEach((client, index) => {
    const path = `clients[${index}]`;
    const clientId = check.string(client?.clientId, `${path}.clientId`);
    check.string(client.clientSecret, `${path}.clientSecret`);
    if (client.scope !== undefined) check.string(client.scope, `${path}.scope`);
    if (client.redirectUris !== undefined) check.strings(client.redirectUris, `${path}.redirectUris`);
    byId.set(clientId, client);
  });
  return byId;
}

/** @param {readonly User[]} users @returns {readonly User[]} */
function readUsers(users) {
  if (!Array.isArray(users)) throw new BadParameter('users: expected a list of { userId, name, email?, permissions? }');
  users.forEach((user, index) => {
    const path = `users[${index}]`;
    check.string(user?.userId, `${path}.userId`);
    check.string(user.name, `${path}.name`);
    if (user.email !== undefined) check.string(user.email, `${path}.email`);
    if (user.permissions !== undefined) check.strings(user.permissions, `${path}.permissions`);
  });
  return users;
}
