/** The toasts and the status of the view: those of the client, or those that the app sets. */
import { IDLE } from '../idle.js';
import { getInternals } from '../internals.js';
import type { Snapshot } from '../types.js';
import { noteTimes } from './clock.js';
import type { ToasterOptions } from './types.js';
import type { ViewState } from './view.js';
import { createWarningState } from './warning.js';

type Reading = Pick<ViewState, 'toasts' | 'status' | 'warning' | 'alerts' | 'routingStatus' | 'acts' | 'opens'>;

export interface Source {
  readonly configure: (options: ToasterOptions) => void;
  readonly open: () => void;
  readonly close: () => void;
  readonly read: () => Reading;
}

/** @param changed - called while the source is open, when `read()` may return something new */
export function createSource(first: ToasterOptions, changed: () => void): Source {
  let options = first;
  let unsubscribe: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const warning = createWarningState((afterMs) => {
    clearTimeout(timer);
    if (afterMs !== null && unsubscribe) timer = setTimeout(changed, Math.ceil(afterMs));
  });

  const snapshot = (): Snapshot => options.client?.getSnapshot() ?? IDLE;

  return {
    configure(next) {
      if (next.client !== options.client) warning.reset();
      options = next;
    },
    open() {
      unsubscribe = options.client?.subscribe(changed) ?? (() => undefined);
    },
    close() {
      unsubscribe?.();
      unsubscribe = undefined;
      warning.pause();
    },
    read() {
      const own = snapshot();
      const toasts = options.toasts ?? own.toasts;
      noteTimes(toasts);
      const given = typeof options.status === 'string' ? options.status : undefined;
      const cause = options.client ? { ...own, status: given ?? own.status } : given && { status: given };
      return {
        toasts,
        status: given ?? own.status,
        warning: warning.read(cause),
        // An object of the app that only looks like a client may have no alerts and no agent.
        alerts: (options.client && (own as Partial<Snapshot>).alerts) ?? IDLE.alerts,
        routingStatus: (options.client && (own as Partial<Snapshot>).agent?.routingStatus) ?? null,
        acts: options.client !== undefined,
        opens: options.client !== undefined && getInternals(options.client)?.hasOnOpen() === true,
      };
    },
  };
}
