/** What the engine calls. */
import type { Configuration } from './configuration.js';
import type { Host } from './engine.js';
import { GenesysToastsError } from './errors.js';
import { isLevelEnabled, log } from './log.js';
import { noteReason } from './reasons.js';

/**
 * Makes the host of a client's engine. Callbacks are those that the app gave last.
 *
 * @param isAudible - whether the app is told anything: not after `stop()` [S9]
 * @param onChange - called when the engine's snapshot is no longer current
 */
export function createHost({ get }: Configuration, isAudible: () => boolean, onChange: () => void): Host {
  const { getToken, tokenStorage } = get();
  return {
    ...(getToken && { getToken: (request) => get().getToken?.(request) }),
    ...(tokenStorage && tokenStorage !== 'memory' && { storage: tokenStorage }),
    onToast: (toast) => {
      if (isAudible()) get().onToast?.(toast);
    },
    onDismiss: (toast, reason) => {
      noteReason(toast, reason);
      if (isAudible()) get().onDismiss?.(toast, reason);
    },
    onStatus: (status, detail) => {
      if (isAudible()) get().onStatus?.(status, detail);
    },
    onError: (error) => {
      if (isAudible()) get().onError?.(error);
    },
    onChange,
    createError: (init) => new GenesysToastsError(init),
    isLevelEnabled: (level) => isLevelEnabled(get().logger, level),
    log: (level, line) => log(get().logger, level, line),
    resources: new Set(),
  };
}
