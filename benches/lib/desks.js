/** Clients on a socket and an API that the benchmark plays; runs in a page and in Node. */
import { fakeApi } from './fake-api.js';
import { installSocket, sockets } from './fake-socket.js';

/** The agent of the fixtures. */
export const ME = 'f6fadfa7-e5c1-4b62-9362-da5cc13da58a';

/** The memory of each Wasm instance that was made. @type {WebAssembly.Memory[]} */
const memories = [];

/** Replaces the network, and notes the memory of what WebAssembly is made from now on. */
export function installNetwork() {
  installSocket();
  globalThis.realFetch = globalThis.fetch;
  globalThis.fetch = fakeApi(ME);
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    if (made instanceof WebAssembly.Instance) memories.push(Object.values(made.exports).find((one) => one instanceof WebAssembly.Memory));
    return made;
  };
}

/** @returns {number} Bytes of all Wasm memories; they never shrink. */
export const wasmBytes = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);

const task = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Starts a client and waits until it is connected.
 *
 * @param {(options: object) => any} make
 * @param {Record<string, unknown>} options
 * @returns {Promise<{ client: any, receive: (text: string) => void, changes: () => number }>} `receive` calls the handler that the client gave its socket.
 */
export async function openDesk(make, options) {
  const before = sockets.length;
  const client = make({ getToken: () => 'token', socketUrl: 'wss://events.invalid/', userId: ME, logger: null, maxSilenceMs: Infinity, ...options });
  let changes = 0;
  // As a view does: it looks at what is there now.
  client.subscribe(() => (changes += client.getSnapshot().toasts.length >= 0 ? 1 : 0));
  await client.start();
  for (let turns = 0; client.getSnapshot().status !== 'connected'; turns++) {
    if (turns > 2000) throw new Error(`not connected: ${JSON.stringify(client.getSnapshot())}`);
    await task();
  }
  // What follows the open (topics, the list) is over, too.
  for (let turns = 0; turns < 20; turns++) await task();
  const socket = sockets[before];
  return { client, receive: (text) => socket.onmessage({ data: text }), changes: () => changes };
}

/** The options that a source wants; the package takes no option that it does not know, nor a `userId` for the other source. */
export const optionsOf = (source) => (source === 'notifications' ? { source } : { source, userId: undefined });
