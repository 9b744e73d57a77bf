// @ts-check

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BadParameter } from '../check.js';
import { SCENARIO_NAMES } from '../scenarios/index.js';
import { DEFAULT_PORT, DEFAULT_SETTINGS } from '../settings.js';
import { startSimulator } from './start.js';

/** @typedef {import('../api.js').Simulator} Simulator */
/** @typedef {import('../options.js').SimulatorOptions} SimulatorOptions */

const NAME = 'genesys-cloud-simulator';

/** It could not start. */
const EXIT_FAILED = 1;

/** An option was wrong. */
const EXIT_USAGE = 2;

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '::1'];

const HELP = `A Genesys Cloud on your own computer, for building and testing agent desktops.

Usage: ${NAME} [options]

  --port <number>        0 takes any free port (default ${DEFAULT_PORT})
  --host <host>          (default 127.0.0.1)
  --scenario <name>      ${SCENARIO_NAMES.join(', ')}; without it nothing rings by itself
  --speed <factor>       how much faster than real time the scenario runs (default 1)
  --seed <number>        same seed: same conversations, names, ids and times (default 1)
  --token-life <seconds> life of a token (default ${DEFAULT_SETTINGS.tokenLifeSeconds})
  --quiet                no line for each request, socket and conversation
  --help, --version

Make things happen, for instance:
  curl -X POST http://127.0.0.1:${DEFAULT_PORT}/_control/ring -d '{"mediaType":"voice"}'
  curl http://127.0.0.1:${DEFAULT_PORT}/_control        lists all actions`;

/**
 * Runs the command line until it gets the signal to stop. Sets the exit code; writes to standard output, what is wrong to
 * standard error.
 *
 * @param {string[]} args Without `node` and the script.
 */
export async function runCommandLine(args) {
  let parsed;
  try {
    parsed = readArguments(args);
  } catch (error) {
    return fail(EXIT_USAGE, `${messageOf(error)}\nTry --help.`);
  }
  if (parsed.help) return console.log(HELP);
  if (parsed.version) return console.log(version());
  try {
    const simulator = await startSimulator(parsed.options);
    console.log(banner(simulator, parsed.options));
    stopOnSignal(simulator);
  } catch (error) {
    if (error instanceof BadParameter) return fail(EXIT_USAGE, `${error.message}\nTry --help.`);
    fail(EXIT_FAILED, explainStart(error, parsed.options));
  }
  return undefined;
}

/** @param {string[]} args @returns {{ help: boolean, version: boolean, options: SimulatorOptions }} */
function readArguments(args) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      scenario: { type: 'string' },
      speed: { type: 'string' },
      seed: { type: 'string' },
      'token-life': { type: 'string' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      version: { type: 'boolean', default: false },
    },
  });
  const { scenario, host, help = false, version: showVersion = false } = values;
  return {
    help,
    version: showVersion,
    options: {
      port: readNumber(values.port, '--port', DEFAULT_PORT),
      seed: readNumber(values.seed, '--seed', 1),
      speed: readNumber(values.speed, '--speed', 1),
      tokenLifeSeconds: readNumber(values['token-life'], '--token-life', DEFAULT_SETTINGS.tokenLifeSeconds),
      ...(host === undefined ? {} : { host }),
      // Checked by startSimulator(), which names the scenarios that there are.
      ...(scenario === undefined ? {} : { scenario: /** @type {import('../scenarios/index.js').ScenarioName} */ (scenario) }),
      ...(values.quiet ? {} : { log: logLine }),
    },
  };
}

/** @param {string | undefined} text @param {string} name @param {number} fallback */
function readNumber(text, name, fallback) {
  if (text === undefined) return fallback;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw new BadParameter(`${name}: expected a number, got "${text}"`);
  return number;
}

/** @param {Simulator} simulator @param {SimulatorOptions} options */
function banner(simulator, { scenario, speed, host = LOOPBACK_HOSTS[0] }) {
  const plays = scenario ? `scenario ${scenario} at speed ${speed}` : 'no scenario';
  const lines = [
    `${NAME} ${version()} is running (seed ${simulator.seed}, ${plays})`,
    `  API URL      ${simulator.apiUrl}`,
    `  sign-in URL  ${simulator.authorizeUrl}`,
    `  token URL    ${simulator.tokenUrl}`,
    `  socket URL   ${simulator.socketUrl}`,
    `  control URL  ${simulator.controlUrl}`,
    `  client       ${simulator.clientId} / ${simulator.clientSecret}`,
    `  user         ${simulator.users[0]?.name} (${simulator.userId})`,
  ];
  if (!LOOPBACK_HOSTS.includes(/** @type {string} */ (host))) {
    lines.push(`  Anybody who can reach ${host} can use the control endpoint.`);
  }
  return [...lines, 'Press Ctrl+C to stop.'].join('\n');
}

/** @param {Simulator} simulator */
function stopOnSignal(simulator) {
  const stop = async () => {
    await simulator.close();
    console.log(`${NAME} has stopped.`);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, stop);
}

/** @param {unknown} error @param {SimulatorOptions} options */
function explainStart(error, { port, host = LOOPBACK_HOSTS[0] }) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is taken; choose another with --port (0 takes any free one).`;
  if (code === 'EACCES') return `port ${port} may not be used by you; choose one from 1024 with --port.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is no address of this computer; leave --host out for 127.0.0.1.`;
  return messageOf(error);
}

/** @param {string} line */
function logLine(line) {
  console.log(`${new Date().toISOString().slice(11, 23)}  ${line}`);
}

/** @param {number} exitCode @param {string} message */
function fail(exitCode, message) {
  console.error(`${NAME}: ${message}`);
  process.exitCode = exitCode;
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/** @returns {string} */
function version() {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}
