/** The line that the agent is Not Responding, and its button [C7]. */
import { fireEvent } from '@testing-library/dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { announced, buttonIn, click, failed, hold, press } from './support/actions.js';
import { makeClient, type FakeClient } from './support/fake-client.js';
import { makeToast } from './support/fake-engine.js';
import { clear, inAct, VIEWS, type ViewOptions } from './support/views.js';

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

const LINE = 'You are Not Responding: no conversation reaches you.';
const BACK = 'Back on queue';

/** What the line says: text and button. */
const lineIn = (root: HTMLElement): (string | null)[] => [...(root.querySelector('[data-kind="not-responding"]')?.children ?? [])].map(({ textContent }) => textContent);
const activeIn = (root: HTMLElement): Element | null => (root.getRootNode() as ShadowRoot).activeElement;

describe.each(VIEWS)('the line of $name', ({ mount }) => {
  function view(routingStatus: string | null = 'NOT_RESPONDING', options: ViewOptions = {}): { client: FakeClient; root: HTMLElement } {
    const client = makeClient();
    client.setAgent({ routingStatus });
    return { client, root: mount({ client, ...options }).root };
  }

  it('is there while the agent is Not Responding [C7]', () => {
    const { client, root } = view();
    expect(lineIn(root)).toEqual([LINE, BACK]);
    inAct(() => client.setAgent({ routingStatus: 'IDLE' }));
    expect(lineIn(root)).toEqual([]);
  });

  it.each(['OFF_QUEUE', 'IDLE', 'INTERACTING', 'COMMUNICATING', 'SOMETHING_NEW', null])('is not there for %s', (routingStatus) => {
    expect(lineIn(view(routingStatus).root)).toEqual([]);
  });

  it('is not there for an object of the app that looks like a client and knows nothing of the agent', () => {
    const client = makeClient([makeToast()]);
    const { agent: _, ...snapshot } = client.getSnapshot();
    const { root } = mount({ client: { ...client, getSnapshot: () => snapshot } as unknown as FakeClient });
    expect(lineIn(root)).toEqual([]);
  });

  it('is above the lines about sound, and not turned off with them', () => {
    const { client, root } = view();
    inAct(() => client.alert({ sound: 'needs-gesture', muted: { until: null } }));
    expect([...root.querySelectorAll<HTMLElement>('.gt-alert')].map((line) => line.dataset['kind'])).toEqual(['not-responding', 'sound', 'muted']);
    inAct(() => client.setAgent({ routingStatus: 'IDLE' }));
    inAct(() => client.setAgent({ routingStatus: 'NOT_RESPONDING' }));
    expect([...root.querySelectorAll<HTMLElement>('.gt-alert')].map((line) => line.dataset['kind'])).toEqual(['not-responding', 'sound', 'muted']);
    expect(lineIn(view('NOT_RESPONDING', { alertLine: false }).root)).toEqual([LINE, BACK]);
  });

  it('has the texts of the app: no line without a text, no button without one', () => {
    expect(lineIn(view('NOT_RESPONDING', { labels: { notResponding: 'Nicht bereit.', backOnQueue: '' } }).root)).toEqual(['Nicht bereit.']);
    expect(lineIn(view('NOT_RESPONDING', { labels: { notResponding: '' } }).root)).toEqual([]);
  });

  it('takes the agent back on queue, once, and leaves the focus where the agent types', async () => {
    const { client, root } = view();
    const held = hold(client, 'backOnQueue');
    const button = buttonIn(root, BACK);
    expect(fireEvent.mouseDown(button)).toBe(false);
    click(button);
    click(button);
    expect(client.backOnQueue).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(note);
    expect([button.textContent, button.getAttribute('aria-disabled')]).toEqual(['Going back on queue…', 'true']);
    await held.resolve();
    expect([button.textContent, button.hasAttribute('aria-disabled')]).toEqual([BACK, false]);
    expect(lineIn(root)).toEqual([LINE, BACK]);
  });

  it('says why it failed, until the next attempt, and not the next time', async () => {
    const { client, root } = view();
    const held = hold(client, 'backOnQueue');
    click(buttonIn(root, BACK));
    await held.reject(failed('network'));
    expect(lineIn(root)).toEqual([`${LINE} You are not back on queue. Genesys Cloud does not respond. Check your network, and try again.`, BACK]);
    click(buttonIn(root, BACK));
    expect(lineIn(root)).toEqual([LINE, 'Going back on queue…']);
    await held.reject(failed('forbidden'));
    expect(lineIn(root)[0]).toMatch(/administrator/);
    inAct(() => client.setAgent({ routingStatus: 'IDLE' }));
    inAct(() => client.setAgent({ routingStatus: 'NOT_RESPONDING' }));
    expect(lineIn(root)).toEqual([LINE, BACK]);
  });

  it('says nothing of an attempt that ended with the client', async () => {
    const { client, root } = view();
    const held = hold(client, 'backOnQueue');
    click(buttonIn(root, BACK));
    await held.reject(failed('stopped'));
    expect(lineIn(root)).toEqual([LINE, BACK]);
  });

  it('is reached with F8, and keeps the focus while it is busy', async () => {
    const { client, root } = view();
    const held = hold(client, 'backOnQueue');
    press(note, 'F8');
    expect(activeIn(root)).toBe(buttonIn(root, BACK));
    click(activeIn(root)!);
    await held.reject(failed('server'));
    expect(activeIn(root)).toBe(buttonIn(root, BACK));
    inAct(() => client.setAgent({ routingStatus: 'IDLE' }));
    expect(document.activeElement).toBe(note);
  });

  it('is announced: when it comes, while it is busy, and why it failed', async () => {
    vi.useFakeTimers();
    const { client, root } = view();
    expect(announced(root)).toEqual([LINE]);
    const held = hold(client, 'backOnQueue');
    click(buttonIn(root, BACK));
    expect(announced(root)).toEqual(['Going back on queue…']);
    await held.reject(failed('server'));
    expect(announced(root)).toEqual([`${LINE} You are not back on queue. Genesys Cloud reported a failure. Try again.`]);
    inAct(() => client.set([]));
    expect(announced(root)).toEqual([]);
  });
});
