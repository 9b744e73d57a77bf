/** Where the view's toasts and status come from: a client, or what the app gives. */
import { IDLE } from '../idle.js';
import type { Snapshot } from '../types.js';
import { noteDue } from './tools.js';
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

/** A time in which rings may be missed. */
interface Blindness {
  /** In ms since 1970: for the agent. */
  readonly since: number;
  /** From when on the agent is told, by the monotonic clock: the computer's clock may be set meanwhile. */
  readonly toldFrom: number;
  /** Once told, it stays until the time is over. */
  told: boolean;
}

/** @param changed - called when there is something new to read, while the source is open */
export function createSource(first: ToasterOptions, changed: () => void): Source {
  let options = first;
  let unsubscribe: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let blind: Blindness | undefined;
  /** The view was off the page, and has not read since. */
  let away = false;

  const snapshot = (): Snapshot => options.client?.getSnapshot() ?? IDLE;
  const statusIn = (status: Reading['status']): Reading['status'] => (typeof options.status === 'string' ? options.status : status);

  /** Since when rings may be missed, in ms since 1970: as the client says, or since a status that the app gives is not a connected one. */
  function lostSince(status: Reading['status']): number | null {
    if (status === undefined || status === 'idle' || status === 'stopped') return null;
    if (options.client) return snapshot().statusDetail.blindSince;
    return status === 'connected' ? null : (blind?.since ?? Date.now());
  }

  /** Gives since when rings may be missed, where it is time to tell. */
  function toTell(status: Reading['status']): number | null {
    const since = lostSince(status);
    clearTimeout(timer);
    if (since === null) {
      blind = undefined;
      return null;
    }
    if (away && options.client && blind?.since !== since) blind = undefined;
    away = false;
    const now = performance.now();
    // A view that comes later counts what has passed already.
    blind ??= { since, toldFrom: now + BLIND_AFTER_MS - Math.max(0, Date.now() - since), told: false };
    // A connection that is not yet stable may be lost again: then it is told at once.
    if (status !== 'connected') {
      if (blind.toldFrom <= now) blind.told = true;
      else if (unsubscribe) timer = setTimeout(changed, Math.ceil(blind.toldFrom - now));
    }
    return blind.told ? since : null;
  }

  return {
    configure(next) {
      if (next.client !== options.client) blind = undefined;
      options = next;
    },
    open() {
      unsubscribe = options.client?.subscribe(changed) ?? (() => undefined);
    },
    close() {
      unsubscribe?.();
      unsubscribe = undefined;
      clearTimeout(timer);
      // A view that is only moved on the page goes on where it was.
      away = true;
    },
    read() {
      const { toasts: own, status: ownStatus } = snapshot();
      const toasts = options.toasts ?? own;
      noteDue(toasts);
      const status = statusIn(ownStatus);
      return { toasts, status, blindSince: toTell(status) };
    },
    onServer: () => ({ toasts: options.toasts ?? [], status: statusIn('idle'), blindSince: null }),
  };
}
