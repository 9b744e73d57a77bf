import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** All but the main path: the suite `e2e-long` of `npm test -- --all`, and of CI. */
const LONG = ['accessibility', 'actions-accessibility', 'actions-failures', 'alerts-autoplay', 'alerts-hidden', 'alerts-notification', 'alerts-sound', 'alerts-throttled', 'alerts-unfocused', 'baseline', 'channels', 'decode', 'demo', 'demo-tabs', 'gap', 'embedded', 'embedded-keyboard', 'embedded-look', 'embedded-trace', 'hmr', 'keyboard', 'latency', 'memory', 'panic', 'resilience', 'start', 'tabs-alone', 'tabs-frames', 'tabs-frozen', 'tabs-leader', 'tabs-messages', 'tabs-stopped', 'tabs-ten', 'tabs-visible', 'token'].map((name) => `tests/e2e/${name}.spec.ts`);

/** Which files: those of a suite, or without `GT_E2E` all of them, or those that are named. */
const ALL = 'tests/e2e/**/*.spec.ts';
const SUITES: Record<string, { include: string[]; exclude?: string[] }> = { quick: { include: [ALL], exclude: LONG }, long: { include: LONG } };

export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    name: 'e2e',
    ...(SUITES[process.env['GT_E2E'] ?? ''] ?? { include: [ALL] }),
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
