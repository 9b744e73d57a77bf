import type { Toast } from '../types.js';
import type { ToastTools } from './types.js';

/** What a renderer of the app's own gets with a toast. */
export const toolsFor = (toast: Toast, toaster: { dismiss: (id: string) => void }): ToastTools => ({
  dismiss: () => toaster.dismiss(toast.id),
  remainingMs: toast.expiresAt === null ? null : Math.max(0, toast.expiresAt - Date.now()),
});
