import type { Toast } from '../types.js';
import type { ToastTools } from './types.js';

/** When a toast leaves, by the monotonic clock, in ms. `expiresAt` is a time of day, and the computer's clock may be set while the toast is shown. */
const dueOf = new WeakMap<Toast, number>();

/** To be called as soon as toasts are there. */
export function noteDue(toasts: readonly Toast[]): void {
  for (const toast of toasts) if (toast.expiresAt !== null) dueAt(toast, toast.expiresAt);
}

function dueAt(toast: Toast, expiresAt: number): number {
  // A toast that changes is a new object [O1].
  const due = dueOf.get(toast) ?? performance.now() + expiresAt - Date.now();
  dueOf.set(toast, due);
  return due;
}

/** What a renderer of the app's own gets with a toast. */
export const toolsFor = (toast: Toast, toaster: { dismiss: (id: string) => void }): ToastTools => ({
  dismiss: () => toaster.dismiss(toast.id),
  remainingMs: toast.expiresAt === null ? null : Math.max(0, dueAt(toast, toast.expiresAt) - performance.now()),
});
