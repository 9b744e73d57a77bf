/** How toasts leave the page: first they show why their ring ended, then a transition moves them out. */
import type { Outcome, ToastItem } from './types.js';

/** How long a toast stays for its transition: a little longer than that in styles.css. */
const LEAVE_MS = 220;
/** How many toasts at once show why their ring ended: nobody could read more. */
const MAX_ENDED = 4;

export interface Exits {
  /** Returns an item of a removed toast as it is shown now; `null` where it is not shown any more. */
  readonly show: (item: ToastItem, outcome: Outcome | null, outcomeMs: number) => ToastItem | null;
  readonly clear: () => void;
}

/**
 * @param hasTransitions - whether toasts leave with a transition
 * @param changed - called when the view has to show an item in another state
 */
export function createExits(hasTransitions: () => boolean, changed: () => void): Exits {
  interface Exit {
    state: 'ended' | 'leaving' | 'gone';
    timer?: ReturnType<typeof setTimeout>;
  }
  const exits = new Map<string, Exit>();

  function leave(exit: Exit, id: string): void {
    if (!hasTransitions()) {
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

  function begin(id: string, showsOutcome: boolean, outcomeMs: number): Exit {
    const ended = [...exits.values()].filter(({ state }) => state === 'ended').length;
    const exit: Exit = { state: 'ended' };
    exits.set(id, exit);
    if (showsOutcome && ended < MAX_ENDED) after(exit, outcomeMs, () => leave(exit, id));
    else leave(exit, id);
    return exit;
  }

  return {
    show(item, outcome, outcomeMs) {
      const { id } = item.toast;
      // The time for its transition is over.
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
