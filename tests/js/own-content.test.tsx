/** Content of the app's own in a toast, and what changes with time. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Toast } from '../../js/types.js';
import { makeToast } from './support/fake-engine.js';
import { clear, inAct, shownIn, VIEWS } from './support/views.js';

afterEach(clear);

/** The app's own content of each toast, in their order. */
const ownIn = (root: HTMLElement): string[] => [...(root.getRootNode() as ShadowRoot).host.children].map((content) => content.textContent);

const named = (callerName: string): Toast => makeToast({ callerName });

describe.each(VIEWS)('$name', ({ mount }) => {
  describe('a renderer of the app', () => {
    it('gets the toast, a function to close it, and its remaining time', () => {
      const onDismiss = vi.fn();
      const tools = vi.fn();
      const toast = makeToast({ callerName: 'Ada', expiresAt: Date.now() + 5000 });
      const endless = makeToast({ callerName: 'Bob' });
      const { root } = mount({
        toasts: [toast, endless],
        onDismiss,
        renderToast: (given, more) => {
          tools(given, more);
          return `a call by ${given.callerName}`;
        },
      });
      expect(ownIn(root)).toEqual(['a call by Bob', 'a call by Ada']);
      const [, last] = tools.mock.calls.findLast(([given]) => given === toast) as [Toast, { dismiss: () => void; remainingMs: number }];
      expect(last.remainingMs).toBeGreaterThan(4000);
      expect(last.remainingMs).toBeLessThanOrEqual(5000);
      last.dismiss();
      expect(onDismiss).toHaveBeenCalledExactlyOnceWith(toast.id);
      expect(tools).toHaveBeenCalledWith(endless, expect.objectContaining({ remainingMs: null }));
    });

    it('is in the card, whose close button and time stay; unstyled it replaces the card', () => {
      const { root, configure } = mount({ toasts: [named('Ada')], renderToast: () => 'own' });
      const parts = (): (string | null)[] => ['.gt-close', '.gt-elapsed', '.gt-name'].map((part) => root.querySelector(part)?.className ?? null);
      expect(parts()).toEqual(['gt-close', 'gt-elapsed', null]);
      inAct(() => configure({ toasts: [named('Ada')], renderToast: () => 'own', unstyled: true }));
      expect(parts()).toEqual([null, null, null]);
      expect(ownIn(root)).toEqual(['own']);
    });

    it('is called each second if it has read the remaining time, and not otherwise', () => {
      vi.useFakeTimers();
      const toast = makeToast({ expiresAt: Date.now() + 8000 });
      const left: (number | null)[] = [];
      let draws = 0;
      const { root } = mount({ toasts: [toast], renderToast: (_, tools) => String(left.push(tools.remainingMs) && tools.remainingMs) });
      const other = mount({ toasts: [toast], renderToast: () => String(++draws) });
      const first = draws;
      left.length = 0;
      for (let second = 0; second < 3; second++) inAct(() => void vi.advanceTimersByTime(1000));
      expect([...new Set(left)]).toEqual([7000, 6000, 5000]);
      expect(ownIn(root)).toEqual(['5000']);
      expect(draws).toBe(first);
      other.remove();
      vi.useRealTimers();
    });

    it('may be added later, and removed', () => {
      const toasts = [named('Ada')];
      const { root, configure } = mount({ toasts });
      inAct(() => configure({ toasts, renderToast: () => 'own' }));
      expect(ownIn(root)).toEqual(['own']);
      inAct(() => configure({ toasts }));
      expect(shownIn(root)).toEqual(['Ada']);
    });
  });

  it('has one timer, however often the page is hidden and shown again', () => {
    vi.useFakeTimers();
    const { remove } = mount({ toasts: [named('Ada')] });
    const visibility = vi.spyOn(document, 'visibilityState', 'get');
    const turn = (state: DocumentVisibilityState): void => {
      visibility.mockReturnValue(state);
      inAct(() => void document.dispatchEvent(new Event('visibilitychange')));
    };
    vi.advanceTimersByTime(1000);
    const before = vi.getTimerCount();
    for (let times = 0; times < 5; times++) turn('visible');
    expect(vi.getTimerCount()).toBe(before);
    turn('hidden');
    expect(vi.getTimerCount()).toBe(before - 1);
    remove();
    vi.useRealTimers();
  });
});
