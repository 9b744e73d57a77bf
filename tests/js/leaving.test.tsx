/** How toasts leave the view: with what they show, and when. */
import { within } from '@testing-library/dom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { noteReason } from '../../js/reasons.js';
import type { Toast } from '../../js/types.js';
import { makeClient } from './support/fake-client.js';
import { makeToast } from './support/fake-engine.js';
import { clear, inAct, itemsIn, shownIn, textIn, VIEWS } from './support/views.js';

afterEach(clear);

const named = (callerName: string): Toast => makeToast({ callerName });

describe.each(VIEWS)('$name', ({ mount }) => {
  describe('leaving', () => {
    const withMotion = (): void => {
      vi.stubGlobal('matchMedia', (query: string) => ({ matches: !query.includes('reduce') }));
      vi.useFakeTimers();
    };
    afterEach(() => {
      vi.useRealTimers();
    });

    it('is at once where motion is reduced', () => {
      vi.stubGlobal('matchMedia', () => ({ matches: true }));
      const { root, configure } = mount({ toasts: [named('Ada')] });
      inAct(() => configure({ toasts: [] }));
      expect(itemsIn(root)).toHaveLength(0);
    });

    it('is a transition in place, unreachable for keyboard and screen reader', () => {
      withMotion();
      const toasts = [named('Ada'), named('Bob'), named('Cleo')];
      const { root, configure } = mount({ toasts });
      inAct(() => configure({ toasts: toasts.filter(({ callerName }) => callerName !== 'Bob') }));
      expect(shownIn(root)).toEqual(['Cleo', 'Bob', 'Ada']);
      const leaving = itemsIn(root)[1]!;
      expect(leaving.dataset['state']).toBe('leaving');
      expect(leaving.getAttribute('aria-hidden')).toBe('true');
      expect(leaving.hasAttribute('tabindex')).toBe(false);
      expect(leaving.querySelector('button')?.tabIndex).toBe(-1);
      expect(within(root).getAllByRole('listitem')).toHaveLength(2);
      inAct(() => void vi.advanceTimersByTime(1000));
      expect(shownIn(root)).toEqual(['Cleo', 'Ada']);
    });

    it('is cancelled if the toast returns in time', () => {
      withMotion();
      const toasts = [named('Ada')];
      const { root, configure } = mount({ toasts });
      inAct(() => configure({ toasts: [] }));
      inAct(() => configure({ toasts }));
      expect(itemsIn(root)[0]?.dataset['state']).toBe('open');
      inAct(() => void vi.advanceTimersByTime(1000));
      expect(shownIn(root)).toEqual(['Ada']);
    });

    it.each([
      ['answered', 'Answered'],
      ['missed', 'Missed'],
      ['abandoned', 'Caller hung up'],
    ] as const)('shows for a second that it was %s, out of reach of the keyboard [V7]', (reason, text) => {
      withMotion();
      const [ada, bob] = [named('Ada'), named('Bob')];
      const client = makeClient([ada, bob]);
      const { root } = mount({ client });
      noteReason(ada, reason);
      inAct(() => client.set([bob]));
      const ended = itemsIn(root)[1]!;
      expect([ended.dataset['state'], ended.dataset['outcome'], ended.getAttribute('aria-label')]).toEqual(['ended', reason, `Ada, ${text}`]);
      expect([textIn(ended, '.gt-outcome'), ended.hasAttribute('tabindex'), ended.querySelector('button')?.tabIndex]).toEqual([text, false, -1]);
      inAct(() => void vi.advanceTimersByTime(999));
      expect(ended.dataset['state']).toBe('ended');
      inAct(() => void vi.advanceTimersByTime(1));
      expect(ended.dataset['state']).toBe('leaving');
      inAct(() => void vi.advanceTimersByTime(1000));
      expect(shownIn(root)).toEqual(['Bob']);
    });

    it.each([
      ['the agent closed it', 'user', {}],
      ['nobody wants to know', 'answered', { outcomeMs: 0 }],
      ['there is no word for it', 'answered', { labels: { outcomes: {} } }],
    ] as const)('shows nothing where %s [V7]', (_, reason, options) => {
      withMotion();
      const toast = named('Ada');
      const client = makeClient([toast]);
      const { root } = mount({ client, ...options });
      noteReason(toast, reason);
      inAct(() => client.set([]));
      expect(itemsIn(root)[0]?.dataset['state']).toBe('leaving');
    });

    it('leaves no timer behind when the view is removed', () => {
      withMotion();
      const { configure, remove } = mount({ toasts: [named('Ada')] });
      inAct(() => configure({ toasts: [] }));
      remove();
      expect(vi.getTimerCount()).toBe(0);
    });
  });
});
