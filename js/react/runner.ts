import { getInternals } from '../client.js';
import type { GenesysToasts } from '../types.js';

/**
 * Makes the function that runs the clients of one component, one at a time. It is for effects: it starts a client, after it has disposed of the
 * one before, and gives what is to be done at unmount.
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
    // A failure is in the snapshot, and was told to onError.
    client?.start().catch(() => undefined);
    return () => {
      // One task later: in StrictMode the second mount comes first, and finds it running.
      disposing = setTimeout(dispose);
    };
  };
}
