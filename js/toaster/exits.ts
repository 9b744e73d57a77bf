/** How toasts leave the page: first they show why, then they move out. */
import type { Outcome, ToastItem } from './types.js';

/** A little longer than the transition in styles.css. */
const LEAVE_MS = 220;
/** So many at once show why they leave: in a burst nobody could read more. */
const MOST_ENDED = 4;

export interface Exits {
  /** Gives an item whose toast is gone as it is shown now, `null` where it is not shown any more. */
  readonly show: (item: ToastItem, outcome: Outcome | null, outcomeMs: number) => ToastItem | null;
  readonly clear: () => void;
}

/**
 * @param moves - whether toasts leave with a transition
 * @param changed - called when an item that leaves is to be shown in another way
 */
export function createExits(moves: () => boolean, changed: () => void): Exits {
  interface Exit {
    state: 'ended' | 'leaving' | 'gone';
    timer?: ReturnType<typeof setTimeout>;
  }
  const exits = new Map<string, Exit>();

  function leave(exit: Exit, id: string): void {
    if (!moves()) {
      exit.state = 'gone';
      exits.delete(id);
      return;
    }
    exit.state = 'leaving';
    after(exit, LEAVE_MS, () => exits.delete(id));
  }

  function after(exit: Exit, ms: number, action: () => void): void {
    exit.timer = setTimeout(() => {
      action();
      changed();
    }, ms);
  }

  function begin(id: string, shows: boolean, outcomeMs: number): Exit {
    const ended = [...exits.values()].filter(({ state }) => state === 'ended').length;
    const exit: Exit = { state: 'ended' };
    exits.set(id, exit);
    if (shows && ended < MOST_ENDED) after(exit, outcomeMs, () => leave(exit, id));
    else leave(exit, id);
    return exit;
  }

  return {
    show(item, outcome, outcomeMs) {
      const { id } = item.toast;
      // One that was on its way out, and whose time is over.
      if (item.state !== 'open' && !exits.has(id)) return null;
      const { state } = exits.get(id) ?? begin(id, outcome !== null && outcomeMs > 0, outcomeMs);
      if (state === 'gone') return null;
      return item.state === state ? item : { ...item, state, outcome: item.outcome ?? (state === 'ended' ? outcome : null) };
    },
    clear() {
      for (const { timer } of exits.values()) clearTimeout(timer);
      exits.clear();
    },
  };
}
