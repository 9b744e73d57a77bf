import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    name: 'e2e',
    include: ['tests/e2e/**/*.spec.ts'],
    environment: 'node',
    globalSetup: ['tests/e2e/support/global-setup.ts'],
    // One browser at a time: what is measured here must not share the processors with another file.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The tables that some tests print are results: they go out as they are.
    disableConsoleIntercept: true,
  },
});
