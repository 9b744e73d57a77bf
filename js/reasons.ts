/** Why toasts left, for the view. */
import type { DismissReason, Toast } from './types.js';

const reasons = new WeakMap<Toast, DismissReason>();

/** Notes why a toast leaves. */
export const noteReason = (toast: Toast, reason: DismissReason): void => void reasons.set(toast, reason);

/** Gives why a toast left, `undefined` where it did not or nobody noted it. */
export const getReason = (toast: Toast): DismissReason | undefined => reasons.get(toast);
