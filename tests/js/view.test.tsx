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
    ])('of %s has the title %s', (mediaType, title) => {
      const { root } = mount({ toasts: [makeToast({ mediaType })] });
      expect(textIn(root, '.gt-title')).toBe(title);
    });

    it('names the caller, and the close button', () => {
      const { root } = mount({ toasts: [named('Ada Lovelace')] });
      expect(within(root).getByText('From: Ada Lovelace')).toBeTruthy();
      expect(within(root).getByRole('button', { name: 'Dismiss notification' })).toBeTruthy();
    });

    it.each(['de', 'en-US', 'ja', 'no language at all'])('tells the time of day in the page’s locale: %s', (lang) => {
      document.documentElement.lang = lang;
      const toast = named('Ada');
      const { root } = mount({ toasts: [toast] });
      const locale = lang.includes(' ') ? undefined : lang;
      expect(textIn(root, 'time')).toBe(new Date(toast.timestamp).toLocaleTimeString(locale, { timeStyle: 'medium' }));
      expect(root.querySelector('time')?.getAttribute('datetime')).toBe(new Date(toast.timestamp).toISOString());
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
          more: 'noch {n}',
          fewer: 'weniger',
          title: 'NEU: {mediaType}',
          blind: undefined as unknown as string,
        },
      });
      expect(root.getAttribute('aria-label')).toBe('Eingehend');
      expect(shownIn(root)).toEqual(['Von Cleo']);
      expect(textIn(root, '.gt-title')).toBe('ANRUF');
      expect(textIn(root, '.gt-status')).toBe('Verbindung: steht');
      expect(root.querySelector('.gt-close')?.getAttribute('aria-label')).toBe('Schließen');
      expect(textIn(root, '.gt-more')).toBe('noch 2');
      inAct(() => fireEvent.click(within(root).getByText('noch 2')));
      expect(textIn(root, '.gt-more')).toBe('weniger');
      expect([...root.querySelectorAll('.gt-title')].map((title) => title.textContent)).toEqual(['ANRUF', 'NEU: EMAIL', 'NEU: CHAT']);
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
      expect(textIn(root, '.gt-from')).toBe(`From: ${callerName}`);
      expect(root.querySelectorAll('img, script')).toHaveLength(0);
    });
  });

  describe('markup', () => {
    it('has a landmark with a name, and a list in which nothing is live', () => {
      const { root } = mount({ toasts: [named('Ada')] });
      const region = within(root.parentNode as HTMLElement).getByRole('region', { name: 'Incoming conversations' });
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

    it('has no inline style, and injects none', () => {
      const { root } = mount({ toasts: [named('Ada'), named('Bob', 'chat')], visible: 1, status: 'error' });
      expect(root.parentNode?.querySelectorAll('[style], style')).toHaveLength(0);
      expect(document.querySelectorAll('style')).toHaveLength(0);
    });

    it('says where it stands', () => {
      const { root, configure } = mount({ toasts: [] });
      expect(root.dataset['position']).toBe('top-end');
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
      expect(shownIn(root)).toEqual(['From: voice 2', 'From: voice 1', 'From: chat 2', 'From: chat 1']);
    });

    it('shows four, the rest behind “+n more”', () => {
      const toasts = ['1', '2', '3', '4', '5', '6'].map((name) => named(name, 'chat'));
      const { root } = mount({ toasts });
      expect(shownIn(root)).toEqual(['From: 6', 'From: 5', 'From: 4', 'From: 3']);
      const more = within(root).getByRole('button', { name: '+2 more' });
      expect(more.getAttribute('aria-expanded')).toBe('false');
      expect(root.hasAttribute('data-scrolls')).toBe(false);
      inAct(() => fireEvent.click(more));
      expect(shownIn(root)).toHaveLength(6);
      expect(more.getAttribute('aria-expanded')).toBe('true');
      expect(root.hasAttribute('data-scrolls')).toBe(true);
      inAct(() => fireEvent.click(more));
      expect(shownIn(root)).toHaveLength(4);
    });

    it('never puts voice behind: more than four ringing calls make the stack scroll', () => {
      const toasts = [...['1', '2', '3', '4', '5'].map((name) => named(name)), named('chat', 'chat')];
      const { root, configure } = mount({ toasts });
      expect(shownIn(root)).toEqual(['From: 5', 'From: 4', 'From: 3', 'From: 2', 'From: 1']);
      expect(textIn(root, '.gt-more')).toBe('+1 more');
      expect(root.hasAttribute('data-scrolls')).toBe(true);
      inAct(() => configure({ toasts: toasts.slice(1) }));
      expect(root.hasAttribute('data-scrolls')).toBe(false);
    });

    it('shows as many as `visible` says', () => {
      const toasts = ['1', '2', '3'].map((name) => named(name, 'chat'));
      const { root } = mount({ toasts, visible: 1 });
      expect(shownIn(root)).toEqual(['From: 3']);
      expect(textIn(root, '.gt-more')).toBe('+2 more');
    });

    it('is as few again when the rest has gone in between', () => {
      const toasts = ['1', '2', '3'].map((name) => named(name, 'chat'));
      const { root, configure } = mount({ toasts, visible: 1 });
      inAct(() => fireEvent.click(within(root).getByText('+2 more')));
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
      expect(fireEvent.mouseDown(within(root).getByText('From: Ada'))).toBe(true);
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
      expect(shownIn(root)).toEqual(['From: Cleo', 'From: Bob', 'From: Ada']);
      const leaving = itemsIn(root)[1]!;
      expect(leaving.dataset['state']).toBe('leaving');
      expect(leaving.getAttribute('aria-hidden')).toBe('true');
      expect(leaving.hasAttribute('tabindex')).toBe(false);
      expect(leaving.querySelector('button')?.tabIndex).toBe(-1);
      expect(within(root).getAllByRole('listitem')).toHaveLength(2);
      inAct(() => void vi.advanceTimersByTime(1000));
      expect(shownIn(root)).toEqual(['From: Cleo', 'From: Ada']);
    });

    it('is taken back where the toast comes back in time', () => {
      withMotion();
      const toasts = [named('Ada')];
      const { root, configure } = mount({ toasts });
      inAct(() => configure({ toasts: [] }));
      inAct(() => configure({ toasts }));
      expect(itemsIn(root)[0]?.dataset['state']).toBe('open');
      inAct(() => void vi.advanceTimersByTime(1000));
      expect(shownIn(root)).toEqual(['From: Ada']);
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
      expect(itemsIn(root).map((item) => item.textContent)).toEqual(['a call by Bob', 'a call by Ada']);
      const [, last] = tools.mock.calls.findLast(([given]) => given === toast) as [Toast, { dismiss: () => void; remainingMs: number }];
      expect(last.remainingMs).toBeGreaterThan(4000);
      expect(last.remainingMs).toBeLessThanOrEqual(5000);
      last.dismiss();
      expect(onDismiss).toHaveBeenCalledExactlyOnceWith(toast.id);
      expect(tools).toHaveBeenCalledWith(endless, expect.objectContaining({ remainingMs: null }));
    });

    it('may come later, and go', () => {
      const toasts = [named('Ada')];
      const { root, configure } = mount({ toasts });
      inAct(() => configure({ toasts, renderToast: () => 'own' }));
      expect(itemsIn(root)[0]?.textContent).toBe('own');
      inAct(() => configure({ toasts }));
      expect(shownIn(root)).toEqual(['From: Ada']);
    });
  });
});
