/** Answer, decline and "Back on queue": calls whose outcome the engine decides, and the softphone of the app [C1] [C2] [C7]. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActionFailure } from '../../js/errors.js';
import type { GenesysToasts, GenesysToastsOptions, Phone, Toast } from '../../js/types.js';
import { app, openPage, type PackageOnFake } from './support/package.js';
import { makeToast } from './support/fake-engine.js';

let page: PackageOnFake;

beforeEach(async () => {
  page = await openPage();
});

const make = (options: Partial<GenesysToastsOptions> = {}): GenesysToasts =>
  page.createGenesysToasts({ ...app, logger: null, ...options } as GenesysToastsOptions);

async function running(options: Partial<GenesysToastsOptions> = {}) {
  const client = make(options);
  await client.start();
  return { client, engine: page.module.engine };
}

const failure = (reason: ActionFailure) => ({ code: 'action_failed', reason, message: `it failed: ${reason}`, retryable: false });

describe('an action', () => {
  it('is decided by the engine, each call by its own [C1]', async () => {
    const { client, engine } = await running();
    const { answer, decline, backOnQueue } = client;
    const [first, second, third] = [answer('toast-1'), decline('toast-2'), backOnQueue()];
    expect(engine.calls.slice(1)).toEqual(['act 1 answer toast-1', 'act 2 decline toast-2', 'backOnQueue 3']);
    engine.host.onActionSettled(3, null);
    engine.host.onActionSettled(1, null);
    engine.host.onActionSettled(2, engine.host.createError(failure('gone')));
    await expect(first).resolves.toBeUndefined();
    await expect(third).resolves.toBeUndefined();
    await expect(second).rejects.toMatchObject({ name: 'GenesysToastsError', code: 'action_failed', reason: 'gone', retryable: false });
  });

  it('that is decided twice keeps its first outcome', async () => {
    const { client, engine } = await running();
    const answered = client.answer('toast-1');
    engine.host.onActionSettled(1, null);
    engine.host.onActionSettled(1, engine.host.createError(failure('timeout')));
    await expect(answered).resolves.toBeUndefined();
  });

  it('of a client that does not run rejects with `stopped` [C5]', async () => {
    const client = make();
    await expect(client.answer('toast-1')).rejects.toMatchObject({ code: 'action_failed', reason: 'stopped' });
    await client.start();
    client.stop();
    page.module.engine.calls.length = 0;
    const declined = client.decline('toast-1');
    // The engine that was stopped is still there, and says the same.
    expect(page.module.engine.calls).toEqual(['act 2 decline toast-1']);
    page.module.engine.host.onActionSettled(2, page.module.engine.host.createError(failure('stopped')));
    await expect(declined).rejects.toMatchObject({ reason: 'stopped' });
  });

  it('that is pending when the instance fails rejects, and its softphone is let go [D4]', async () => {
    const seen: AbortSignal[] = [];
    const phone: Phone = { answer: (_, { signal }) => new Promise(() => seen.push(signal)) };
    const { client, engine } = await running({ phone });
    const answered = client.answer('toast-1');
    engine.host.askPhone(7, 'answer', makeToast());
    page.module.panic('index out of bounds');
    await expect(answered).rejects.toMatchObject({ code: 'action_failed', reason: 'stopped' });
    expect(seen[0]?.aborted).toBe(true);
  });
});

describe('the softphone of the app [C2]', () => {
  async function asked(phone: Phone | undefined, action: 'answer' | 'decline' = 'answer') {
    const { engine } = await running(phone ? { phone } : {});
    const toast = makeToast();
    engine.host.askPhone(7, action, toast);
    await vi.waitFor(() => {
      expect(engine.calls.length).toBe(2);
    });
    return { outcome: engine.calls[1], toast };
  }

  it('answers what is its own, and says how that went', async () => {
    const answer = vi.fn((_: Toast) => Promise.resolve());
    const canAnswer = vi.fn(() => true);
    const { outcome, toast } = await asked({ canAnswer, answer });
    expect(outcome).toBe('phoneAnswered 7 done');
    expect(canAnswer).toHaveBeenCalledWith(toast);
    expect(answer.mock.calls[0]?.[0]).toBe(toast);
    expect((await asked({ answer: () => Promise.reject(new Error('no session')) })).outcome).toBe('phoneAnswered 7 failed no session');
    const throws = (): never => {
      throw new Error('not signed in');
    };
    expect((await asked({ answer: throws })).outcome).toBe('phoneAnswered 7 failed not signed in');
    expect((await asked({ canAnswer: throws, answer })).outcome).toBe('phoneAnswered 7 failed not signed in');
  });

  it('leaves to the API what is not its own', async () => {
    const answer = vi.fn(() => Promise.resolve());
    expect((await asked(undefined)).outcome).toBe('phoneAnswered 7 not-mine');
    expect((await asked({ canAnswer: () => false, answer })).outcome).toBe('phoneAnswered 7 not-mine');
    expect((await asked({ answer }, 'decline')).outcome).toBe('phoneAnswered 7 not-mine');
    expect(answer).not.toHaveBeenCalled();
    const decline = vi.fn(() => Promise.resolve());
    expect((await asked({ answer, decline }, 'decline')).outcome).toBe('phoneAnswered 7 done');
  });

  it('is let go when the engine does not need it any more', async () => {
    let signal: AbortSignal | undefined;
    const { engine } = await running({ phone: { answer: (_, options) => new Promise(() => (signal = options.signal)) } });
    engine.host.askPhone(7, 'answer', makeToast());
    expect(signal?.aborted).toBe(false);
    engine.host.cancelPhone(7);
    expect(signal?.aborted).toBe(true);
  });

  it('can be another one after update(), without a new connection', async () => {
    const first = vi.fn(() => Promise.resolve());
    const second = vi.fn(() => Promise.resolve());
    const { client, engine } = await running({ phone: { answer: first } });
    client.update({ phone: { answer: second } });
    engine.host.askPhone(7, 'answer', makeToast());
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
    expect(engine.calls).not.toContain('stop');
  });
});

describe('the options', () => {
  const messageOf = (options: Record<string, unknown>): string => {
    try {
      make(options);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  it('take what a toast can offer, with the source that can do it [C1]', () => {
    expect(messageOf({ source: 'notifications', actions: ['answer', 'decline'] })).toBe('');
    expect(messageOf({ source: 'notifications', actions: false })).toBe('');
    expect(messageOf({ source: 'routing-events', actions: [] })).toBe('');
    expect(messageOf({ source: 'notifications', actions: ['hold'] })).toMatch(/^actions: expected false or an array of 'answer' or 'decline'/);
    expect(messageOf({ source: 'notifications', actions: true })).toMatch(/^actions: expected/);
    expect(messageOf({ source: 'routing-events', actions: ['answer'] })).toMatch(/^actions: only the source 'notifications'/);
  });

  it('take a softphone [C2]', () => {
    const answer = (): Promise<void> => Promise.resolve();
    expect(messageOf({ phone: { answer, canAnswer: () => true, decline: answer } })).toBe('');
    expect(messageOf({ phone: { canAnswer: () => true } })).toMatch(/^phone: expected an object with answer/);
    expect(messageOf({ phone: { answer, decline: true } })).toMatch(/^phone: expected/);
  });
});
