export { createGenesysToasts } from './client.js';
export { GenesysToastsError } from './errors.js';
export type { ActionFailure, ErrorCode } from './errors.js';
export type * from './types.js';
