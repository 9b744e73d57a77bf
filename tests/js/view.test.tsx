import { fireEvent, within } from '@testing-library/dom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeClient } from './support/fake-client.js';
import { noteReason } from '../../js/reasons.js';
import { clear, inAct, itemsIn, shownIn, textIn, VIEWS } from './support/views.js';
import { makeToast } from './support/fake-engine.js';
import type { Status, Toast } from '../../js/types.js';

afterEach(() => {
  clear();
  document.documentElement.lang = '';
});

/** The app's own content of each toast, in their order. */
const ownIn = (root: HTMLElement): string[] => [...(root.getRootNode() as ShadowRoot).host.children].map((content) => content.textContent);

const named = (callerName: string, mediaType = 'voice'): Toast => makeToast({ callerName, mediaType });

describe.each(VIEWS)('$name', ({ mount }) => {
  describe('text', () => {
    it.each([
      ['voice', 'VOICE CALL INCOMING'],
      ['callback', 'CALLBACK CALL INCOMING'],
      ['chat', 'CHAT INCOMING'],
      ['email', 'EMAIL INCOMING'],
      ['constructor', 'CONSTRUCTOR INCOMING'],
    ])('of %s is announced with the title %s', (mediaType, title) => {
      const { root } = mount({ toasts: [makeToast({ mediaType, callerName: 'Ada' })] });
      expect(itemsIn(root)[0]?.getAttribute('aria-label')).toBe(`${title}, From: Ada`);
    });

    it.each([
      ['voice', 'Voice call'],
      ['callback', 'Callback'],
      ['email', 'Email'],
      ['constructor', 'constructor'],
      ['cobrowse', 'cobrowse'],
    ])('of %s says the medium in a word: %s', (mediaType, word) => {
      const { root } = mount({ toasts: [makeToast({ mediaType })] });
      expect(textIn(root, '.gt-media')).toBe(word);
    });

    it.each([
      [{ queueName: 'Support', address: '+49 30 123' }, 'Support · +49 30 123'],
      [{ queueName: 'Support' }, 'Support'],
      [{ address: '+49 30 123' }, '+49 30 123'],
      [{ queueName: 'Support', address: 'Ada' }, 'Support'],
      [{}, ''],
    ])('names queue and address, as far as they are known, and no address twice: %o', (known, about) => {
      const { root } = mount({ toasts: [makeToast({ callerName: 'Ada', ...known })] });
      expect(textIn(root, '.gt-about')).toBe(about);
    });

    it('names the caller, and the close button', () => {
      const { root } = mount({ toasts: [named('Ada Lovelace')] });
      const name = within(root).getByText('Ada Lovelace');
      expect(name.dir).toBe('auto');
      expect(within(root).getByRole('button', { name: 'Dismiss notification' })).toBeTruthy();
    });

    it('tells how long it has been ringing, once a second, also where the clock is set meanwhile', () => {
      vi.useFakeTimers();
      const { root } = mount({ toasts: [makeToast({ timestamp: Date.now() - 58_000 })] });
      expect(textIn(root, '.gt-elapsed')).toBe('0:58');
      inAct(() => void vi.advanceTimersByTime(1000));
      expect(textIn(root, '.gt-elapsed')).toBe('0:59');
      vi.setSystemTime(Date.now() + 3_600_000);
      inAct(() => void vi.advanceTimersByTime(1000));
      expect(textIn(root, '.gt-elapsed')).toBe('1:00');
      inAct(() => void vi.advanceTimersByTime(3_600_000));
      expect(textIn(root, '.gt-elapsed')).toBe('1:01:00');
      vi.useRealTimers();
    });

    it('has a bar until it stops ringing at the latest, and none where that is not known', () => {
      const now = Date.now();
      const rings = makeToast({ timestamp: now - 10_000, alertingUntil: now + 30_000 });
      const { root, configure } = mount({ toasts: [rings] });
      const bar = root.querySelector<HTMLElement>('.gt-bar');
      expect(Number(bar?.style.getPropertyValue('--_share'))).toBeCloseTo(0.75, 1);
      expect(parseInt(bar?.style.getPropertyValue('--_left') ?? '') / 1000).toBeCloseTo(30, 0);
      inAct(() => configure({ toasts: [{ ...rings, callerName: 'Ada' }] }));
      expect(root.querySelector('.gt-bar')).toBe(bar);
      inAct(() => configure({ toasts: [{ ...rings, alertingUntil: now + 60_000 }] }));
      expect(root.querySelector('.gt-bar')).not.toBe(bar);
      inAct(() => configure({ toasts: [makeToast()] }));
      expect(root.querySelector('.gt-bar')).toBeNull();
    });

    it('has a status line where a status is given', () => {
      const { root, configure } = mount({ toasts: [] });
      expect(root.querySelector('.gt-status')).toBeNull();
      inAct(() => configure({ toasts: [], status: 'connected' }));
      expect(textIn(root, '.gt-status')).toBe('Status: connected');
      inAct(() => configure({ toasts: [], status: false }));
      expect(root.querySelector('.gt-status')).toBeNull();
    });

    it('may be changed, each of it', () => {
      const toasts = [named('Ada', 'chat'), named('Bob', 'email'), named('Cleo')];
      const { root } = mount({
        toasts,
        visible: 1,
        status: 'connected',
        labels: {
          region: 'Eingehend',
          titles: { voice: 'ANRUF' },
          from: (name) => `Von ${name}`,
          dismiss: 'Schließen',
          status: 'Verbindung: {status}',
          statuses: { connected: 'steht' } satisfies Partial<Record<Status, string>>,
          more: 'noch {n} ({list})',
          fewer: 'weniger',
          title: 'NEU: {mediaType}',
          name: (name) => `Fr. ${name}`,
          media: { voice: 'Anruf' },
          count: (n, mediaType) => `${mediaType}: ${String(n)}`,
          blind: undefined as unknown as string,
        },
      });
      expect(root.getAttribute('aria-label')).toBe('Eingehend');
      expect(shownIn(root)).toEqual(['Fr. Cleo']);
      expect(textIn(root, '.gt-media')).toBe('Anruf');
      const heard = (): (string | null)[] => itemsIn(root).map((item) => item.getAttribute('aria-label'));
      expect(heard()).toEqual(['ANRUF, Von Cleo']);
      expect(textIn(root, '.gt-status')).toBe('Verbindung: steht');
      expect(root.querySelector('.gt-close')?.getAttribute('aria-label')).toBe('Schließen');
      expect(textIn(root, '.gt-more')).toBe('noch 2 (email: 1, chat: 1)');
      inAct(() => fireEvent.click(within(root).getByText('noch 2 (email: 1, chat: 1)')));
      expect(textIn(root, '.gt-more')).toBe('weniger');
      expect(heard()).toEqual(['ANRUF, Von Cleo', 'NEU: EMAIL, Von Bob', 'NEU: CHAT, Von Ada']);
    });

    it.each([
      '<img src=x onerror=alert(1)>',
      '"><script>alert(1)</script>',
      '$& $1 {callerName}',
      '\u202Egnp.exe\u0000',
      '\uD800',
      'x'.repeat(200),
    ])('from the network is shown as text, whatever it is: %s [E6]', (callerName) => {
      const { root } = mount({ toasts: [makeToast({ callerName, mediaType: callerName, id: callerName })] });
      expect(textIn(root, '.gt-name')).toBe(callerName);
      expect(root.querySelectorAll('img, script')).toHaveLength(0);
    });
  });

  describe('markup', () => {
    it('has a landmark with a name, and a list in which nothing is live', () => {
      const { root } = mount({ toasts: [named('Ada')] });
      const region = within(root.parentNode as unknown as HTMLElement).getByRole('region', { name: 'Incoming conversations' });
      expect(region).toBe(root);
      const list = within(root).getByRole('list');
      expect(within(list).getAllByRole('listitem')).toHaveLength(1);
      expect(list.closest('[aria-live]')).toBeNull();
      expect(list.querySelectorAll('[aria-live], [role="status"], [role="alert"]')).toHaveLength(0);
    });

    it('has one announcer, before there is a toast', () => {
      const { root } = mount({ toasts: [] });
      const live = root.querySelectorAll('[aria-live]');
      expect(live).toHaveLength(1);
      expect(live[0]).toBe(within(root).getByRole('status'));
      expect(live[0]?.getAttribute('aria-live')).toBe('polite');
      expect(live[0]?.className).toBe('gt-announcer');
    });

    it('may be assertive', () => {
      const { root } = mount({ toasts: [], announce: 'assertive' });
      expect(within(root).getByRole('status').getAttribute('aria-live')).toBe('assertive');
    });

    it('injects no style element', () => {
      const { root } = mount({ toasts: [named('Ada'), named('Bob', 'chat')], visible: 1, status: 'error' });
      expect(root.parentNode?.querySelectorAll('style')).toHaveLength(0);
      expect(document.querySelectorAll('style')).toHaveLength(0);
    });

    it('says where it stands', () => {
      const { root, configure } = mount({ toasts: [] });
      expect(root.dataset['position']).toBeUndefined();
      inAct(() => configure({ toasts: [], position: 'bottom-start' }));
      expect(root.dataset['position']).toBe('bottom-start');
    });

    it('keeps what did not change', () => {
      const [ada, bob] = [named('Ada'), named('Bob')];
      const { root, configure } = mount({ toasts: [ada] });
      const before = itemsIn(root)[0];
      inAct(() => configure({ toasts: [ada, bob] }));
      expect(itemsIn(root)[1]).toBe(before);
      inAct(() => configure({ toasts: [ada] }));
      expect(itemsIn(root)).toEqual([before]);
    });
  });

  describe('order', () => {
    it('puts voice first, and the newest first in each kind', () => {
      const toasts = [named('chat 1', 'chat'), named('voice 1'), named('chat 2', 'email'), named('voice 2')];
      const { root } = mount({ toasts });
      expect(shownIn(root)).toEqual(['voice 2', 'voice 1', 'chat 2', 'chat 1']);
    });

    it('shows four, the rest behind a button that says what it is', () => {
      const toasts = ['1', '2', '3', '4', '5', '6'].map((name) => named(name, 'chat'));
      const { root } = mount({ toasts });
      expect(shownIn(root)).toEqual(['6', '5', '4', '3']);
      const more = within(root).getByRole('button', { name: '2 more · 2 chats' });
      expect(more.getAttribute('aria-expanded')).toBe('false');
      inAct(() => fireEvent.click(more));
      expect(shownIn(root)).toHaveLength(6);
      expect(more.getAttribute('aria-expanded')).toBe('true');
      inAct(() => fireEvent.click(more));
      expect(shownIn(root)).toHaveLength(4);
    });

    it('never puts voice behind it', () => {
      const toasts = [...['1', '2', '3', '4', '5'].map((name) => named(name)), named('chat', 'chat')];
      const { root } = mount({ toasts });
      expect(shownIn(root)).toEqual(['5', '4', '3', '2', '1']);
      expect(textIn(root, '.gt-more')).toBe('1 more · 1 chat');
    });

    it('shows as many as `visible` says', () => {
      const toasts = ['1', '2', '3'].map((name) => named(name, 'chat'));
      const { root } = mount({ toasts, visible: 1 });
      expect(shownIn(root)).toEqual(['3']);
      expect(textIn(root, '.gt-more')).toBe('2 more · 2 chats');
    });

    it('is as few again when the rest has gone in between', () => {
      const toasts = ['1', '2', '3'].map((name) => named(name, 'chat'));
      const { root, configure } = mount({ toasts, visible: 1 });
      inAct(() => fireEvent.click(within(root).getByText('2 more · 2 chats')));
      inAct(() => configure({ toasts: toasts.slice(2), visible: 1 }));
      expect(root.querySelector('.gt-more')).toBeNull();
      inAct(() => configure({ toasts, visible: 1 }));
      expect(shownIn(root)).toHaveLength(1);
    });
  });

  describe('closing', () => {
    it('tells the app which toast the agent closed', () => {
      const onDismiss = vi.fn();
      const toasts = [named('Ada'), named('Bob')];
      const { root } = mount({ toasts, onDismiss });
      inAct(() => fireEvent.click(within(root).getAllByRole('button')[1]!));
      expect(onDismiss).toHaveBeenCalledExactlyOnceWith(toasts[0]?.id);
    });

    it('with a mouse leaves the focus where the agent types', () => {
      const { root } = mount({ toasts: [named('Ada')] });
      expect(fireEvent.mouseDown(within(root).getByRole('button'))).toBe(false);
      expect(fireEvent.mouseDown(within(root).getByText('Ada'))).toBe(true);
    });
  });

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

    it('goes through a transition, in its place, out of reach of keyboard and screen reader', () => {
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

    it('is taken back where the toast comes back in time', () => {
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
    ] as const)('shows for a second that it was %s, out of reach of the keyboard', (reason, text) => {
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
    ] as const)('shows nothing where %s', (_, reason, options) => {
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

  describe('a renderer of the app’s own', () => {
    it('gets the toast, a way to close it, and the time that it has left', () => {
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

    it('stands in the card, whose close button and time stay; unstyled it takes its place', () => {
      const { root, configure } = mount({ toasts: [named('Ada')], renderToast: () => 'own' });
      const parts = (): (string | null)[] => ['.gt-close', '.gt-elapsed', '.gt-name'].map((part) => root.querySelector(part)?.className ?? null);
      expect(parts()).toEqual(['gt-close', 'gt-elapsed', null]);
      inAct(() => configure({ toasts: [named('Ada')], renderToast: () => 'own', unstyled: true }));
      expect(parts()).toEqual([null, null, null]);
      expect(ownIn(root)).toEqual(['own']);
    });

    it('is asked again each second where it has read the time that is left, and not otherwise', () => {
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

    it('may come later, and go', () => {
      const toasts = [named('Ada')];
      const { root, configure } = mount({ toasts });
      inAct(() => configure({ toasts, renderToast: () => 'own' }));
      expect(ownIn(root)).toEqual(['own']);
      inAct(() => configure({ toasts }));
      expect(shownIn(root)).toEqual(['Ada']);
    });
  });
});
