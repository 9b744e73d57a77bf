/** The WebDriver of one engine, as a process of its own, with an X server where the engine needs one. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import { engineOf } from '../../../scripts/lib/engines.mjs';

export type EngineName = 'firefox' | 'webkit' | 'chromium';

/** What `scripts/lib/engines.mjs` says of an engine. */
interface Engine {
  readonly name: EngineName;
  readonly find: () => { readonly browser: string | null; readonly driver: string | null; readonly display?: string | null };
  readonly driverArguments: (port: number) => string[];
  readonly capabilities: (browser: string) => Record<string, unknown>;
  readonly environment?: () => Record<string, string>;
}

export interface Machine {
  readonly engine: EngineName;
  /** `http://127.0.0.1:<port>` of the driver. Another one after a browser did not start. */
  readonly address: string;
  /** Starts a browser with a profile of its own. Where none starts in time: once again, with a new driver. */
  readonly session: () => Promise<WebDriver>;
  readonly stop: () => Promise<void>;
}

const READY_MS = 20_000;

/** How long a command may take: longer than any wait in a test, shorter than a test. */
const ANSWER_MS = 30_000;

/** How long a browser may take to start; two of them fit into a test. In CI a test with WebKit once waited for one until its time was over, it seems: why is not known. */
const START_MS = 20_000;

/** Starts the driver of an engine; resolves when it takes sessions. */
export async function startMachine(name: EngineName): Promise<Machine> {
  const engine = engineOf(name) as unknown as Engine;
  const { browser, driver, display } = engine.find();
  if (!browser || !driver || display === null) throw new Error(`${name} or its driver is missing: run npm run test:engines, which installs it or says how.`);
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    for (const child of children.reverse()) await end(child);
  };
  try {
    const env: NodeJS.ProcessEnv = { ...process.env, ...engine.environment?.() };
    if (display) {
      const screen = spawn(display, ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
      children.push(screen);
      Object.assign(env, { DISPLAY: `:${await firstLine(screen)}`, GDK_BACKEND: 'x11' });
      delete env.WAYLAND_DISPLAY;
    }
    let driverAt = await startDriver(engine, driver, env);
    children.push(driverAt.child);
    const start = (): Promise<WebDriver> => {
      const capabilities = new Capabilities(engine.capabilities(browser));
      const building = Promise.resolve(new Builder().disableEnvironmentOverrides().usingServer(driverAt.address).withCapabilities(capabilities).build());
      return inTime(building, START_MS, 'no browser started');
    };
    const session = async (): Promise<WebDriver> => {
      const started = await start().catch(async (error: unknown) => {
        console.warn(`${name}: ${String(error)}. A new driver is started.`);
        await end(driverAt.child);
        driverAt = await startDriver(engine, driver, env);
        children.push(driverAt.child);
        return start();
      });
      return limited(started);
    };
    return {
      engine: name,
      get address() {
        return driverAt.address;
      },
      session,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Driver {
  readonly child: ChildProcess;
  readonly address: string;
}

/** Resolves when the driver takes sessions. */
async function startDriver(engine: Engine, path: string, env: NodeJS.ProcessEnv): Promise<Driver> {
  const port = await freePort();
  const child = spawn(path, engine.driverArguments(port), { env, stdio: ['ignore', 'ignore', process.env.ENGINES_LOG ? 'inherit' : 'ignore'] });
  const address = `http://127.0.0.1:${String(port)}`;
  await ready(address).catch(async (error: unknown) => {
    await end(child);
    throw error;
  });
  return { child, address };
}

/** What `work` resolves to; an error with this text where it takes longer. */
async function inTime<T>(work: Promise<T>, ms: number, otherwise: string): Promise<T> {
  const timer = new AbortController();
  const late = pause(ms, undefined, { signal: timer.signal }).then((): never => {
    throw new Error(`${otherwise} in ${String(ms)} ms`);
  });
  return Promise.race([work, late]).finally(() => timer.abort());
}

/** A driver that never answers is named with what it was asked, and does not look like a page that hangs. */
function limited(driver: WebDriver): WebDriver {
  const execute = driver.execute.bind(driver);
  driver.execute = (command) => inTime(execute(command), ANSWER_MS, `The driver gave no answer to ${command.getName()} ${JSON.stringify(command.getParameters())}`);
  return driver;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The X server has no output.');
  for await (const line of createInterface(child.stdout)) return line.trim();
  throw new Error('The X server ended before it had a display.');
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function ready(address: string): Promise<void> {
  const until = Date.now() + READY_MS;
  for (;;) {
    const answer = await fetch(`${address}/status`).then((response) => response.ok, () => false);
    if (answer) return;
    if (Date.now() > until) throw new Error(`The driver at ${address} does not answer.`);
    await pause(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
