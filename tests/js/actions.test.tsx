/** Answer and Decline in a toast: what the buttons do and show. */
import { fireEvent } from '@testing-library/dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setInternals } from '../../js/internals.js';
import type { ToastTools } from '../../js/toaster/types.js';
import type { Toast } from '../../js/types.js';
import { buttonIn, buttonsIn, calls, click, failed, hold, descriptionOf, press, ring, setPending } from './support/actions.js';
import { makeClient, type FakeClient } from './support/fake-client.js';
import { makeToast } from './support/fake-engine.js';
import { clear, inAct, itemsIn, shownIn, textIn, VIEWS, type ViewOptions } from './support/views.js';

let note: HTMLTextAreaElement;

beforeEach(() => {
  vi.useFakeTimers();
  note = document.createElement('textarea');
  document.body.append(note);
  note.focus();
});

afterEach(() => {
  clear();
  vi.useRealTimers();
});

const pass = (ms: number): void => inAct(() => void vi.advanceTimersByTime(ms));
const activeIn = (root: HTMLElement): Element | null => (root.getRootNode() as ShadowRoot).activeElement;

describe.each(VIEWS)('$name', ({ mount }) => {
  function view(toasts: readonly Toast[] = [ring()], options: ViewOptions = {}): { client: FakeClient; root: HTMLElement; id: string; configure: (options: ViewOptions) => void } {
    const client = makeClient(toasts);
    const { root, configure } = mount({ client, ...options });
    return { client, root, id: toasts[0]!.id, configure };
  }

  describe('the buttons', () => {
    it('are in a toast that offers them, and those only that it offers', () => {
      const { root } = view([makeToast(), ring({ actions: ['decline'] }), ring()]);
      expect(itemsIn(root).map(buttonsIn)).toEqual([['Answer', 'Decline'], ['Decline'], []]);
      expect(root.querySelectorAll('.gt-buttons')).toHaveLength(2);
    });

    it('are real buttons, before those that silence and close [C6]', () => {
      const { root, client, id } = view();
      inAct(() => client.alert({ sounding: [id] }));
      const stops = [...root.querySelectorAll<HTMLElement>('*')].filter(({ tabIndex }) => tabIndex >= 0);
      expect(stops.map(({ className }) => className)).toEqual(['gt-item', 'gt-answer', 'gt-decline', 'gt-silence', 'gt-close']);
      expect(stops.slice(1).map(({ localName }) => localName)).toEqual(['button', 'button', 'button', 'button']);
    });

    it('are not there without a client, in content of the app, and for an object of the app that only looks like a toast', () => {
      const { actions: _, ...older } = ring();
      expect(buttonsIn(mount({ toasts: [ring()] }).root)).toEqual([]);
      expect(buttonsIn(view([ring()], { renderToast: () => 'own', unstyled: true }).root)).toEqual([]);
      expect(buttonsIn(view([older as Toast]).root)).toEqual([]);
    });

    it('stay where only the inside of the card is content of the app', () => {
      expect(buttonsIn(view([ring()], { renderToast: () => 'own' }).root)).toEqual(['Answer', 'Decline']);
    });

    it('come and go with what the toast offers, and keep their elements', () => {
      const { client, root } = view();
      const decline = buttonIn(root, 'Decline');
      inAct(() => client.set(client.getSnapshot().toasts.map((toast) => ({ ...toast, actions: ['decline'] }))));
      expect(buttonsIn(root)).toEqual(['Decline']);
      inAct(() => client.set(client.getSnapshot().toasts.map((toast) => ({ ...toast, actions: ['answer', 'decline'] }))));
      expect(buttonsIn(root)).toEqual(['Answer', 'Decline']);
      expect(buttonIn(root, 'Decline')).toBe(decline);
      inAct(() => client.set(client.getSnapshot().toasts.map((toast) => ({ ...toast, actions: [] }))));
      expect(root.querySelector('.gt-buttons')).toBeNull();
    });

    it('have the texts of the app, and are not there without one', () => {
      const { root, client } = view([ring()], { labels: { answer: 'Annehmen', answering: 'Nimmt an …', decline: '' } });
      expect(buttonsIn(root)).toEqual(['Annehmen']);
      setPending(client, 'answer');
      expect(buttonsIn(root)).toEqual(['Nimmt an …']);
    });
  });

  it('work with a toast of the app that has no more than what is needed', () => {
    const { pending: _, kind: __, ...least } = ring();
    const { client, root, id } = view([least as Toast]);
    expect(root.querySelector('[aria-disabled], [aria-busy]')).toBeNull();
    click(buttonIn(root, 'Decline'));
    click(buttonIn(root, 'Press again to decline'));
    expect(calls(client)).toEqual([[], [id]]);
  });

  it('do not open the toast where its body is a button [C6]', () => {
    const { client, root, id } = view();
    setInternals(client, { configure: vi.fn(), dispose: vi.fn(), noteGesture: vi.fn(), hasOnOpen: () => true });
    inAct(() => client.alert({}));
    for (const name of ['Ada', 'Answer', 'Decline']) click(buttonIn(root, name));
    expect([vi.mocked(client.open).mock.calls, ...calls(client)]).toEqual([[[id]], [id], []]);
  });

  describe('Answer', () => {
    it('answers the toast, and neither opens nor closes it; the focus stays where the agent types [C6]', () => {
      const { client, root, id } = view();
      const button = buttonIn(root, 'Answer');
      expect(fireEvent.mouseDown(button)).toBe(false);
      click(button);
      expect(calls(client)).toEqual([[id], []]);
      expect([client.open, client.dismiss].map((call) => vi.mocked(call).mock.calls.length)).toEqual([0, 0]);
      expect(document.activeElement).toBe(note);
    });

    it('answers once for a double click, and not the toast that is in its place by then', () => {
      const { client, root, id } = view([ring(), ring({ callerName: 'Bob' })].reverse());
      click(buttonIn(itemsIn(root)[0]!, 'Answer'), { detail: 1 });
      inAct(() => client.set(client.getSnapshot().toasts.slice(0, 1)));
      click(buttonIn(itemsIn(root)[0]!, 'Answer'), { detail: 2 });
      expect(calls(client)[0]).toHaveLength(1);
      expect(calls(client)[0]).not.toContain(id);
    });
  });

  describe('Decline', () => {
    it('needs a second press, and says so [C3]', () => {
      const { client, root, id } = view();
      const button = buttonIn(root, 'Decline');
      click(button);
      expect(button.textContent).toBe('Press again to decline');
      expect(client.decline).not.toHaveBeenCalled();
      pass(2999);
      click(button);
      expect(calls(client)).toEqual([[], [id]]);
    });

    it('is as before after three seconds [C3]', () => {
      const { client, root } = view();
      const button = buttonIn(root, 'Decline');
      click(button);
      pass(3000);
      expect(button.textContent).toBe('Decline');
      click(button);
      expect(client.decline).not.toHaveBeenCalled();
      expect(button.textContent).toBe('Press again to decline');
    });

    it('is not confirmed by the second click of a double click', () => {
      const { client, root } = view();
      const button = buttonIn(root, 'Decline');
      click(button, { detail: 1 });
      click(button, { detail: 2 });
      expect(client.decline).not.toHaveBeenCalled();
      click(button, { detail: 1 });
      expect(client.decline).toHaveBeenCalledTimes(1);
    });

    it('is not confirmed by the button of another toast', () => {
      const { client, root } = view([ring({ callerName: 'Bob' }), ring()]);
      for (const item of itemsIn(root)) click(buttonIn(item, 'Decline'));
      expect(itemsIn(root).map(buttonsIn)).toEqual([
        ['Answer', 'Decline'],
        ['Answer', 'Press again to decline'],
      ]);
      expect(client.decline).not.toHaveBeenCalled();
    });

    it('declines at once where confirmDecline is false [C3]', () => {
      const { client, root, id } = view([ring()], { confirmDecline: false });
      click(buttonIn(root, 'Decline'));
      expect(calls(client)).toEqual([[], [id]]);
    });

    it('says what it leads to [C3]', () => {
      const { root } = view();
      const button = buttonIn(root, 'Decline');
      expect(descriptionOf(button)).toMatch(/you become Not Responding\. A direct call goes to your voicemail\./);
      expect(button.title).toBe(descriptionOf(button));
      expect(descriptionOf(buttonIn(root, 'Answer'))).toBe('');
    });

    it('is not what Escape and the close button do [C3]', () => {
      const { client, root, id } = view();
      inAct(() => buttonIn(root, 'Decline').focus());
      press(activeIn(root)!, 'Escape');
      click(root.querySelector('.gt-close')!);
      expect(vi.mocked(client.dismiss).mock.calls).toEqual([[id], [id]]);
      expect(calls(client)).toEqual([[], []]);
    });
  });

  it('does nothing on Enter and Space on the toast itself [C6]', () => {
    const { client, root } = view();
    inAct(() => itemsIn(root)[0]!.focus());
    for (const key of ['Enter', ' ']) expect(press(itemsIn(root)[0]!, key)).toBe(true);
    expect(calls(client)).toEqual([[], []]);
    expect(client.dismiss).not.toHaveBeenCalled();
  });

  it('is not confirmed by an Enter key that is held', () => {
    const { root } = view();
    const button = buttonIn(root, 'Decline');
    expect(press(button, 'Enter')).toBe(true);
    expect(press(button, 'Enter', { repeat: true })).toBe(false);
    expect(press(button, 'Tab', { repeat: true })).toBe(true);
    expect(press(root.querySelector('.gt-close')!, 'Enter', { repeat: true })).toBe(true);
  });

  describe('while an action is pending', () => {
    it.each([
      ['answer', ['Answering…', 'Decline']],
      ['decline', ['Answer', 'Declining…']],
    ] as const)('the toast is busy, and its buttons do nothing and keep the focus: %s [C5]', (action, labels) => {
      const { client, root } = view([ring()], { confirmDecline: false });
      const button = root.querySelector<HTMLElement>(`.gt-${action}`)!;
      inAct(() => button.focus());
      setPending(client, action);
      expect(itemsIn(root)[0]?.getAttribute('aria-busy')).toBe('true');
      expect(buttonsIn(root)).toEqual(labels);
      expect(activeIn(root)).toBe(button);
      for (const each of root.querySelectorAll<HTMLButtonElement>('.gt-answer, .gt-decline')) {
        expect([each.getAttribute('aria-disabled'), each.disabled]).toEqual(['true', false]);
        click(each);
      }
      expect(calls(client)).toEqual([[], []]);
      setPending(client, null);
      expect(itemsIn(root)[0]?.hasAttribute('aria-busy')).toBe(false);
      expect(buttonsIn(root)).toEqual(['Answer', 'Decline']);
      expect(root.querySelector('[aria-disabled]')).toBeNull();
    });

    it('Decline is not armed, nor was before', () => {
      const { client, root } = view();
      click(buttonIn(root, 'Decline'));
      setPending(client, 'answer');
      expect(buttonsIn(root)).toEqual(['Answering…', 'Decline']);
    });
  });

  describe('a conversation that was connected automatically', () => {
    it('is a notice with its own text: no ring, no bar, no time, no buttons [C8]', () => {
      const { root } = view([makeToast({ callerName: 'Ada', kind: 'auto-answered', alertingUntil: Date.now() + 10_000 })]);
      const [item] = itemsIn(root);
      expect(item?.getAttribute('aria-label')).toBe('Connected automatically, From: Ada');
      expect([textIn(root, '.gt-name'), textIn(root, '.gt-media')]).toEqual(['Ada', 'Connected automatically · Voice call']);
      expect([item?.dataset['kind'], textIn(root, '.gt-elapsed'), root.querySelector('.gt-bar, .gt-buttons')]).toEqual(['auto-answered', '', null]);
      pass(1000);
      expect(textIn(root, '.gt-elapsed')).toBe('');
      expect(buttonIn(root, 'Dismiss notification')).toBeTruthy();
    });
  });

  describe('actions of the app (renderActions)', () => {
    const own = (root: HTMLElement): string[] => [...(root.getRootNode() as ShadowRoot).host.children].map(({ textContent }) => textContent);

    it('replace the buttons, answer and decline at once, and get why it failed, which the toast shows, too', async () => {
      let tools: ToastTools | undefined;
      const { client, root, id } = view([ring()], {
        renderActions: (toast, given) => {
          tools = given;
          return `${toast.actions.join()}, ${given.failure ?? 'fine'}`;
        },
      });
      expect([buttonsIn(root), own(root)]).toEqual([[], ['answer,decline, fine']]);
      const held = hold(client, 'answer');
      inAct(() => tools?.answer());
      await held.reject(failed('gone'));
      expect(own(root)).toEqual(['answer,decline, The ring is over.']);
      expect([textIn(root, '.gt-failure'), buttonsIn(root)]).toEqual(['The ring is over.', []]);
      inAct(() => tools?.decline());
      expect(calls(client)).toEqual([[id], [id]]);
      expect([own(root), root.querySelector('.gt-buttons')]).toEqual([['answer,decline, fine'], null]);
    });

    it('get with the toast that an action is pending, and do nothing meanwhile', () => {
      const { client, root } = view([ring()], { renderActions: ({ pending }, { answer }) => (pending ? (answer(), pending) : 'idle') });
      expect(own(root)).toEqual(['idle']);
      setPending(client, 'decline');
      expect(own(root)).toEqual(['decline']);
      expect(calls(client)).toEqual([[], []]);
    });

    it('do nothing without a client', () => {
      let tools: ToastTools | undefined;
      const { root } = mount({
        toasts: [ring()],
        renderActions: (_, given) => {
          tools = given;
          return 'own';
        },
      });
      inAct(() => tools?.answer());
      expect([own(root), textIn(root, '.gt-failure')]).toEqual([['own'], null]);
    });
  });

  it('leaves no timer behind', () => {
    // jsdom has one of its own, for the focus.
    const before = vi.getTimerCount();
    const client = makeClient([ring()]);
    const { root, remove } = mount({ client });
    click(buttonIn(root, 'Decline'));
    remove();
    expect(vi.getTimerCount()).toBe(before);
    expect(shownIn(root)).toEqual(['Ada']);
  });
});
