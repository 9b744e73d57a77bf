/** Functions of a client that are not for the app: the hook and the view call them. */
import type { GenesysToasts, GenesysToastsOptions } from './types.js';

export interface Internals {
  /** Takes the options of a render, of which only those have changed that the connection does not depend on. */
  configure(options: GenesysToastsOptions): void;
  /** Stops the client and frees its memory, as `[Symbol.dispose]` does, which older browsers do not have. */
  dispose(): void;
  /** Lets audio run that waits for a gesture: called in the task of a click whose event the page does not get. */
  noteGesture(): void;
  /** Whether the app gave `onOpen`: the view then makes the body of a toast a button. */
  hasOnOpen(): boolean;
}

const internals = new WeakMap<GenesysToasts, Internals>();

/** Returns the further functions of a client; `undefined` for an object of the app that only looks like one. */
export const getInternals = (client: GenesysToasts): Internals | undefined => internals.get(client);

export function setInternals(client: GenesysToasts, functions: Internals): void {
  internals.set(client, functions);
}
