// @ts-check

import { defineConfig } from 'vitest/config';

/** The tests of what goes between the simulator and its clients; the others are on what is the same in a page. */
const BETWEEN = ['answering', 'channel-faults', 'channels', 'control', 'delivery', 'events', 'handshake', 'not-served', 'oauth', 'phones', 'request-faults', 'routing-status', 'sign-in', 'sockets'];

/** A page of jsdom cannot reach a port of another origin. */
const JSDOM = 'test/in-page-jsdom.test.js';

export default defineConfig({
  root: import.meta.dirname,
  test: {
    environment: 'node',
    testTimeout: 10_000,
    // Some of the same tests twice: over a port, and behind the `fetch` and `WebSocket` of a page.
    projects: [
      { extends: true, test: { name: 'port', include: ['test/**/*.test.js'], exclude: [JSDOM], env: { SIMULATOR_FORM: 'port' } } },
      { extends: true, test: { name: 'in-page', include: [JSDOM, ...BETWEEN.map((name) => `test/${name}.test.js`)], env: { SIMULATOR_FORM: 'in-page' } } },
    ],
  },
});
