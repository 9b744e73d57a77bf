/** The reasons of removed toasts, for the view. */
import type { DismissReason, Toast } from './types.js';

const reasons = new WeakMap<Toast, DismissReason>();

/** Notes the reason for which a toast is removed. */
export const noteReason = (toast: Toast, reason: DismissReason): void => void reasons.set(toast, reason);

/** Returns the reason for which a toast was removed; `undefined` where none was noted. */
export const getReason = (toast: Toast): DismissReason | undefined => reasons.get(toast);
