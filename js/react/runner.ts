import { getInternals } from '../internals.js';
import type { GenesysToasts } from '../types.js';

/**
 * Makes the function that runs the clients of one component, one at a time. It is for effects: it disposes of the previous client, starts the given one,
 * and returns the function for unmount.
 */
export function createRunner(): (client: GenesysToasts | null) => () => void {
  let current: GenesysToasts | null = null;
  let disposing: ReturnType<typeof setTimeout> | undefined;

  function dispose(): void {
    if (current) getInternals(current)?.dispose();
  }

  return (client) => {
    clearTimeout(disposing);
    if (current !== client) dispose();
    current = client;
    // A failure is in the snapshot, and was reported to onError.
    client?.start().catch(() => undefined);
    return () => {
      // One task later, so that in StrictMode the second mount comes before it and the client keeps running.
      disposing = setTimeout(dispose);
    };
  };
}
