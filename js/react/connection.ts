import { OPTIONS } from '../generated/options.js';
import { valueAt } from '../options.js';
import type { GenesysToastsOptions } from '../types.js';

/** What a running client takes without a new connection. */
const TOASTS = new Set(['duration', 'redeliver', 'callerRoles', 'maxToasts', 'maxAgeMs', 'wasm', 'logger']);

/** The same text for options between which the connection makes no difference. */
export function connectionKey(options: GenesysToastsOptions): string {
  const values = OPTIONS.map(({ path, default: fallback }) => {
    if (TOASTS.has(path) || /^on[A-Z]/.test(path)) return null;
    const value = valueAt(options, path) ?? fallback;
    // Functions may be written inline: that one is there is all that counts.
    if (typeof value === 'function' || path === 'tokenStorage') return typeof value === 'string' ? value : typeof value;
    return Array.isArray(value) ? value : String(value);
  });
  return JSON.stringify(values);
}
