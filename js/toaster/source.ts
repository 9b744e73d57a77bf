/** Where the view's toasts and status come from: a client, or what the app gives. */
import { idleSnapshot } from '../store.js';
import type { ToasterOptions } from './types.js';
import type { ViewState } from './view.js';

/** A shorter time without a live socket is not worth a word. */
const BLIND_AFTER_MS = 5000;

type Reading = Pick<ViewState, 'toasts' | 'status' | 'blindSince'>;

export interface Source {
  readonly configure: (options: ToasterOptions) => void;
  readonly open: () => void;
  readonly close: () => void;
  readonly read: () => Reading;
  readonly onServer: () => Reading;
}

/** @param changed - called when there is something new to read, while the source is open */
export function createSource(first: ToasterOptions, changed: () => void): Source {
  let options = first;
  let unsubscribe: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Since when a status that the app gives has not been a connected one. */
  let lostAt: number | null = null;

  const snapshot = (): ReturnType<typeof idleSnapshot> => options.client?.getSnapshot() ?? IDLE;
  const statusIn = (status: Reading['status']): Reading['status'] => (typeof options.status === 'string' ? options.status : status);

  function lostSince(status: Reading['status']): number | null {
    const apart = status === undefined || status === 'idle' || status === 'stopped';
    if (options.client) return apart ? null : snapshot().statusDetail.blindSince;
    lostAt = apart || status === 'connected' ? null : (lostAt ?? Date.now());
    return lostAt;
  }

  return {
    configure(next) {
      options = next;
    },
    open() {
      unsubscribe = options.client?.subscribe(changed) ?? (() => undefined);
    },
    close() {
      unsubscribe?.();
      unsubscribe = undefined;
      clearTimeout(timer);
    },
    read() {
      const { toasts, status: own } = snapshot();
      const status = statusIn(own);
      const since = lostSince(status);
      const rest = since === null ? 0 : since + BLIND_AFTER_MS - Date.now();
      clearTimeout(timer);
      if (unsubscribe && rest > 0) timer = setTimeout(changed, rest);
      return { toasts: options.toasts ?? toasts, status, blindSince: rest > 0 ? null : since };
    },
    onServer: () => ({ toasts: options.toasts ?? [], status: statusIn('idle'), blindSince: null }),
  };
}

const IDLE = idleSnapshot(0);
