/** The key that answers, and what is announced of answer and decline. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Toast } from '../../js/types.js';
import { announced, buttonIn, calls, click, failed, hold, press, ring, setPending } from './support/actions.js';
import { makeClient, type FakeClient } from './support/fake-client.js';
import { makeToast } from './support/fake-engine.js';
import { clear, inAct, itemsIn, VIEWS, type ViewOptions } from './support/views.js';

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

describe.each(VIEWS)('$name', ({ mount }) => {
  function view(toasts: readonly Toast[] = [ring()], options: ViewOptions = {}): { client: FakeClient; root: HTMLElement; id: string } {
    const client = makeClient(toasts);
    return { client, root: mount({ client, ...options }).root, id: toasts[0]!.id };
  }

  describe('the answer key', () => {
    it('answers the oldest ring that offers it, from anywhere on the page, and leaves the focus where it is [C6]', () => {
      const [oldest, next] = [ring({ callerName: 'Bob', mediaType: 'chat' }), ring()];
      const { client, root } = view([makeToast(), ring({ actions: ['decline'] }), oldest, next], { answerHotkey: 'F9' });
      expect(press(note, 'F9')).toBe(false);
      expect(calls(client)).toEqual([[oldest.id], []]);
      expect(document.activeElement).toBe(note);
      const keys = itemsIn(root).map((item) => item.querySelector('.gt-answer')?.getAttribute('aria-keyshortcuts') ?? null);
      expect(keys).toEqual([null, null, null, 'F9']);
    });

    it('is none by default, and where the option is null or empty', () => {
      for (const answerHotkey of [undefined, null, '']) {
        const { client } = view([ring()], { answerHotkey });
        for (const key of ['F8', 'F9', 'Enter', 'a', '']) press(note, key);
        expect(calls(client)).toEqual([[], []]);
        clear();
        document.body.append(note);
      }
    });

    it('answers one ring, however often it is pressed while that is pending, and while it is held', () => {
      const { client } = view([ring(), ring({ callerName: 'Bob' })], { answerHotkey: 'F9' });
      setPending(client, 'answer');
      expect(press(note, 'F9')).toBe(false);
      inAct(() => client.set(client.getSnapshot().toasts.slice(1)));
      expect(press(note, 'F9', { repeat: true })).toBe(false);
      expect(calls(client)).toEqual([[], []]);
    });

    it('goes on to the next ring while the oldest is being declined', () => {
      const next = ring();
      const { client } = view([ring({ pending: 'decline' }), next], { answerHotkey: 'F9' });
      press(note, 'F9');
      expect(calls(client)).toEqual([[next.id], []]);
    });

    it.each<[string, readonly Toast[], KeyboardEventInit]>([
      ['while nothing can be answered', [makeToast()], {}],
      ['while an input method composes', [ring()], { isComposing: true }],
    ])('is left to the page %s', (_, toasts, more) => {
      const { client } = view(toasts, { answerHotkey: 'F9' });
      expect(press(note, 'F9', more)).toBe(true);
      expect(calls(client)).toEqual([[], []]);
    });

    it('is left to the page where the page has used it, and without a client', () => {
      const { client } = view([ring()], { answerHotkey: 'F9' });
      note.addEventListener('keydown', (event) => event.preventDefault(), { once: true });
      press(note, 'F9');
      expect(calls(client)).toEqual([[], []]);
      clear();
      document.body.append(note);
      mount({ toasts: [ring()], answerHotkey: 'F9' });
      expect(press(note, 'F9')).toBe(true);
    });

    describe('that may type a text', () => {
      const field = (html: string): Element => {
        const box = document.createElement('div');
        box.innerHTML = html;
        document.body.append(box);
        return box.querySelector('[data-here]') ?? box.firstElementChild!;
      };

      it.each(['<textarea>', '<input>', '<select>', '<p role="textbox"><b data-here></b></p>', '<p contenteditable><b data-here></b></p>'])('is left to the page in %s', (html) => {
        const { client } = view([ring()], { answerHotkey: 'Shift+A' });
        expect(press(field(html), 'A', { shiftKey: true })).toBe(true);
        expect(calls(client)).toEqual([[], []]);
      });

      it.each(['<button></button>', '<p contenteditable="false"></p>'])('answers in %s', (html) => {
        const { client, id } = view([ring()], { answerHotkey: 'Shift+A' });
        expect(press(field(html), 'A', { shiftKey: true })).toBe(false);
        expect(calls(client)).toEqual([[id], []]);
      });

      it('answers in a text with Alt, Control or Meta', () => {
        const { client, id } = view([ring()], { answerHotkey: 'Control+Alt+Q' });
        press(note, 'q', { ctrlKey: true, altKey: true });
        expect(calls(client)).toEqual([[id], []]);
      });

      it('is left to the page with AltGr, which types a character and reports Control and Alt', () => {
        const { client } = view([ring()], { answerHotkey: 'Control+Alt+Q' });
        press(note, '@', { code: 'KeyQ', ctrlKey: true, altKey: true, modifierAltGraph: true });
        expect(calls(client)).toEqual([[], []]);
      });
    });
  });

  describe('is announced', () => {
    beforeEach(() => void vi.useFakeTimers());

    /** A view whose ring has been announced. */
    function announcedView(options: ViewOptions = {}) {
      const { client, root, id } = view([ring()], options);
      expect(announced(root)).toEqual(['VOICE CALL INCOMING, From: Ada']);
      return { client, root, id };
    }

    it('that a second press is needed, each time [C3]', () => {
      const { root } = announcedView();
      for (let times = 0; times < 2; times++) {
        click(buttonIn(root, 'Decline'));
        expect(announced(root)).toEqual(['Ada, Press again to decline']);
      }
    });

    it('that an action is pending, and that it succeeded: answer [C6]', async () => {
      const { client, root } = announcedView({ answerHotkey: 'F9' });
      const held = hold(client, 'answer');
      press(note, 'F9');
      setPending(client, 'answer');
      expect(announced(root)).toEqual(['Ada, Answering…']);
      inAct(() => client.set([]));
      await held.resolve();
      expect(announced(root, 6)).toEqual(['Ada, Answered']);
    });

    it('the same for decline', async () => {
      const { client, root } = announcedView({ confirmDecline: false });
      const held = hold(client, 'decline');
      click(buttonIn(root, 'Decline'));
      setPending(client, 'decline');
      expect(announced(root)).toEqual(['Ada, Declining…']);
      inAct(() => client.set([]));
      await held.resolve();
      expect(announced(root)).toEqual(['Ada, Declined']);
    });

    it('why it failed, once for each failure', async () => {
      const { client, root } = announcedView();
      const held = hold(client, 'answer');
      for (let times = 0; times < 2; times++) {
        click(buttonIn(root, 'Answer'));
        await held.reject(failed('phone-cannot'));
        expect(announced(root)).toEqual(['Ada, Answer it on your phone: this page cannot.']);
        inAct(() => client.set(client.getSnapshot().toasts));
        expect(announced(root)).toEqual([]);
      }
    });

    it('who was faster, though the toast is gone', async () => {
      const { client, root } = announcedView();
      const held = hold(client, 'answer');
      click(buttonIn(root, 'Answer'));
      inAct(() => client.set([]));
      await held.reject(failed('already-answered'));
      expect(announced(root)).toEqual(['Ada, Already answered, by a colleague or on another device of yours.']);
    });

    it('nothing of a failure that the agent can do nothing about', async () => {
      const { client, root } = announcedView();
      const held = hold(client, 'answer');
      click(buttonIn(root, 'Answer'));
      inAct(() => client.set([], 'stopped'));
      await held.reject(failed('stopped'));
      expect(announced(root)).toEqual([]);
    });

    it('that a conversation was connected automatically [C8]', () => {
      const { root } = view([makeToast({ callerName: 'Ada', kind: 'auto-answered' })]);
      expect(announced(root)).toEqual(['Connected automatically, From: Ada']);
    });
  });
});
