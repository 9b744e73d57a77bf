import { fireEvent, within } from '@testing-library/dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Toast } from '../../js/types.js';
import { makeClient, type FakeClient } from './support/fake-client.js';
import { makeToast } from './support/fake-engine.js';
import { clear, inAct, itemsIn, shownIn, textIn, VIEWS } from './support/views.js';

let note: HTMLTextAreaElement;

beforeEach(() => {
  note = document.createElement('textarea');
  document.body.append(note);
  note.focus();
});

afterEach(() => {
  clear();
  vi.useRealTimers();
});

const named = (callerName: string, mediaType = 'voice'): Toast => makeToast({ callerName, mediaType });

/** The client removes what the agent closes, as a real one does. */
function obedientClient(toasts: readonly Toast[]): FakeClient {
  const client = makeClient(toasts);
  vi.mocked(client.dismiss).mockImplementation((id) => {
    client.set(client.getSnapshot().toasts.filter((toast) => toast.id !== id));
    return true;
  });
  return client;
}

const activeIn = (root: HTMLElement): Element | null => (root.getRootNode() as Document | ShadowRoot).activeElement;

const press = (target: Element | Document | null, key: string, more: KeyboardEventInit = {}): boolean => {
  let notPrevented = true;
  inAct(() => {
    notPrevented = fireEvent.keyDown(target!, { key, ...more });
  });
  return notPrevented;
};

const focusedName = (root: HTMLElement): string | undefined =>
  activeIn(root)?.closest('[data-gt-id]')?.querySelector('.gt-name')?.textContent;

describe.each(VIEWS)('$name', ({ mount }) => {
  describe('focus', () => {
    it('is never moved by a new toast', () => {
      const client = makeClient();
      mount({ client });
      inAct(() => client.set([named('Ada')]));
      expect(document.activeElement).toBe(note);
    });

    it('moves to the toaster with F8, and back with it', () => {
      const { root } = mount({ toasts: [named('Ada')] });
      expect(root.getAttribute('aria-keyshortcuts')).toBe('F8');
      expect(press(note, 'F8')).toBe(false);
      expect(activeIn(root)).toBe(root);
      press(root, 'F8');
      expect(document.activeElement).toBe(note);
    });

    it.each<[string, KeyboardEventInit & { key: string }]>([
      ['Alt+T', { key: 't', altKey: true }],
      ['Alt+T', { key: '†', code: 'KeyT', altKey: true }],
      ['Control+Shift+K', { key: 'K', ctrlKey: true, shiftKey: true }],
    ])('comes with another key: %s %o', (hotkey, { key, ...more }) => {
      const { root } = mount({ toasts: [named('Ada')], hotkey });
      press(note, 'F8');
      press(note, key);
      expect(document.activeElement).toBe(note);
      press(note, key, more);
      expect(activeIn(root)).toBe(root);
    });

    it.each<[string, string | null]>([
      ['null', null],
      ['an empty one', ''],
    ])('comes with no key where the hotkey is %s', (_, hotkey) => {
      const { root } = mount({ toasts: [named('Ada')], hotkey });
      expect(press(note, 'F8')).toBe(true);
      expect(document.activeElement).toBe(note);
      expect(root.hasAttribute('aria-keyshortcuts')).toBe(false);
    });

    it('stays where there is no toast to go to, and where the app has used the key', () => {
      const { configure } = mount({ toasts: [] });
      expect(press(note, 'F8')).toBe(true);
      inAct(() => configure({ toasts: [named('Ada')] }));
      note.addEventListener('keydown', (event) => event.preventDefault(), { once: true });
      press(note, 'F8');
      expect(document.activeElement).toBe(note);
    });

    it('moves with Tab through toasts and buttons, in the order of the page', () => {
      const { root } = mount({ toasts: ['1', '2', '3'].map((name) => named(name, 'chat')), visible: 2 });
      const stops = [...root.querySelectorAll<HTMLElement>('*')].filter(({ tabIndex }) => tabIndex >= 0);
      expect(root.tabIndex).toBe(-1);
      expect(stops.map((stop) => stop.className)).toEqual(['gt-item', 'gt-close', 'gt-item', 'gt-close', 'gt-more']);
    });
  });

  describe('Escape', () => {
    it('closes the toast with the focus inside; the focus goes to the next one, at the end back to where it was', () => {
      const client = obedientClient([named('Cleo'), named('Bob'), named('Ada')]);
      const { root } = mount({ client });
      press(note, 'F8');
      inAct(() => itemsIn(root)[0]!.focus());
      expect(focusedName(root)).toBe('Ada');
      expect(press(activeIn(root), 'Escape')).toBe(false);
      expect(shownIn(root)).toEqual(['Bob', 'Cleo']);
      expect(focusedName(root)).toBe('Bob');
      press(activeIn(root), 'Escape');
      expect(focusedName(root)).toBe('Cleo');
      press(activeIn(root), 'Escape');
      expect(itemsIn(root)).toHaveLength(0);
      expect(document.activeElement).toBe(note);
    });

    it('closes it from its close button, too', () => {
      const client = obedientClient([named('Bob'), named('Ada')]);
      const { root } = mount({ client });
      inAct(() => within(root).getAllByRole('button')[0]!.focus());
      press(activeIn(root), 'Escape');
      expect(focusedName(root)).toBe('Bob');
    });

    it('moves to a toast that appears from behind “+n more”', () => {
      const client = obedientClient(['1', '2', '3'].map((name) => named(name, 'chat')));
      const { root } = mount({ client, visible: 2 });
      inAct(() => itemsIn(root)[1]!.focus());
      press(activeIn(root), 'Escape');
      expect(shownIn(root)).toEqual(['3', '1']);
      expect(focusedName(root)).toBe('1');
    });

    it('on the region itself moves the focus back', () => {
      const client = obedientClient([named('Ada')]);
      const { root } = mount({ client });
      press(note, 'F8');
      press(root, 'Escape');
      expect(document.activeElement).toBe(note);
      expect(client.dismiss).not.toHaveBeenCalled();
    });

    it('in a toast does not reach a dialog around it', () => {
      const listener = vi.fn();
      document.body.addEventListener('keydown', listener, { once: true });
      const { root } = mount({ toasts: [named('Ada')] });
      inAct(() => itemsIn(root)[0]!.focus());
      press(activeIn(root), 'Escape');
      expect(listener).not.toHaveBeenCalled();
    });

    it('elsewhere closes nothing', () => {
      const onDismiss = vi.fn();
      mount({ toasts: [named('Ada')], onDismiss });
      press(note, 'Escape');
      expect(onDismiss).not.toHaveBeenCalled();
    });
  });

  describe('a toast that is answered with the focus inside', () => {
    it('moves the focus to another toast', () => {
      const toasts = [named('Cleo'), named('Bob'), named('Ada')];
      const client = makeClient(toasts);
      const { root } = mount({ client });
      inAct(() => itemsIn(root)[1]!.focus());
      inAct(() => client.set(toasts.filter(({ callerName }) => callerName !== 'Bob')));
      expect(focusedName(root)).toBe('Cleo');
      inAct(() => client.set([]));
      expect(document.activeElement).toBe(note);
    });

    it('leaves no focus in a page where nothing had the focus', () => {
      note.blur();
      const client = makeClient([named('Ada')]);
      const { root } = mount({ client });
      inAct(() => itemsIn(root)[0]!.focus());
      inAct(() => client.set([]));
      expect(document.activeElement).toBe(document.body);
    });
  });

  it('does not hide a focused toast behind “+n more”', () => {
    const toasts = [named('1', 'chat'), named('2', 'chat')];
    const client = makeClient(toasts.slice(0, 1));
    const { root } = mount({ client, visible: 1 });
    inAct(() => itemsIn(root)[0]!.focus());
    inAct(() => client.set(toasts));
    expect(shownIn(root)).toEqual(['2', '1']);
    expect(focusedName(root)).toBe('1');
  });

  it('keeps the focus in the toaster when the button of the rest goes with the rest', () => {
    const toasts = [named('1', 'chat'), named('2', 'chat')];
    const client = makeClient(toasts);
    const { root } = mount({ client, visible: 1 });
    inAct(() => root.querySelector<HTMLElement>('.gt-more')!.focus());
    inAct(() => client.set(toasts.slice(1)));
    expect(focusedName(root)).toBe('2');
  });

  describe('the clocks', () => {
    const calls = (client: FakeClient): number[] => [vi.mocked(client.pause).mock.calls.length, vi.mocked(client.resume).mock.calls.length];

    it('are paused while the pointer is over the toaster [O3]', () => {
      const client = makeClient([named('Ada')]);
      const { root } = mount({ client });
      inAct(() => void fireEvent.pointerEnter(root));
      expect(calls(client)).toEqual([1, 0]);
      inAct(() => void fireEvent.pointerLeave(root));
      expect(calls(client)).toEqual([1, 1]);
    });

    it('are paused while keyboard focus is in it [O3]', () => {
      const client = makeClient([named('Ada')]);
      const { root } = mount({ client });
      press(note, 'F8');
      inAct(() => itemsIn(root)[0]!.focus());
      expect(calls(client)).toEqual([1, 0]);
      inAct(() => note.focus());
      expect(calls(client)).toEqual([1, 1]);
    });

    it('are not paused by the focus after a mouse click [O3]', () => {
      const client = makeClient([named('Ada')]);
      const { root } = mount({ client });
      const item = itemsIn(root)[0]!;
      inAct(() => void fireEvent.pointerDown(item));
      inAct(() => item.focus());
      expect(calls(client)).toEqual([0, 0]);
      inAct(() => note.focus());
      press(note, 'F8');
      expect(calls(client)).toEqual([1, 0]);
    });

    it('are paused once for pointer and focus together [O3]', () => {
      const client = makeClient([named('Ada')]);
      const { root } = mount({ client });
      inAct(() => void fireEvent.pointerEnter(root));
      press(note, 'F8');
      inAct(() => void fireEvent.pointerLeave(root));
      expect(calls(client)).toEqual([1, 0]);
      inAct(() => note.focus());
      expect(calls(client)).toEqual([1, 1]);
    });

    it('resume when the last toast is removed, and are paused again by the next pointer', () => {
      const client = makeClient([named('Ada')]);
      const { root } = mount({ client });
      inAct(() => void fireEvent.pointerEnter(root));
      inAct(() => client.set([]));
      expect(calls(client)).toEqual([1, 1]);
      inAct(() => client.set([named('Bob')]));
      expect(calls(client)).toEqual([1, 1]);
      inAct(() => void fireEvent.pointerEnter(root));
      expect(calls(client)).toEqual([2, 1]);
    });

    it('resume when the view is removed', () => {
      const client = makeClient([named('Ada')]);
      const { root, remove } = mount({ client });
      inAct(() => void fireEvent.pointerEnter(root));
      remove();
      expect(calls(client)).toEqual([1, 1]);
    });

    it('resume when the view gets another client', () => {
      const [first, second] = [makeClient([named('Ada')]), makeClient([named('Bob')])];
      const { root, configure } = mount({ client: first });
      inAct(() => void fireEvent.pointerEnter(root));
      inAct(() => configure({ client: second }));
      expect(calls(first)).toEqual([1, 1]);
      expect([first.listeners(), second.listeners()]).toEqual([0, 1]);
      expect(shownIn(root)).toEqual(['Bob']);
      inAct(() => void fireEvent.pointerLeave(root));
      expect(calls(first)).toEqual([1, 1]);
      expect(calls(second)[0]).toBe(calls(second)[1]);
    });

    it('are the app’s business where it gives the toasts', () => {
      const [onPause, onResume] = [vi.fn(), vi.fn()];
      const { root } = mount({ toasts: [named('Ada')], onPause, onResume });
      inAct(() => void fireEvent.pointerEnter(root));
      expect([onPause.mock.calls.length, onResume.mock.calls.length]).toEqual([1, 0]);
      inAct(() => void fireEvent.pointerLeave(root));
      expect([onPause.mock.calls.length, onResume.mock.calls.length]).toEqual([1, 1]);
    });
  });

  describe('with a client', () => {
    it('needs nothing else: it shows, follows and dismisses', () => {
      const client = obedientClient([named('Ada')]);
      const { root } = mount({ client, status: true });
      expect(shownIn(root)).toEqual(['Ada']);
      expect(textIn(root, '.gt-status')).toBe('Status: connected');
      inAct(() => fireEvent.click(within(root).getByRole('button')));
      expect(client.dismiss).toHaveBeenCalledTimes(1);
      expect(itemsIn(root)).toHaveLength(0);
      inAct(() => client.set([], 'disconnected'));
      expect(textIn(root, '.gt-status')).toBe('Status: disconnected');
    });

    it('has no status line unless an option enables it', () => {
      const { root } = mount({ client: makeClient() });
      expect(root.querySelector('.gt-status')).toBeNull();
    });
  });
});
