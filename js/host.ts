/** The functions that the engine calls. */
import type { ActionCalls } from './actions.js';
import type { Configuration } from './configuration.js';
import type { Host } from './engine.js';
import { GenesysToastsError } from './errors.js';
import { isLevelEnabled, log } from './log.js';
import { noteReason } from './reasons.js';

/**
 * Makes the host of a client's engine. It calls the callbacks of the current options.
 *
 * @param mayCallApp - whether callbacks of the app may be called: not after `stop()` [S9]
 * @param onChange - called when the snapshot of the engine is outdated
 * @param ofActions - handles the actions of the agent
 */
export function createHost({ get }: Configuration, mayCallApp: () => boolean, onChange: () => void, ofActions: ActionCalls['host']): Host {
  const { getToken, tokenStorage } = get();
  return {
    ...(getToken && { getToken: (request) => get().getToken?.(request) }),
    ...(tokenStorage && tokenStorage !== 'memory' && { storage: tokenStorage }),
    onToast: (toast, tab) => {
      if (mayCallApp()) get().onToast?.(toast, { tab });
    },
    onDismiss: (toast, reason, tab) => {
      noteReason(toast, reason);
      if (mayCallApp()) get().onDismiss?.(toast, reason, { tab });
    },
    onStatus: (status, detail, tab) => {
      if (mayCallApp()) get().onStatus?.(status, detail, { tab });
    },
    onOpen: (toast) => {
      if (mayCallApp()) get().onOpen?.(toast);
    },
    onError: (error) => {
      if (mayCallApp()) get().onError?.(error);
    },
    ...ofActions,
    onChange,
    createError: (init) => new GenesysToastsError(init),
    isLevelEnabled: (level) => isLevelEnabled(get().logger, level),
    log: (level, line) => log(get().logger, level, line),
    resources: new Set(),
  };
}
