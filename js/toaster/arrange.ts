/** Which toasts are shown, and in which order. */
import type { Toast } from '../types.js';

/** Voice first, and the newest first within voice and within the others, so that a new ring is always visible. */
export function sorted(toasts: readonly Toast[]): Toast[] {
  const newest = [...toasts].reverse();
  return [...newest.filter(isVoice), ...newest.filter((toast) => !isVoice(toast))];
}

/**
 * Returns the first `visible` of ordered toasts, all voice calls, and the one that has the focus.
 *
 * @param focused - id of the toast that contains the focus
 */
export function visibleOf(ordered: readonly Toast[], visible: number, focused: string | undefined): Toast[] {
  return ordered.filter((toast, index) => index < visible || isVoice(toast) || toast.id === focused);
}

const isVoice = (toast: Toast): boolean => toast.mediaType === 'voice';

/** Returns `now` with the items of `before` that are missing in it, at their previous places. */
export function withLeaving<T extends { toast: Toast }>(now: readonly T[], before: readonly T[]): T[] {
  const all = [...now];
  before.forEach((item, index) => {
    if (all.some(({ toast }) => toast.id === item.toast.id)) return;
    const neighbour = before[index - 1]?.toast.id;
    all.splice(all.findIndex(({ toast }) => toast.id === neighbour) + 1, 0, item);
  });
  return all;
}

/** Returns the id that gets the focus of a removed one: the one after its nearest predecessor that remains; where that is the last one, the predecessor. */
export function focusAfter(removed: string, before: readonly string[], now: readonly string[]): string | undefined {
  for (let index = before.indexOf(removed) - 1; index >= 0; index--) {
    const at = now.indexOf(before[index] ?? '');
    if (at >= 0) return now[at + 1] ?? now[at];
  }
  return now[0];
}
