import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/scripts/**/*.test.mjs'],
    environment: 'node',
    // The scripts run as they are, in Node: nothing is to be resolved or transformed ahead of that.
    server: { deps: { external: [/\/scripts\/(lib\/)?\w[\w-]*\.mjs$/] } },
  },
});
