/** What the agent reads when something is wrong: temporary, permanent, and over. */
import { fireEvent } from '@testing-library/dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GenesysToastsError, type ErrorCode } from '../../js/errors.js';
import { ERROR_CODES } from '../../js/generated/options.js';
import { makeClient, type FakeClient } from './support/fake-client.js';
import { clear, inAct, textIn, VIEWS } from './support/views.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(new Date(2026, 0, 1, 10, 28, 15));
});

afterEach(() => {
  clear();
  vi.useRealTimers();
});

const time = (at: number): string => new Date(at).toLocaleTimeString(undefined, { timeStyle: 'short' });
const failure = (code: ErrorCode, retryable: boolean): GenesysToastsError => new GenesysToastsError({ code, retryable, message: 'https://api… answered 401' });

describe.each(VIEWS)('the warning of $name', ({ mount }) => {
  const pass = (ms: number): void => inAct(() => void vi.advanceTimersByTime(ms));
  const line = (root: HTMLElement): string | null => textIn(root, '.gt-warning-text');
  const kind = (root: HTMLElement): string | undefined => root.querySelector<HTMLElement>('.gt-warning')?.dataset['kind'];

  function blind(): { client: FakeClient; root: HTMLElement; since: number } {
    const client = makeClient();
    const since = Date.now();
    const { root } = mount({ client });
    inAct(() => client.set([], 'disconnected', { blindSince: since, nextRetryAt: since + 17_000, canRetry: true }));
    pass(5000);
    return { client, root, since };
  }

  it('counts down to the next try, and shows since when calls may be missed [V6]', () => {
    const { client, root, since } = blind();
    expect(kind(root)).toBe('temporary');
    expect(line(root)).toBe(`Reconnecting in 12 s. Calls may be missed since ${time(since)}.`);
    pass(1000);
    expect(line(root)).toBe(`Reconnecting in 11 s. Calls may be missed since ${time(since)}.`);
    inAct(() => client.set([], 'connecting', { nextRetryAt: null, canRetry: false }));
    expect(line(root)).toBe(`Reconnecting… Calls may be missed since ${time(since)}.`);
    expect(root.querySelector('.gt-retry')).toBeNull();
    inAct(() => client.set([], 'disconnected', { offline: true, nextRetryAt: Date.now() + 30_000 }));
    expect(line(root)).toBe(`No network. Calls may be missed since ${time(since)}.`);
  });

  it.each([
    ['back', -3_600_000],
    ['forward', 3_600_000],
  ])('counts down by the time that passes, although the clock of the computer is set %s meanwhile [V6]', (_, byMs) => {
    const { root, since } = blind();
    vi.setSystemTime(Date.now() + byMs);
    pass(1000);
    expect(line(root)).toBe(`Reconnecting in 11 s. Calls may be missed since ${time(since)}.`);
    pass(10_999);
    expect(line(root)).toContain('Reconnecting in 1 s.');
    pass(1);
    expect(line(root)).toContain('Reconnecting…');
  });

  it('has a button that ends the wait, and leaves the focus where it is [V6]', () => {
    const { client, root } = blind();
    const button = root.querySelector<HTMLElement>('.gt-retry')!;
    expect(button.textContent).toBe('Retry now');
    expect(fireEvent.mouseDown(button)).toBe(false);
    inAct(() => fireEvent.click(button));
    expect(client.retry).toHaveBeenCalledTimes(1);
  });

  it('has none if the wait cannot be ended [S14]', () => {
    const { client, root } = blind();
    inAct(() => client.set([], 'error', { nextRetryAt: Date.now() + 12_000, canRetry: false }));
    expect(line(root)).toContain('Reconnecting in 12 s.');
    expect(root.querySelector('.gt-retry')).toBeNull();
  });

  it('is announced once, without the seconds [V6]', () => {
    const { root, since } = blind();
    const announced: string[] = [];
    for (let ms = 0; ms < 5000; ms += 50) {
      pass(50);
      const text = textIn(root, '.gt-announcer') ?? '';
      if (text !== '' && text !== announced.at(-1)) announced.push(text);
    }
    expect(announced).toEqual([`Calls may be missed since ${time(since)}.`]);
  });

  it('shows for ten seconds that the connection is back, and when calls may have been missed [V6]', () => {
    const { client, root, since } = blind();
    pass(175_000);
    inAct(() => client.set([], 'connected', { blindSince: null, nextRetryAt: null }));
    expect(kind(root)).toBe('recovered');
    expect(line(root)).toBe(`Connected again. Calls may have been missed ${time(since)}–${time(Date.now())}.`);
    pass(9999);
    expect(kind(root)).toBe('recovered');
    pass(1);
    expect(line(root)).toBeNull();
  });

  it('shows that calls may have been missed while the computer slept, though the client stayed connected [V6] [S10]', () => {
    const client = makeClient();
    const { root } = mount({ client });
    const since = Date.now();
    vi.setSystemTime(since + 180_000);
    inAct(() => client.set([], 'connected', { blindSince: since }));
    expect(line(root)).toBe(`Calls may be missed since ${time(since)}.`);
    pass(5000);
    inAct(() => client.set([], 'connected', { blindSince: null }));
    expect(line(root)).toBe(`Connected again. Calls may have been missed ${time(since)}–${time(since + 185_000)}.`);
  });

  it('does not begin while a new connection is not stable yet [V6]', () => {
    const client = makeClient();
    const since = Date.now();
    inAct(() => client.set([], 'connecting', { blindSince: since }));
    const { root } = mount({ client });
    pass(4000);
    inAct(() => client.set([], 'connected', { blindSince: since }));
    pass(4900);
    inAct(() => client.set([], 'connected', { blindSince: null }));
    expect(line(root)).toBeNull();
  });

  it('shows seconds if both times are in one minute', () => {
    const { client, root, since } = blind();
    inAct(() => client.set([], 'connected', { blindSince: null }));
    const exact = (at: number): string => new Date(at).toLocaleTimeString(undefined, { timeStyle: 'medium' });
    expect(line(root)).toBe(`Connected again. Calls may have been missed ${exact(since)}–${exact(Date.now())}.`);
  });

  it('shows nothing afterwards for a short outage, or for an agent who signs out', () => {
    const client = makeClient();
    const { root } = mount({ client });
    inAct(() => client.set([], 'disconnected', { blindSince: Date.now() }));
    pass(4000);
    inAct(() => client.set([], 'connected', { blindSince: null }));
    expect(line(root)).toBeNull();
    inAct(() => client.set([], 'disconnected', { blindSince: Date.now() }));
    pass(6000);
    inAct(() => client.set([], 'stopped', { blindSince: null }));
    expect(line(root)).toBeNull();
  });

  it('is a new one if the connection is lost again meanwhile', () => {
    const { client, root } = blind();
    inAct(() => client.set([], 'connected', { blindSince: null }));
    pass(2000);
    inAct(() => client.set([], 'disconnected', { blindSince: Date.now() }));
    expect(line(root)).toBeNull();
    pass(5000);
    expect(kind(root)).toBe('temporary');
  });

  it.each(ERROR_CODES.map(({ code }) => code).filter((code) => code !== 'invalid_option'))(
    'shows at once what to do about a failure that waiting does not fix, and no technical detail: %s [V6]',
    (code) => {
      const client = makeClient();
      const { root } = mount({ client });
      inAct(() => client.fail(failure(code, false), { blindSince: Date.now() }));
      expect(kind(root)).toBe('permanent');
      expect(line(root)).toMatch(/ell your administrator/);
      expect(line(root)).toContain(code);
      expect(line(root)).not.toMatch(/https|401/);
      expect(root.querySelector('.gt-retry')).toBeNull();
    },
  );

  it('is not shown for a failure while calls arrive', () => {
    const client = makeClient();
    const { root } = mount({ client });
    inAct(() => client.fail(failure('auth_failed', false), { blindSince: null }));
    pass(60_000);
    expect(line(root)).toBeNull();
  });

  it('may have other texts', () => {
    const client = makeClient();
    const labels = { problems: { auth_failed: 'Bitte anmelden.' }, problem: 'Fehler {code}', recovered: '{to} wieder da, seit {from} weg' };
    const { root } = mount({ client, labels });
    inAct(() => client.fail(failure('auth_failed', false), { blindSince: Date.now() }));
    expect(line(root)).toBe('Bitte anmelden.');
    inAct(() => client.fail(failure('forbidden', false)));
    expect(line(root)).toBe('Fehler forbidden');
    const since = Date.now();
    inAct(() => client.fail(null, { blindSince: since }));
    pass(65_000);
    inAct(() => client.set([], 'connected', { blindSince: null }));
    expect(line(root)).toBe(`${time(Date.now())} wieder da, seit ${time(since)} weg`);
  });
});
