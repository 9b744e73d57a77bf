import { beforeAll, describe, expect, it } from 'vitest';
import { readArguments } from '../../scripts/compare.mjs';
import { installPage, withoutTimes } from '../../scripts/lib/compare/browser.mjs';
import { playShift } from '../../scripts/lib/compare/desk.mjs';
import { randomFrom } from '../../scripts/lib/compare/dice.mjs';
import { agree, count, describeDifference, firstDifference } from '../../scripts/lib/compare/difference.mjs';
import { planShift } from '../../scripts/lib/compare/plan.mjs';

const SOURCES = ['routing-events', 'notifications'];

describe('a planned shift', () => {
  it.each(SOURCES)('is the same for the same seed, and another one for another (%s)', (source) => {
    expect(planShift(7, source)).toEqual(planShift(7, source));
    expect(planShift(7, source)).not.toEqual(planShift(8, source));
  });

  it.each(SOURCES)('is plain data, which two versions can be given one after the other (%s)', (source) => {
    const shift = planShift(7, source);
    expect(structuredClone(shift)).toEqual(shift);
  });

  it.each(SOURCES)('has all kinds of steps somewhere (%s)', (source) => {
    const kinds = new Set(Array.from({ length: 200 }, (_, seed) => planShift(seed, source)).flatMap(({ steps }) => steps.map(({ kind }) => kind)));
    const ofUser = source === 'notifications' ? ['system', 'pings', 'user'] : [];
    expect([...kinds].sort()).toEqual(['bad', 'close', 'command', 'event', 'fail', 'noise', 'page', 'reload', 'repeat', 'restart', 'sleep', 'wait', ...ofUser].sort());
  });

  it('has no random waits where a token or a silent socket is replaced', () => {
    const punctual = Array.from({ length: 200 }, (_, seed) => planShift(seed, 'routing-events')).filter((shift) => shift.punctual);
    expect(punctual.length).toBeGreaterThan(10);
    const codes = punctual.flatMap(({ steps }) => steps.filter(({ kind }) => kind === 'close').map(({ code }) => code));
    expect(codes.filter((code) => [1001, 1008, 1011, 1012, 1013, 1014, 4003].includes(code))).toEqual([]);
  });
});

describe('two records', () => {
  const line = (kind, text, at = 0) => ({ kind, text, at });

  it('agree though the times of their lines differ', () => {
    expect(agree([line('onToast', 'a', 1)], [line('onToast', 'a', 2)])).toBe(true);
  });

  it('differ where one has more lines', () => {
    expect(firstDifference([line('onToast', 'a')], [line('onToast', 'a'), line('onStatus', 'b')])).toBe(1);
  });

  it('are printed with the ten lines before the first that differs', () => {
    const same = Array.from({ length: 12 }, (_, at) => line('onToast', `toast ${at}`, at * 1000));
    const printed = describeDifference([...same, line('onStatus', 'old')], same).split('\n');
    expect(printed[0]).toBe('--- before');
    expect(printed[1]).toContain('toast 2');
    expect(printed[11]).toMatch(/^> .*onStatus: old$/);
    expect(printed.at(-1)).toBe('> (the record ends)');
  });

  it('are counted by callbacks, opened sockets and requests', () => {
    const lines = [line('onToast', ''), line('onStatus', ''), line('listener', ''), line('socket', 'opens wss://x'), line('socket', '0 is closed with 1000'), line('request', 'GET x')];
    expect(count(lines)).toEqual({ callbacks: 2, sockets: 1, requests: 1 });
  });
});

describe('a record of a storage', () => {
  it('is compared without times and without the order of its keys', () => {
    expect(withoutTimes('{"b":1795420800000,"a":{"d":"2026-11-23T08:00:00.000Z","c":"token"}}')).toBe('{"a":{"c":"token","d":"(time)"},"b":"(time)"}');
    expect(withoutTimes('no JSON')).toBe('no JSON');
  });
});

describe('the arguments', () => {
  it('ask for a thousand seeds of both sources by default', () => {
    const { before, after, sources, seeds } = readArguments(['--before=old.tgz']);
    expect({ before, after, sources, seeds: seeds.length }).toEqual({ before: 'old.tgz', after: undefined, sources: SOURCES, seeds: 1000 });
  });

  it('may ask for one seed alone', () => {
    expect(readArguments(['--before=old.tgz', '--seed=41', '--source=notifications'])).toMatchObject({ sources: ['notifications'], seeds: [41] });
  });

  it.each([[[]], [['--before=old.tgz', '--sources=both']], [['--before=old.tgz', '--source=both']], [['--before=old.tgz', '--seeds=many']]])('are refused where they make no sense: %j', (given) => {
    expect(() => readArguments(given)).toThrow();
  });
});

describe('a shift that is played', () => {
  beforeAll(installPage);

  /** A package that opens a socket, and does little else. */
  const packageThat = ({ closesWith = 1000, leaves = false }) => (options) => {
    const statusDetail = Object.freeze({ phase: 'open', attempt: 0, nextRetryAt: null, canRetry: false, blindSince: null, offline: false, closeCode: null, closeReason: null });
    const snapshot = Object.freeze({ toasts: Object.freeze([]), status: 'connected', statusDetail, error: null });
    let socket;
    return {
      async start() {
        socket ??= new WebSocket('wss://streaming.test/channels/1');
        options.onStatus('connected', statusDetail);
      },
      stop() {
        if (!leaves) socket?.close(closesWith);
        socket = undefined;
      },
      subscribe() {},
      getSnapshot: () => snapshot,
      diagnostics: () => ({ status: 'connected', counters: { frames: 0, ignored: 0, stale: 0, toastsByReason: {}, closes: {} } }),
      dismiss: () => false,
      dismissAll() {},
      pause() {},
      resume() {},
      [Symbol.dispose]() {},
    };
  };
  const play = (version, shift) => playShift(packageThat(version), shift, randomFrom(1));
  const restarted = (source) => ({ ...planShift(3, source), steps: [{ kind: 'restart', afterMs: 0, ms: 1_000 }] });

  it.each(SOURCES)('gives the same record each time (%s)', async (source) => {
    const record = await play({}, planShift(3, source));
    expect(count(record).callbacks).toBeGreaterThan(0);
    expect(count(record).sockets).toBeGreaterThan(0);
    expect(firstDifference(record, await play({}, planShift(3, source)))).toBe(-1);
  });

  it('shows a version that closes with another code', async () => {
    const [before, after] = [await play({}, restarted('notifications')), await play({ closesWith: 3000 }, restarted('notifications'))];
    expect(describeDifference(before, after)).toMatch(/> .*0 is closed with 1000[^]*> .*0 is closed with 3000/);
  });

  it('shows a version that leaves sockets open', async () => {
    const { kind, text } = (await play({ leaves: true }, restarted('routing-events'))).at(-1);
    expect(`${kind}: ${text}`).toBe('left: 2 sockets');
  });
});
