/** What a toast says after Answer or Decline: why it failed, and what became of it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActionFailure } from '../../js/errors.js';
import { noteReason } from '../../js/reasons.js';
import type { Toast } from '../../js/types.js';
import { buttonIn, click, descriptionOf, failed, hold, ring, setPending } from './support/actions.js';
import { makeClient, type FakeClient } from './support/fake-client.js';
import { clear, inAct, itemsIn, textIn, VIEWS, type ViewOptions } from './support/views.js';

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
  clear();
  vi.useRealTimers();
});

describe.each(VIEWS)('$name', ({ mount }) => {
  function view(toasts: readonly Toast[] = [ring()], options: ViewOptions = {}): { client: FakeClient; root: HTMLElement; configure: (options: ViewOptions) => void } {
    const client = makeClient(toasts);
    const { root, configure } = mount({ client, ...options });
    return { client, root, configure };
  }

  describe('a failure', () => {
    const line = (root: HTMLElement): string | null => textIn(root, '.gt-failure');

    it.each<[ActionFailure, RegExp]>([
      ['already-answered', /^Already answered/],
      ['gone', /is over/],
      ['phone-cannot', /^Answer it on your phone/],
      ['phone-failed', /phone itself/],
      ['forbidden', /administrator/],
      ['rate-limited', /in a moment/],
      ['timeout', /in time/],
      ['network', /network/],
      ['server', /reported a failure/],
      ['not-enabled', /not possible/],
    ])('is said in words, in the toast, and describes the button: %s', async (reason, words) => {
      const { client, root } = view();
      const held = hold(client, 'answer');
      click(buttonIn(root, 'Answer'));
      await held.reject(failed(reason));
      expect(line(root)).toMatch(words);
      expect(line(root)).not.toMatch(/https|403/);
      expect(descriptionOf(buttonIn(root, 'Answer'))).toBe(line(root));
      expect(descriptionOf(buttonIn(root, 'Decline'))).toContain(line(root));
    });

    it.each(['stopped', 'busy'] as const)('is not shown where the agent can do nothing about it: %s', async (reason) => {
      const { client, root } = view();
      const held = hold(client, 'answer');
      click(buttonIn(root, 'Answer'));
      await held.reject(failed(reason));
      expect(line(root)).toBeNull();
    });

    it('that is no error of this package is one of the server', async () => {
      const { client, root } = view();
      const held = hold(client, 'answer');
      for (const error of [undefined, new Error('boom'), { reason: 'constructor' }]) {
        click(buttonIn(root, 'Answer'));
        await held.reject(error);
        expect(line(root)).toBe('Genesys Cloud reported a failure. Try again.');
      }
    });

    it('goes with the next action, also one of the app, and with the toast', async () => {
      const { client, root } = view();
      const held = hold(client, 'answer');
      click(buttonIn(root, 'Answer'));
      await held.reject(failed('network'));
      click(buttonIn(root, 'Answer'));
      expect(line(root)).toBeNull();
      await held.reject(failed('server'));
      setPending(client, 'decline');
      expect(line(root)).toBeNull();
      setPending(client, null);
      expect(line(root)).toMatch(/reported/);
      const { toasts } = client.getSnapshot();
      inAct(() => client.set([]));
      inAct(() => client.set(toasts));
      expect(line(root)).toBeNull();
    });

    it('has the text of the app, and is not shown where that is empty', async () => {
      const { client, root } = view([ring()], { labels: { failures: { network: 'Kein Netz.', server: '' } } });
      const held = hold(client, 'answer');
      for (const [reason, text] of [['network', 'Kein Netz.'], ['server', null], ['gone', 'The ring is over.']] as const) {
        click(buttonIn(root, 'Answer'));
        await held.reject(failed(reason));
        expect(line(root)).toBe(text);
      }
    });

    it('of the client that was shown before is not shown', async () => {
      const { client, root, configure } = view();
      const held = hold(client, 'answer');
      click(buttonIn(root, 'Answer'));
      inAct(() => configure({ client: makeClient(client.getSnapshot().toasts) }));
      await held.reject(failed('network'));
      expect(line(root)).toBeNull();
    });
  });

  describe('a toast that goes while an action is pending', () => {
    it.each([
      ['answer', 'answered', 'Answered'],
      ['answer', 'abandoned', 'Caller hung up'],
      ['answer', 'moved', 'The ring is over.'],
      ['decline', 'moved', 'Declined'],
      ['decline', 'ended', 'Declined'],
    ] as const)('says what became of it: %s, %s', (pending, reason, text) => {
      const toast = ring({ pending });
      const { client, root } = view([toast]);
      noteReason(toast, reason);
      inAct(() => client.set([]));
      expect(textIn(root, '.gt-outcome')).toBe(text);
      expect([...root.querySelectorAll<HTMLButtonElement>('.gt-buttons button')].every(({ disabled }) => disabled)).toBe(true);
      expect(itemsIn(root)[0]?.hasAttribute('aria-busy')).toBe(false);
    });

    it('says nothing of a ring that moved without an action', () => {
      const toast = ring();
      const { client, root } = view([toast]);
      noteReason(toast, 'moved');
      inAct(() => client.set([]));
      expect(itemsIn(root)).toEqual([]);
    });
  });
});
