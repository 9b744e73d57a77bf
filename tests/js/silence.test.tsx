/** The silence button of a toast, the silence key, and the body of a toast as a button. */
import { fireEvent, within } from '@testing-library/dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setInternals } from '../../js/internals.js';
import { noteReason } from '../../js/reasons.js';
import type { Toast } from '../../js/types.js';
import { makeClient, type FakeClient } from './support/fake-client.js';
import { makeToast } from './support/fake-engine.js';
import { clear, inAct, itemsIn, reportLostFocus, rootIn, shownIn, textIn, VIEWS, type ViewOptions } from './support/views.js';

let note: HTMLTextAreaElement;

beforeEach(() => {
  note = document.createElement('textarea');
  document.body.append(note);
  note.focus();
});

afterEach(clear);

const named = (callerName: string): Toast => makeToast({ callerName });
const silenceIn = (item: HTMLElement | undefined): HTMLElement | null => within(item!).queryByRole('button', { name: 'Silence' });
const activeIn = (root: HTMLElement): Element | null => (root.getRootNode() as ShadowRoot).activeElement;

/** Presses a key. Returns whether it was left to the page. */
function press(target: Element, key: string, more: KeyboardEventInit = {}): boolean {
  let left = true;
  inAct(() => {
    left = fireEvent.keyDown(target, { key, ...more });
  });
  return left;
}

describe.each(VIEWS)('$name', ({ mount }) => {
  /** A view in which the first of the toasts sounds. It is the last one on the page, because the newest is at the top. */
  function sounding(names: readonly string[], options: ViewOptions = {}): { client: FakeClient; root: HTMLElement; toasts: readonly Toast[] } {
    const toasts = names.map(named);
    const client = makeClient(toasts);
    client.alert({ sounding: toasts.slice(0, 1).map(({ id }) => id) });
    return { client, toasts, root: mount({ client, ...options }).root };
  }

  describe('the silence button', () => {
    it('is in the toasts that sound, beside the close button', () => {
      const { root } = sounding(['Ada', 'Bob']);
      expect(shownIn(root)).toEqual(['Bob', 'Ada']);
      expect(itemsIn(root).map((item) => silenceIn(item) !== null)).toEqual([false, true]);
      const button = silenceIn(itemsIn(root)[1])!;
      expect(button.nextElementSibling?.className).toBe('gt-close');
      expect(button.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
      expect(button.getAttribute('aria-keyshortcuts')).toBe('Shift+F8');
    });

    it('silences its toast, which stays, and leaves the focus where the agent types', () => {
      const { client, root, toasts } = sounding(['Ada']);
      const button = silenceIn(itemsIn(root)[0])!;
      expect(fireEvent.mouseDown(button)).toBe(false);
      inAct(() => void fireEvent.click(button));
      expect(client.silence).toHaveBeenCalledExactlyOnceWith(toasts[0]?.id);
      expect(client.dismiss).not.toHaveBeenCalled();
      inAct(() => client.alert({ sounding: [] }));
      expect(shownIn(root)).toEqual(['Ada']);
      expect(silenceIn(itemsIn(root)[0])).toBeNull();
      expect(document.activeElement).toBe(note);
    });

    it.each<[string, () => void]>([
      ['', () => undefined],
      [', in a browser that reports that the focus is lost', reportLostFocus],
    ])('gives the focus to its toast when it goes%s', (_, prepare) => {
      prepare();
      const { client, root } = sounding(['Ada', 'Bob']);
      inAct(() => silenceIn(itemsIn(root)[1])!.focus());
      inAct(() => client.alert({ sounding: [] }));
      expect(activeIn(root)).toBe(itemsIn(root)[1]);
      press(activeIn(root)!, 'F8');
      expect(document.activeElement).toBe(note);
    });

    it('comes when the toast begins to sound', () => {
      const { client, root, toasts } = sounding(['Ada', 'Bob']);
      inAct(() => client.alert({ sounding: [toasts[1]!.id] }));
      expect(itemsIn(root).map((item) => silenceIn(item) !== null)).toEqual([true, false]);
    });

    it('has the name and the key that the app gives', () => {
      const { root } = sounding(['Ada'], { labels: { silence: 'Stumm' }, silenceHotkey: 'Alt+S' });
      expect(within(root).getByRole('button', { name: 'Stumm' }).getAttribute('aria-keyshortcuts')).toBe('Alt+S');
    });

    it('is not there without a name', () => {
      const { root } = sounding(['Ada'], { labels: { silence: '' } });
      expect(root.querySelector('.gt-silence')).toBeNull();
    });

    it('is there without the alert line', () => {
      const { root } = sounding(['Ada'], { alertLine: false });
      expect(silenceIn(itemsIn(root)[0])).not.toBeNull();
    });

    it('is not there without a client', () => {
      const { root } = mount({ toasts: [named('Ada')] });
      expect(silenceIn(itemsIn(root)[0])).toBeNull();
    });
  });

  describe('content of the app', () => {
    it('knows whether its toast sounds, is called again when that changes, and can silence', () => {
      const seen: string[] = [];
      let silence = (): void => undefined;
      const { client, root, toasts } = sounding(['Ada', 'Bob'], {
        unstyled: true,
        renderToast: ({ callerName }, tools) => {
          const text = `${callerName} ${tools.sounding ? 'sounds' : 'is silent'}`;
          if (seen.at(-1) !== text) seen.push(text);
          if (tools.sounding) silence = tools.silence;
          return text;
        },
      });
      const own = (): (string | null)[] => [...(root.getRootNode() as ShadowRoot).host.children].map(({ textContent }) => textContent);
      expect(own()).toEqual(['Bob is silent', 'Ada sounds']);
      silence();
      expect(client.silence).toHaveBeenCalledExactlyOnceWith(toasts[0]?.id);
      seen.length = 0;
      inAct(() => client.alert({ sounding: [] }));
      expect(own()).toEqual(['Bob is silent', 'Ada is silent']);
      expect(seen).toContain('Ada is silent');
    });

    it('is drawn again by the element with the focus in it: the focus goes to its toast', () => {
      reportLostFocus();
      const [ada, bob] = [named('Ada'), named('Bob')];
      const client = makeClient([ada, bob]);
      client.alert({ sounding: [ada.id] });
      const element = document.createElement('genesys-toaster');
      Object.assign(element, { client, renderToast: () => document.createElement('button') });
      document.body.append(element);
      const [, last] = itemsIn(rootIn(element));
      element.querySelectorAll<HTMLElement>('.gt-host button')[1]!.focus();
      client.alert({ sounding: [] });
      expect(activeIn(rootIn(element))).toBe(last);
    });

    it('has a silence button in a card that only its inside replaces', () => {
      const { root } = sounding(['Ada'], { renderToast: () => 'own' });
      expect(silenceIn(itemsIn(root)[0])).not.toBeNull();
    });
  });

  describe('the silence key', () => {
    it('silences all toasts from anywhere on the page, and leaves the focus where it is', () => {
      const { client } = sounding(['Ada']);
      expect(press(note, 'F8', { shiftKey: true })).toBe(false);
      expect(client.silence).toHaveBeenCalledExactlyOnceWith(undefined);
      expect(document.activeElement).toBe(note);
    });

    it('is not F8, and F8 is not the silence key', () => {
      const { client, root } = sounding(['Ada']);
      press(note, 'F8');
      expect(client.silence).not.toHaveBeenCalled();
      expect(activeIn(root)).toBe(root);
    });

    it.each<[string, string | null | undefined, KeyboardEventInit]>([
      ['while an input method composes', undefined, { isComposing: true }],
      ['with null', null, {}],
      ['with an empty text', '', {}],
      ['with another key', 'Alt+S', {}],
    ])('is left to the page %s', (_, silenceHotkey, more) => {
      const { client } = sounding(['Ada'], { silenceHotkey });
      expect(press(note, 'F8', { shiftKey: true, ...more })).toBe(true);
      expect(client.silence).not.toHaveBeenCalled();
    });

    it('is left to the page while nothing sounds', () => {
      const { client } = sounding(['Ada']);
      inAct(() => client.alert({ sounding: [] }));
      expect(press(note, 'F8', { shiftKey: true })).toBe(true);
      expect(client.silence).not.toHaveBeenCalled();
    });

    it('may be another one', () => {
      const { client } = sounding(['Ada'], { silenceHotkey: 'Alt+S' });
      press(note, 's', { altKey: true });
      expect(client.silence).toHaveBeenCalledTimes(1);
    });
  });

  describe('the body of a toast', () => {
    /** A view with a client whose app gave `onOpen`. */
    function opening(options: ViewOptions = {}, has = true) {
      const toast = named('Ada');
      const client = makeClient([toast]);
      const noteGesture = vi.fn();
      setInternals(client, { configure: vi.fn(), dispose: vi.fn(), noteGesture, hasOnOpen: () => has });
      return { client, toast, noteGesture, root: mount({ client, ...options }).root };
    }

    it('and its buttons report each click as a gesture: the page does not get their events [A5]', () => {
      const { root, noteGesture } = opening();
      inAct(() => void fireEvent.click(within(root).getByRole('button', { name: 'Ada' })));
      inAct(() => void fireEvent.click(root.querySelector('.gt-close')!));
      expect(noteGesture).toHaveBeenCalledTimes(2);
    });

    it('is a button with the name of the caller, which opens and closes nothing', () => {
      const { client, root, toast } = opening();
      const button = within(root).getByRole('button', { name: 'Ada' });
      expect(button.tagName).toBe('BUTTON');
      expect(fireEvent.mouseDown(button)).toBe(false);
      inAct(() => void fireEvent.click(button.firstElementChild!));
      expect(client.open).toHaveBeenCalledExactlyOnceWith(toast.id);
      expect([client.dismiss, client.silence].map((call) => vi.mocked(call).mock.calls.length)).toEqual([0, 0]);
      expect(shownIn(root)).toEqual(['Ada']);
      expect(document.activeElement).toBe(note);
    });

    it('leaves close and silence their clicks, and is before them for the keyboard', () => {
      const { client, root, toast } = opening();
      inAct(() => client.alert({ sounding: [toast.id] }));
      const stops = [...root.querySelectorAll<HTMLElement>('*')].filter(({ tabIndex }) => tabIndex >= 0);
      expect(stops.map(({ className }) => className)).toEqual(['gt-item', 'gt-open', 'gt-silence', 'gt-close']);
      inAct(() => void fireEvent.click(root.querySelector('.gt-silence svg')!));
      inAct(() => void fireEvent.click(root.querySelector('.gt-close')!));
      expect(client.silence).toHaveBeenCalledExactlyOnceWith(toast.id);
      expect(client.dismiss).toHaveBeenCalledExactlyOnceWith(toast.id);
      expect(client.open).not.toHaveBeenCalled();
    });

    it.each<[string, (() => ReturnType<typeof opening>)]>([
      ['the app gave no onOpen', () => opening({}, false)],
      ['the app shows content of its own', () => opening({ renderToast: () => 'own' })],
    ])('is no button where %s', (_, make) => {
      const { client, root } = make();
      expect(root.querySelector('.gt-open')).toBeNull();
      inAct(() => void fireEvent.click(root.querySelector('.gt-icon')!));
      expect(client.open).not.toHaveBeenCalled();
    });

    it('has the same markup as ever without onOpen', () => {
      const { root } = mount({ client: makeClient([named('Ada')]) });
      const name = root.querySelector('.gt-name')!;
      expect([name.localName, name.parentElement?.className, textIn(root, '.gt-name')]).toEqual(['p', 'gt-toast', 'Ada']);
    });

    it('is no longer reached, nor is the silence button there, while the toast shows that its ring is over', () => {
      const { client, root, toast } = opening();
      inAct(() => client.alert({ sounding: [toast.id] }));
      noteReason(toast, 'answered');
      inAct(() => client.set([]));
      expect(textIn(root, '.gt-outcome')).toBe('Answered');
      expect(root.querySelector('.gt-silence')).toBeNull();
      expect(within(root).getByRole<HTMLButtonElement>('button', { name: 'Ada' }).disabled).toBe(true);
      inAct(() => void fireEvent.click(root.querySelector('.gt-open')!));
      expect(client.open).not.toHaveBeenCalled();
    });

    it('becomes one when the app gives onOpen later', () => {
      const { client, root } = opening({}, false);
      setInternals(client, { configure: vi.fn(), dispose: vi.fn(), noteGesture: vi.fn(), hasOnOpen: () => true });
      inAct(() => client.alert({}));
      expect(within(root).getByRole('button', { name: 'Ada' }).className).toBe('gt-open');
    });
  });
});
