import { useCallback, useSyncExternalStore } from 'react';
import { remainingMs } from '../toaster/clock.js';
import type { Toast } from '../types.js';

const SECOND_MS = 1000;

/**
 * Returns how long a toast is still shown, in ms as whole seconds (`8000`, `7000`, …), and renders the component again each second. It is the time until
 * `expiresAt` or `alertingUntil`, whichever is earlier; `null` where the toast has neither, and on a server.
 */
export function useToastRemaining(toast: Toast): number | null {
  const subscribe = useCallback(
    (listener: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const wait = (): void => {
        const left = remainingMs(toast);
        if (left === null || left === 0) return;
        timer = setTimeout(() => {
          listener();
          wait();
        }, left % SECOND_MS || SECOND_MS);
      };
      wait();
      return () => clearTimeout(timer);
    },
    [toast],
  );
  return useSyncExternalStore(subscribe, () => wholeSeconds(remainingMs(toast)), () => null);
}

const wholeSeconds = (ms: number | null): number | null => (ms === null ? null : Math.ceil(ms / SECOND_MS) * SECOND_MS);
