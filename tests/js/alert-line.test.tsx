/** The lines that say what the agent has to do for sound and notifications, and that they are muted. */
import { fireEvent, within } from '@testing-library/dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AlertState, Toast } from '../../js/types.js';
import { makeClient, type FakeClient } from './support/fake-client.js';
import { makeToast } from './support/fake-engine.js';
import { clear, inAct, itemsIn, reportLostFocus, textIn, VIEWS, type ViewOptions } from './support/views.js';

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

const SOUND = 'Turn on ring sound';
const BLOCKED = "The browser plays no sound. Allow sound for this page in the browser's settings.";
const DENIED = "Notifications are blocked. Allow them for this page in the browser's settings.";
const MUTED = 'Sound and notifications are off.';

/** What the lines say: texts and buttons, in their order. */
const lines = (root: HTMLElement): string[] =>
  [...root.querySelectorAll('.gt-alert')].map((line) =>
    [...line.children].map((part) => part.getAttribute('aria-label') ?? part.textContent).join(' | '),
  );

const buttonIn = (root: HTMLElement, name: string): HTMLElement => within(root).getByRole('button', { name });
const activeIn = (root: HTMLElement): Element | null => (root.getRootNode() as ShadowRoot).activeElement;
const press = (target: Element, key: string, more: KeyboardEventInit = {}): void => inAct(() => void fireEvent.keyDown(target, { key, ...more }));
const click = (element: HTMLElement): void => inAct(() => void fireEvent.click(element));
const time = (at: number): string => new Date(at).toLocaleTimeString(undefined, { timeStyle: 'short' });

describe.each(VIEWS)('the alert line of $name', ({ mount }) => {
  function view(state: Partial<AlertState>, options: ViewOptions = {}, toasts: readonly Toast[] = []): { client: FakeClient; root: HTMLElement } {
    const client = makeClient(toasts);
    client.alert(state);
    return { client, root: mount({ client, ...options }).root };
  }

  it.each<[string, Partial<AlertState>, string[]]>([
    ['nothing where both are off', {}, []],
    ['nothing where both work', { sound: 'ready', notification: 'granted' }, []],
    ['nothing where there are no notifications', { notification: 'unsupported' }, []],
    ['that the browser plays no sound', { sound: 'blocked' }, [`${BLOCKED} | Try again`]],
    ['a button for sound', { sound: 'needs-gesture' }, [SOUND]],
    ['a button for notifications', { notification: 'default' }, ['Allow notifications']],
    ['that notifications are blocked', { notification: 'denied' }, [`${DENIED} | Hide this message`]],
    ['one button for both', { sound: 'needs-gesture', notification: 'default' }, [SOUND]],
    ['the sound first', { sound: 'blocked', notification: 'denied' }, [`${BLOCKED} | Try again`]],
    ['that they are muted', { muted: { until: null } }, [`${MUTED} | Turn on`]],
    ['the mute in a line of its own', { sound: 'needs-gesture', muted: { until: null } }, [SOUND, `${MUTED} | Turn on`]],
  ])('shows %s', (_, state, expected) => {
    expect(lines(view(state).root)).toEqual(expected);
  });

  it('shows until when they are muted', () => {
    const until = new Date(2026, 0, 1, 10, 45).getTime();
    expect(lines(view({ muted: { until } }).root)).toEqual([`Sound and notifications are off until ${time(until)}. | Turn on`]);
  });

  it.each<[string, Partial<AlertState>]>([
    ['Try again', { sound: 'blocked' }],
    [SOUND, { sound: 'needs-gesture' }],
    ['Allow notifications', { notification: 'default' }],
  ])('“%s” unlocks in the task of the click, and leaves the focus where the agent types', (name, state) => {
    const { client, root } = view(state);
    const button = buttonIn(root, name);
    expect(fireEvent.mouseDown(button)).toBe(false);
    fireEvent.click(button);
    expect(client.unlockAlerts).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(note);
  });

  it('goes when there is nothing to do any more, and comes again', () => {
    const { client, root } = view({ sound: 'needs-gesture' });
    inAct(() => client.alert({ sound: 'ready' }));
    expect(lines(root)).toEqual([]);
    inAct(() => client.alert({ sound: 'blocked' }));
    expect(lines(root)).toEqual([`${BLOCKED} | Try again`]);
    inAct(() => client.alert({ sound: 'needs-gesture' }));
    expect(lines(root)).toEqual([SOUND]);
  });

  it('ends the mute', () => {
    const { client, root } = view({ muted: { until: null } });
    click(buttonIn(root, 'Turn on'));
    expect(client.unmute).toHaveBeenCalledTimes(1);
    expect(client.unlockAlerts).not.toHaveBeenCalled();
    inAct(() => client.alert({ muted: null }));
    expect(lines(root)).toEqual([]);
  });

  it('can be hidden where notifications are blocked, for the life of the view', () => {
    const { client, root } = view({ notification: 'denied' });
    click(buttonIn(root, 'Hide this message'));
    expect(lines(root)).toEqual([]);
    inAct(() => client.alert({ notification: 'granted' }));
    inAct(() => client.alert({ notification: 'denied' }));
    expect(lines(root)).toEqual([]);
    inAct(() => client.alert({ sound: 'blocked' }));
    expect(lines(root)).toEqual([`${BLOCKED} | Try again`]);
  });

  it('is below the warning, and above the toasts', () => {
    vi.useFakeTimers();
    const { client, root } = view({ sound: 'needs-gesture', muted: { until: null } }, {}, [makeToast()]);
    inAct(() => client.set([makeToast()], 'disconnected', { blindSince: Date.now() }));
    inAct(() => void vi.advanceTimersByTime(5000));
    expect([...root.children].map(({ className }) => className)).toEqual(['gt-announcer', 'gt-warning', 'gt-alert', 'gt-alert', 'gt-list']);
  });

  it('is not there without a client, and where an option turns it off', () => {
    const { root } = mount({ toasts: [makeToast()] });
    expect(lines(root)).toEqual([]);
    const off = view({ sound: 'blocked', muted: { until: null } }, { alertLine: false });
    expect(lines(off.root)).toEqual([]);
  });

  it('is not there for an object of the app that looks like a client and has no alerts', () => {
    const client = makeClient([makeToast({ callerName: 'Ada' })]);
    const { alerts: _, ...snapshot } = client.getSnapshot();
    const older = { ...client, getSnapshot: () => snapshot } as unknown as FakeClient;
    const { root } = mount({ client: older });
    expect(textIn(root, '.gt-name')).toBe('Ada');
    expect(lines(root)).toEqual([]);
  });

  it('has the texts of the app, and no line without a text', () => {
    const labels = { turnOnSound: '', allowNotifications: 'Erlauben', mutedUntil: 'Stumm bis {time}', unmute: '' };
    const until = new Date(2026, 0, 1, 10, 45).getTime();
    const { root, client } = view({ sound: 'needs-gesture', notification: 'default', muted: { until } }, { labels });
    expect(lines(root)).toEqual(['Erlauben', `Stumm bis ${time(until)}`]);
    inAct(() => client.alert({ notification: 'granted', muted: null }));
    expect(lines(root)).toEqual([]);
  });

  it('has no button without a text', () => {
    const { root } = view({ sound: 'blocked' }, { labels: { tryAgain: '' } });
    expect(lines(root)).toEqual([BLOCKED]);
  });

  it('keeps its events from the handlers of the page [V4]', () => {
    const { root } = view({ sound: 'needs-gesture' });
    const announced = vi.fn();
    for (const type of ['pointerdown', 'mousedown', 'click']) document.addEventListener(type, announced, { capture: true, once: true });
    const button = buttonIn(root, SOUND);
    for (const event of ['pointerDown', 'mouseDown', 'click'] as const) inAct(() => void fireEvent[event](button));
    expect(announced).not.toHaveBeenCalled();
    for (const event of ['pointerDown', 'mouseDown', 'click'] as const) inAct(() => void fireEvent[event](note));
    expect(announced).toHaveBeenCalledTimes(3);
  });

  describe('the keyboard', () => {
    it('reaches its button with F8 where there is no toast, and goes back with F8 and Escape', () => {
      const { client, root } = view({ sound: 'needs-gesture' });
      press(note, 'F8');
      expect(activeIn(root)).toBe(buttonIn(root, SOUND));
      press(activeIn(root)!, 'F8');
      expect(document.activeElement).toBe(note);
      press(note, 'F8');
      press(activeIn(root)!, 'Escape');
      expect(document.activeElement).toBe(note);
      expect([client.pause, client.dismiss].map((call) => vi.mocked(call).mock.calls.length)).toEqual([0, 0]);
    });

    it('goes to the landmark where there are toasts; Tab goes through the lines before them', () => {
      const { root } = view({ sound: 'blocked', muted: { until: null } }, {}, [makeToast()]);
      press(note, 'F8');
      expect(activeIn(root)).toBe(root);
      const stops = [...root.querySelectorAll<HTMLElement>('*')].filter(({ tabIndex }) => tabIndex >= 0);
      expect(stops.map(({ className }) => className)).toEqual(['gt-alert-action', 'gt-alert-action', 'gt-item', 'gt-close']);
    });

    it('has nothing to go to in a line without a button', () => {
      view({ sound: 'blocked' }, { labels: { tryAgain: '' } });
      press(note, 'F8');
      expect(document.activeElement).toBe(note);
    });

    it.each<[string, () => void]>([
      ['', () => undefined],
      [', in a browser that reports that the focus is lost', reportLostFocus],
    ])('keeps the focus when the line changes, and gives it back when the line goes%s', (_, prepare) => {
      prepare();
      const { client, root } = view({ sound: 'needs-gesture' });
      press(note, 'F8');
      inAct(() => client.alert({ sound: 'blocked' }));
      expect(activeIn(root)).toBe(buttonIn(root, 'Try again'));
      inAct(() => client.alert({ sound: 'ready' }));
      expect(document.activeElement).toBe(note);
    });

    it.each<[string, () => void]>([
      ['', () => undefined],
      [', in a browser that reports that the focus is lost', reportLostFocus],
    ])('goes to the first toast when the line goes%s', (_, prepare) => {
      prepare();
      const { client, root } = view({ muted: { until: null } }, {}, [makeToast({ callerName: 'Ada' })]);
      inAct(() => buttonIn(root, 'Turn on').focus());
      inAct(() => client.alert({ muted: null }));
      expect(activeIn(root)).toBe(itemsIn(root)[0]);
    });
  });

  describe('the clocks', () => {
    const paused = (client: FakeClient): number => vi.mocked(client.pause).mock.calls.length - vi.mocked(client.resume).mock.calls.length;
    /** The pointer comes from elsewhere: in the order of a browser. */
    const over = (root: HTMLElement, target: Element): void =>
      inAct(() => {
        fireEvent.pointerOver(target);
        fireEvent.pointerEnter(root);
      });

    it('run on while the pointer is over a line, also of a toast that arrives meanwhile', () => {
      const { client, root } = view({ muted: { until: null } });
      over(root, root.querySelector('.gt-alert-text')!);
      inAct(() => client.set([makeToast()]));
      expect(client.pause).not.toHaveBeenCalled();
    });

    it('are paused when the pointer goes on to a toast, and run again when it goes back [O3]', () => {
      const { client, root } = view({ muted: { until: null } }, {}, [makeToast()]);
      over(root, root.querySelector('.gt-alert-text')!);
      expect(paused(client)).toBe(0);
      inAct(() => void fireEvent.pointerOver(itemsIn(root)[0]!));
      expect(paused(client)).toBe(1);
      inAct(() => void fireEvent.pointerOver(root.querySelector('.gt-alert')!));
      expect(paused(client)).toBe(0);
      inAct(() => void fireEvent.pointerLeave(root));
      over(root, itemsIn(root)[0]!);
      expect(paused(client)).toBe(1);
    });
  });

  describe('is announced', () => {
    /** What the live region says in the next seconds. */
    function announced(root: HTMLElement, seconds = 4): string[] {
      const texts: string[] = [];
      for (let ms = 0; ms < seconds * 1000; ms += 50) {
        inAct(() => void vi.advanceTimersByTime(50));
        const text = textIn(root, '.gt-announcer') ?? '';
        if (text !== '' && text !== texts.at(-1)) texts.push(text);
      }
      return texts;
    }

    beforeEach(() => void vi.useFakeTimers());

    it('once when it appears, and again when it comes again', () => {
      const { client, root } = view({});
      expect(announced(root)).toEqual([]);
      inAct(() => client.alert({ sound: 'needs-gesture' }));
      expect(announced(root)).toEqual([SOUND]);
      inAct(() => client.set([makeToast({ callerName: 'Ada' })]));
      expect(announced(root)).toEqual(['VOICE CALL INCOMING, From: Ada']);
      inAct(() => client.alert({ sound: 'ready' }));
      inAct(() => client.alert({ sound: 'needs-gesture' }));
      expect(announced(root)).toEqual([SOUND]);
    });

    it('by its text, not by its button', () => {
      const { root } = view({ sound: 'blocked', muted: { until: null } });
      expect(announced(root)).toEqual([`${BLOCKED}. ${MUTED}`]);
    });

    it('once for all views of a client, also when one of them hides it', () => {
      const { client, root } = view({ notification: 'denied' });
      const second = mount({ client }).root;
      expect([...announced(root), ...announced(second)]).toEqual([DENIED]);
      click(buttonIn(root, 'Hide this message'));
      inAct(() => client.set([]));
      expect(announced(second)).toEqual([]);
      expect(lines(second)).toEqual([`${DENIED} | Hide this message`]);
    });
  });
});
