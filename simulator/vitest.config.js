// @ts-check

import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  test: { include: ['test/**/*.test.js'], environment: 'node', testTimeout: 10_000 },
});
