import { GenesysToastsError } from './errors.js';

const NEEDED = {
  WebSocket: 'use Node 22 or later, or put one on globalThis first (globalThis.WebSocket = (await import("ws")).WebSocket)',
  fetch: 'use a later version, or put one on globalThis first',
  WebAssembly: 'use a later version, or lift the policy that turns it off',
};

/**
 * Checks that the environment has the globals that the engine needs.
 *
 * @throws GenesysToastsError `unsupported`
 */
export function checkEnvironment(): void {
  for (const [name, advice] of Object.entries(NEEDED)) {
    if ((globalThis as Record<string, unknown>)[name]) continue;
    throw new GenesysToastsError({
      code: 'unsupported',
      message: `This environment has no global ${name}, which genesys-toasts runs on: ${advice}.`,
      retryable: false,
    });
  }
}
