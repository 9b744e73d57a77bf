/** The line that shows the agent since when calls may be missed. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeClient } from './support/fake-client.js';
import { makeToast } from './support/fake-engine.js';
import { clear, inAct, rootIn, textIn, VIEWS } from './support/views.js';
import type { ToastTools } from '../../js/toaster/types.js';
import type { Status } from '../../js/types.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  clear();
  vi.useRealTimers();
});

const HOUR_MS = 3_600_000;
/** Somebody, or a time server, sets the computer's clock. */
const setClock = (byMs: number): void => void vi.setSystemTime(Date.now() + byMs);

describe.each(VIEWS)('the line for missed calls in $name', ({ mount }) => {
  const pass = (ms: number): void => inAct(() => void vi.advanceTimersByTime(ms));
  const line = (root: HTMLElement): string | null => /Calls may be missed since .*/.exec(textIn(root, '.gt-warning-text') ?? '')?.[0] ?? null;

  it('appears after 5 s without a live socket, and disappears with one [S12]', () => {
    const client = makeClient();
    const { root } = mount({ client });
    const since = Date.now();
    inAct(() => client.set([], 'disconnected', { blindSince: since }));
    pass(4999);
    expect(line(root)).toBeNull();
    pass(1);
    expect(line(root)).toBe(`Calls may be missed since ${new Date(since).toLocaleTimeString(undefined, { timeStyle: 'short' })}.`);
    inAct(() => client.set([], 'connected', { blindSince: null }));
    expect(line(root)).toBeNull();
  });

  it('appears at once in a view that is added later', () => {
    const client = makeClient();
    client.set([], 'error', { blindSince: Date.now() - 60_000 });
    expect(line(mount({ client }).root)).not.toBeNull();
  });

  it('does not appear for a client that was never started, or was stopped', () => {
    const client = makeClient();
    const { root } = mount({ client });
    inAct(() => client.set([], 'idle', { blindSince: 1 }));
    expect(line(root)).toBeNull();
    inAct(() => client.set([], 'stopped', { blindSince: 1 }));
    pass(60_000);
    expect(line(root)).toBeNull();
  });

  it('follows the status if the app passes it without a client', () => {
    const { root, configure } = mount({ toasts: [], status: 'connected' });
    pass(10_000);
    inAct(() => configure({ toasts: [], status: 'disconnected' }));
    pass(3000);
    inAct(() => configure({ toasts: [], status: 'connecting' }));
    pass(1999);
    expect(line(root)).toBeNull();
    pass(1);
    expect(line(root)).not.toBeNull();
    inAct(() => configure({ toasts: [], status: 'connected' }));
    expect(line(root)).toBeNull();
  });

  it.each([-HOUR_MS, HOUR_MS])('appears after 5 s although the clock was set by %i ms meanwhile, and shows the time of day [S12]', (jump) => {
    const client = makeClient([makeToast()]);
    const { root } = mount({ client });
    const since = Date.now();
    inAct(() => client.set([makeToast()], 'disconnected', { blindSince: since }));
    pass(1000);
    setClock(jump);
    inAct(() => client.set([], 'disconnected', { attempt: 1 }));
    pass(3999);
    expect(line(root)).toBeNull();
    pass(1);
    expect(line(root)).toBe(`Calls may be missed since ${new Date(since).toLocaleTimeString(undefined, { timeStyle: 'short' })}.`);
  });

  it('stays although the clock goes back [S12]', () => {
    const client = makeClient();
    const { root } = mount({ client });
    inAct(() => client.set([], 'disconnected', { blindSince: Date.now() }));
    pass(5000);
    const shown = line(root);
    expect(shown).not.toBeNull();
    setClock(-HOUR_MS);
    inAct(() => client.set([], 'connecting', { attempt: 2 }));
    pass(60_000);
    expect(line(root)).toBe(shown);
  });

  it.each([-HOUR_MS, HOUR_MS])('follows the status of the app, although the clock was set by %i ms', (jump) => {
    const { root, configure } = mount({ toasts: [], status: 'disconnected' });
    pass(1000);
    setClock(jump);
    inAct(() => configure({ toasts: [], status: 'connecting' }));
    pass(3999);
    expect(line(root)).toBeNull();
    pass(1);
    expect(line(root)).not.toBeNull();
  });

  it('does not appear at a normal start of a page: connected after a second, and stable 5 s later [S12]', () => {
    const client = makeClient();
    const { root } = mount({ client });
    const lines: (string | null)[] = [];
    const blindSince = Date.now();
    inAct(() => client.set([], 'connecting', { blindSince }));
    pass(1000);
    inAct(() => client.set([], 'connected', { blindSince }));
    for (let ms = 0; ms < 5000; ms += 500) {
      pass(500);
      lines.push(line(root));
    }
    inAct(() => client.set([], 'connected', { blindSince: null }));
    pass(10_000);
    lines.push(line(root));
    expect(lines.every((text) => text === null)).toBe(true);
  });

  it('stays while connections open and close, until one has been stable [S12] [S5]', () => {
    const client = makeClient();
    const { root } = mount({ client });
    const blindSince = Date.now();
    inAct(() => client.set([], 'disconnected', { blindSince }));
    pass(5000);
    const shown = line(root);
    expect(shown).not.toBeNull();
    const flaps: Status[] = ['connecting', 'connected', 'disconnected', 'connecting', 'connected'];
    for (const status of flaps) {
      inAct(() => client.set([], status, { blindSince }));
      expect(line(root)).toBe(shown);
      pass(1000);
      expect(line(root)).toBe(shown);
    }
    inAct(() => client.set([], 'connected', { blindSince: null }));
    expect(line(root)).toBeNull();
  });

  it('appears as soon as a connection is lost that was never stable, 5 s after the last stable one [S12]', () => {
    const client = makeClient();
    const { root } = mount({ client });
    const blindSince = Date.now();
    inAct(() => client.set([], 'connecting', { blindSince }));
    pass(2000);
    inAct(() => client.set([], 'connected', { blindSince }));
    pass(4000);
    expect(line(root)).toBeNull();
    inAct(() => client.set([], 'disconnected', { blindSince }));
    expect(line(root)).not.toBeNull();
  });

  it('measures each outage separately', () => {
    const client = makeClient();
    const { root } = mount({ client });
    inAct(() => client.set([], 'disconnected', { blindSince: Date.now() }));
    pass(4000);
    inAct(() => client.set([], 'connected', { blindSince: null }));
    pass(4000);
    inAct(() => client.set([], 'disconnected', { blindSince: Date.now() }));
    pass(4999);
    expect(line(root)).toBeNull();
    pass(1);
    expect(line(root)).not.toBeNull();
  });

  it('stays in a view that is only moved on the page, and is measured again in one that missed its end', () => {
    const client = makeClient();
    const element = document.createElement('genesys-toaster');
    element.client = client;
    document.body.append(element);
    const root = rootIn(element);
    const shown = (): string | null => line(root);
    const blindSince = Date.now();
    client.set([], 'disconnected', { blindSince });
    vi.advanceTimersByTime(5000);
    client.set([], 'connected', { blindSince });
    document.body.prepend(element);
    expect(shown()).not.toBeNull();
    element.remove();
    client.set([], 'connected', { blindSince: null });
    vi.advanceTimersByTime(60_000);
    client.set([], 'disconnected', { blindSince: Date.now() });
    document.body.append(element);
    expect(shown()).toBeNull();
    vi.advanceTimersByTime(5000);
    expect(shown()).not.toBeNull();
  });

  it('is separate for each client', () => {
    const [first, second] = [makeClient(), makeClient()];
    const { root, configure } = mount({ client: first });
    inAct(() => first.set([], 'disconnected', { blindSince: Date.now() }));
    pass(6000);
    inAct(() => second.set([], 'disconnected', { blindSince: Date.now() }));
    inAct(() => configure({ client: second }));
    expect(line(root)).toBeNull();
    pass(5000);
    expect(line(root)).not.toBeNull();
  });
});

describe.each(VIEWS)('the time that a toast has left in $name', ({ mount }) => {
  it.each([-HOUR_MS, HOUR_MS])('is right although the clock was set by %i ms', (jump) => {
    const client = makeClient([makeToast({ expiresAt: Date.now() + 8000 })]);
    const left: (number | null)[] = [];
    const renderToast = (_: unknown, { remainingMs }: ToastTools): string => `${String(left.push(remainingMs))} times`;
    const { configure } = mount({ client, renderToast });
    vi.advanceTimersByTime(3000);
    setClock(jump);
    inAct(() => configure({ client, renderToast: (toast, tools) => renderToast(toast, tools) }));
    expect(left[0]).toBe(8000);
    expect(left.at(-1)).toBe(5000);
  });
});
