import { fireEvent, within } from '@testing-library/dom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clear, inAct, itemsIn, shownIn, textIn, VIEWS } from './support/views.js';
import { makeToast } from './support/fake-engine.js';
import type { Status, Toast } from '../../js/types.js';

afterEach(() => {
  clear();
  document.documentElement.lang = '';
});

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
    ])('of %s names the medium: %s', (mediaType, word) => {
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

    it('shows how long it has been ringing, once a second, even if the clock is set meanwhile', () => {
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

    it('has a bar until the latest end of the ring, and none if that is unknown', () => {
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

    it('has a status line if a status is given', () => {
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
      const labels = (): (string | null)[] => itemsIn(root).map((item) => item.getAttribute('aria-label'));
      expect(labels()).toEqual(['ANRUF, Von Cleo']);
      expect(textIn(root, '.gt-status')).toBe('Verbindung: steht');
      expect(root.querySelector('.gt-close')?.getAttribute('aria-label')).toBe('Schließen');
      expect(textIn(root, '.gt-more')).toBe('noch 2 (email: 1, chat: 1)');
      inAct(() => fireEvent.click(within(root).getByText('noch 2 (email: 1, chat: 1)')));
      expect(textIn(root, '.gt-more')).toBe('weniger');
      expect(labels()).toEqual(['ANRUF, Von Cleo', 'NEU: EMAIL, Von Bob', 'NEU: CHAT, Von Ada']);
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
    it('has a named landmark, and a list without live regions', () => {
      const { root } = mount({ toasts: [named('Ada')] });
      const region = within(root.parentNode as unknown as HTMLElement).getByRole('region', { name: 'Incoming conversations' });
      expect(region).toBe(root);
      const list = within(root).getByRole('list');
      expect(within(list).getAllByRole('listitem')).toHaveLength(1);
      expect(list.closest('[aria-live]')).toBeNull();
      expect(list.querySelectorAll('[aria-live], [role="status"], [role="alert"]')).toHaveLength(0);
    });

    it('has one announcer, before the first toast', () => {
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

    it('marks its position in an attribute', () => {
      const { root, configure } = mount({ toasts: [] });
      expect(root.dataset['position']).toBeUndefined();
      inAct(() => configure({ toasts: [], position: 'bottom-start' }));
      expect(root.dataset['position']).toBe('bottom-start');
    });

    it('keeps elements that did not change', () => {
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

    it('shows four, and the rest behind a button that names them', () => {
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

    it('shows as few again when the rest was removed meanwhile', () => {
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
    it('reports to the app which toast the agent closed', () => {
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
});
