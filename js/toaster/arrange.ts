/** Which toasts are shown, and in which order. */
import type { Toast } from '../types.js';

/** Voice first; among equals the newest first, so that a new ring is never out of sight. */
export function inOrder(toasts: readonly Toast[]): Toast[] {
  const newest = [...toasts].reverse();
  return [...newest.filter(isVoice), ...newest.filter((toast) => !isVoice(toast))];
}

/**
 * Takes the first `visible` of ordered toasts, all voice, and the one that has the focus.
 *
 * @param focused - id of the toast with the focus inside
 */
export function shown(ordered: readonly Toast[], visible: number, focused: string | undefined): Toast[] {
  return ordered.filter((toast, index) => index < visible || isVoice(toast) || toast.id === focused);
}

const isVoice = (toast: Toast): boolean => toast.mediaType === 'voice';

/** Puts those of `before` that are gone from `now` back at their places. */
export function withLeaving<T extends { toast: Toast }>(now: readonly T[], before: readonly T[]): T[] {
  const all = [...now];
  before.forEach((item, index) => {
    if (all.some(({ toast }) => toast.id === item.toast.id)) return;
    const neighbour = before[index - 1]?.toast.id;
    all.splice(all.findIndex(({ toast }) => toast.id === neighbour) + 1, 0, item);
  });
  return all;
}

/** The id that takes the place of one that is gone: the next after its nearest predecessor that is still there; behind the last one, that predecessor. */
export function successor(gone: string, before: readonly string[], now: readonly string[]): string | undefined {
  for (let index = before.indexOf(gone) - 1; index >= 0; index--) {
    const at = now.indexOf(before[index] ?? '');
    if (at >= 0) return now[at + 1] ?? now[at];
  }
  return now[0];
}
