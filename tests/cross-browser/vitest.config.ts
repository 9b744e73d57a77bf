import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    name: 'cross-browser',
    include: ['tests/cross-browser/**/*.spec.ts'],
    environment: 'node',
    globalSetup: ['tests/cross-browser/support/global-setup.ts'],
    // One browser at a time.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    disableConsoleIntercept: true,
  },
});
