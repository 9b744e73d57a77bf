/** `opened`: ms from the page's `import()` to the client's first `new WebSocket`. */
import { installSocket, sockets } from '../lib/fake-socket.js';

installSocket();

/** @param {(options: object) => any} make @param {object} [more] */
export async function begin(make, more) {
  const client = make({ source: 'routing-events', getToken: () => 'token', socketUrl: 'wss://events.invalid/', ...more });
  const opened = sockets.first;
  void client.start();
  globalThis.opened = (await opened) - globalThis.begun;
}
