/** `told`: ms from the page's `import()` to the first word of the client that it is connecting; that the WebAssembly is loading is none. */
import { installSocket } from '../lib/fake-socket.js';

installSocket();

/** @param {(options: object) => any} make */
export async function begin(make) {
  const told = new Promise((resolve) => {
    const client = make({
      source: 'routing-events',
      getToken: () => 'token',
      socketUrl: 'wss://events.invalid/',
      onStatus: (status, { phase }) => status === 'connecting' && phase !== 'load' && resolve(performance.now() - globalThis.begun),
    });
    void client.start();
  });
  globalThis.told = await told;
}
