/** Times of toasts by the monotonic clock. A toast has wall-clock times, and the clock of the computer may change while the toast is shown. */
import type { Toast } from '../types.js';

interface Times {
  /** When it began to ring. */
  readonly began: number;
  /** The time of `expiresAt`. */
  readonly expires: number | null;
  /** The time of `alertingUntil`. */
  readonly rings: number | null;
}

const timesOf = new WeakMap<Toast, Times>();
const began = new Map<string, number>();
/** Many more than there can be toasts. */
const REMEMBERED = 2000;

/** Notes the times of toasts. To be called as soon as there are new ones. */
export function noteTimes(toasts: readonly Toast[]): void {
  for (const toast of toasts) times(toast);
}

function times(toast: Toast): Times {
  const known = timesOf.get(toast);
  if (known) return known;
  // Ids are unique for one client only.
  const key = `${toast.id} ${String(toast.timestamp)}`;
  const offset = performance.now() - Date.now();
  // A toast that changes is a new object [O1], but the same ring.
  const first = began.get(key) ?? toast.timestamp + offset;
  began.set(key, first);
  for (const old of began.keys()) if (began.size > REMEMBERED) began.delete(old);
  const noted: Times = {
    began: first,
    expires: toast.expiresAt === null ? null : toast.expiresAt + offset,
    rings: toast.alertingUntil === undefined ? null : toast.alertingUntil + offset,
  };
  timesOf.set(toast, noted);
  return noted;
}

/** Ms since a toast began to ring. */
export const elapsedMs = (toast: Toast): number => Math.max(0, performance.now() - times(toast).began);

/** Ms until `expiresAt` or `alertingUntil`, whichever is earlier; `null` where the toast has neither. */
export function remainingMs(toast: Toast): number | null {
  const { expires, rings } = times(toast);
  const due = expires === null ? rings : rings === null ? expires : Math.min(expires, rings);
  return due === null ? null : Math.max(0, due - performance.now());
}

/** Ms until `alertingUntil`, and its share of the whole ring, from 0 to 1; `null` where it is not known. */
export function ringLeft(toast: Toast): { readonly ms: number; readonly share: number } | null {
  const { began, rings } = times(toast);
  if (rings === null) return null;
  const ms = Math.max(0, rings - performance.now());
  return { ms, share: rings > began ? Math.min(1, ms / (rings - began)) : 0 };
}
