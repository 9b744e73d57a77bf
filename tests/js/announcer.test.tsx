import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeClient } from './support/fake-client.js';
import { makeToast } from './support/fake-engine.js';
import { clear, inAct, textIn, VIEWS } from './support/views.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  clear();
  vi.useRealTimers();
});

/** Long enough for whatever waits to be said and taken back. */
const LATER = 10_000;
/** When what has just come has been said. */
const SOON = 150;
const later = (ms = LATER): void => inAct(() => void vi.advanceTimersByTime(ms));

/** Everything that the announcer says from now on. */
function listenTo(root: HTMLElement): string[] {
  const announced: string[] = [];
  const announcer = root.querySelector('.gt-announcer')!;
  const set = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent')!;
  Object.defineProperty(announcer, 'textContent', {
    configurable: true,
    get: () => set.get?.call(announcer) as string,
    set: (text: string) => {
      if (text !== '') announced.push(text);
      set.set?.call(announcer, text);
    },
  });
  return announced;
}

function hide(hidden: boolean): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(hidden ? 'hidden' : 'visible');
  inAct(() => void document.dispatchEvent(new Event('visibilitychange')));
}

describe.each(VIEWS)('the announcer of $name', ({ mount }) => {
  it('announces a ring when it arrives, and is empty again soon', () => {
    const client = makeClient();
    const { root } = mount({ client });
    inAct(() => client.set([makeToast({ callerName: 'Ada' })]));
    // Not in the frame that shows the toast, but right after.
    expect(textIn(root, '.gt-announcer')).toBe('');
    later(SOON);
    expect(textIn(root, '.gt-announcer')).toBe('VOICE CALL INCOMING, From: Ada');
    later();
    expect(textIn(root, '.gt-announcer')).toBe('');
  });

  it('announces each ring once, however often its toast changes', () => {
    const client = makeClient();
    const { root } = mount({ client });
    const announced = listenTo(root);
    const toast = makeToast({ callerName: 'Ada', expiresAt: 1 });
    inAct(() => client.set([toast]));
    later();
    inAct(() => client.set([{ ...toast, expiresAt: null }]));
    later();
    inAct(() => client.set([{ ...toast, expiresAt: 2 }, makeToast({ callerName: 'Bob' })]));
    later();
    expect(announced).toEqual(['VOICE CALL INCOMING, From: Ada', 'VOICE CALL INCOMING, From: Bob']);
  });

  it('repeats the same text for another ring of the same caller', () => {
    const client = makeClient();
    const { root } = mount({ client });
    const announced = listenTo(root);
    inAct(() => client.set([makeToast()]));
    later(SOON);
    inAct(() => client.set([makeToast()]));
    later();
    expect(announced).toEqual(['VOICE CALL INCOMING, From: Ada Lovelace', 'VOICE CALL INCOMING, From: Ada Lovelace']);
  });

  it('announces a burst together, also those behind “+n more”, and none twice', () => {
    const client = makeClient();
    const { root } = mount({ client, visible: 1 });
    const announced = listenTo(root);
    const toasts = Array.from({ length: 20 }, (_, n) => makeToast({ callerName: `caller-${String(n)}`, mediaType: 'chat' }));
    toasts.forEach((_, n) => inAct(() => client.set(toasts.slice(0, n + 1))));
    later();
    expect(announced).toHaveLength(1);
    const said = announced.join('. ').match(/caller-\d+/g);
    expect(said).toEqual(toasts.map(({ callerName }) => callerName));
  });

  it('does not announce a ring that ended before its turn', () => {
    const client = makeClient();
    const { root } = mount({ client });
    const announced = listenTo(root);
    const [ada, bob] = [makeToast({ callerName: 'Ada' }), makeToast({ callerName: 'Bob' })];
    inAct(() => client.set([ada]));
    inAct(() => client.set([ada, bob]));
    inAct(() => client.set([ada]));
    later();
    expect(announced).toEqual(['VOICE CALL INCOMING, From: Ada']);
  });

  it('announces earlier rings, once the page has registered the live region', () => {
    const { root } = mount({ client: makeClient([makeToast({ callerName: 'Ada' })]) });
    expect(textIn(root, '.gt-announcer')).toBe('');
    const announced = listenTo(root);
    later();
    expect(announced).toEqual(['VOICE CALL INCOMING, From: Ada']);
  });

  it('does not announce a ring again in another view of the same client', () => {
    const client = makeClient([makeToast()]);
    const first = mount({ client });
    later();
    first.remove();
    const second = mount({ client });
    const announced = listenTo(second.root);
    later();
    expect(announced).toEqual([]);
  });

  it('waits with announcements until the page is visible', () => {
    const client = makeClient();
    const { root } = mount({ client });
    const announced = listenTo(root);
    hide(true);
    const [ada, bob] = [makeToast({ callerName: 'Ada' }), makeToast({ callerName: 'Bob' })];
    inAct(() => client.set([ada, bob]));
    later();
    inAct(() => client.set([bob]));
    expect(announced).toEqual([]);
    hide(false);
    later();
    expect(announced).toEqual(['VOICE CALL INCOMING, From: Bob']);
  });

  it('announces rings of an app that passes toasts without a client', () => {
    const { root, configure } = mount({ toasts: [] });
    inAct(() => configure({ toasts: [makeToast({ callerName: 'Ada', mediaType: 'chat' })] }));
    later(SOON);
    expect(textIn(root, '.gt-announcer')).toBe('CHAT INCOMING, From: Ada');
  });

  it('announces once that calls may be missed', () => {
    const client = makeClient();
    const { root } = mount({ client });
    const announced = listenTo(root);
    inAct(() => client.set([], 'disconnected', { blindSince: Date.now() }));
    later();
    inAct(() => client.set([], 'disconnected', { attempt: 5 }));
    later();
    expect(announced).toEqual([expect.stringMatching(/^Calls may be missed since /)]);
  });

  it('leaves no timer and no listener behind', () => {
    const client = makeClient([makeToast()]);
    const { remove } = mount({ client });
    inAct(() => client.set([makeToast()], 'disconnected', { blindSince: Date.now() }));
    remove();
    expect(vi.getTimerCount()).toBe(0);
    expect(client.listeners()).toBe(0);
  });
});
