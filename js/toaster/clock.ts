/** Times of toasts by the monotonic clock: those of a toast are times of day, and the computer's clock may be set while it is shown. */
import type { Toast } from '../types.js';

interface Times {
  /** When it began to ring. */
  readonly began: number;
  /** When it leaves by itself. */
  readonly expires: number | null;
  /** When it stops ringing at the latest. */
  readonly rings: number | null;
}

const timesOf = new WeakMap<Toast, Times>();
const began = new Map<string, number>();
/** Many more than there can be toasts. */
const REMEMBERED = 2000;

/** Notes the times of toasts. To be called as soon as they are there. */
export function noteTimes(toasts: readonly Toast[]): void {
  for (const toast of toasts) times(toast);
}

function times(toast: Toast): Times {
  const known = timesOf.get(toast);
  if (known) return known;
  // Ids are unique for one client only.
  const key = `${toast.id} ${String(toast.timestamp)}`;
  const offset = performance.now() - Date.now();
  // A toast that changes is a new object [O1], and rings on.
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

/** Ms until a toast leaves by itself or stops ringing at the latest, whichever comes first; `null` where neither is known. */
export function remainingMs(toast: Toast): number | null {
  const { expires, rings } = times(toast);
  const due = expires === null ? rings : rings === null ? expires : Math.min(expires, rings);
  return due === null ? null : Math.max(0, due - performance.now());
}

/** How long a toast may ring from now on, in ms, and which part of its time that is, from 0 to 1; `null` where it is not known. */
export function ringLeft(toast: Toast): { readonly ms: number; readonly share: number } | null {
  const { began, rings } = times(toast);
  if (rings === null) return null;
  const ms = Math.max(0, rings - performance.now());
  return { ms, share: rings > began ? Math.min(1, ms / (rings - began)) : 0 };
}
