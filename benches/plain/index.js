/** The client without WebAssembly: `JSON.parse`, a `Map`, `setTimeout`. What it does and leaves out: README.md. */
import { Connection } from './connection.js';
import { readNotification } from './notifications.js';
import { BAD, readRoutingEvent } from './routing-events.js';
import { Toasts } from './toasts.js';

const MAX_FRAME_BYTES = 1024 * 1024;
const BAD_FRAME_EVERY_MS = 60_000;
/** Rings of notifications that are over or answered; a late copy must not ring again [N8]. */
const REMEMBERED = 500;

const DEFAULTS = {
  source: 'routing-events',
  callerRoles: ['agent'],
  maxToasts: 50,
  maxAgeMs: 120_000,
  duration: 8000,
  backoff: { baseMs: 1000, maxMs: 30_000, jitter: 'full-then-equal' },
};
const NOTIFICATIONS = { duration: 'while-ringing', maxAgeMs: 900_000 };

/**
 * A client of the same visible behaviour as the package's, for frames and their toasts.
 *
 * @param {Record<string, any>} given `socketUrl`, `token` or `getToken`, and of the package's options: `source`, `userId`, `callerRoles`, `duration`,
 *   `maxToasts`, `maxAgeMs`, `backoff`, `onToast`, `onDismiss`, `onStatus`, `onError`. `shortcut`: a frame of a queue's topic without the user's id
 *   in it is not parsed.
 */
export function createPlainClient(given) {
  const options = { ...DEFAULTS, ...(given.source === 'notifications' && NOTIFICATIONS), ...given };
  const read = options.source === 'notifications' ? readNotification : readRoutingEvent;
  const listeners = new Set();
  const counters = { frames: 0, ignored: 0, bad: 0, toastsShown: 0 };
  const over = new Set();
  let snapshot;
  let notified = false;
  let lastBad = -Infinity;

  const changed = () => {
    snapshot = undefined;
    if (notified || listeners.size === 0) return;
    notified = true;
    queueMicrotask(notify);
  };
  const notify = () => {
    notified = false;
    for (const listener of listeners) listener();
  };
  const toasts = new Toasts(options, changed);
  const connection = new Connection(options, { onFrame: receive, onChange: changed, onStop: () => toasts.clear('stopped') });

  function receive(data) {
    counters.frames++;
    const { shortcut } = options;
    if (shortcut && data.startsWith('{"topicName":"v2.routing.') && !data.includes(options.userId)) return void counters.ignored++;
    const decision = decode(data);
    if (Array.isArray(decision)) for (const one of decision) follow(one);
    else follow(decision);
  }

  function decode(data) {
    // A unit is three bytes at the most.
    if (typeof data !== 'string' || data.length > MAX_FRAME_BYTES) return BAD;
    if (data.length > MAX_FRAME_BYTES / 3 && new TextEncoder().encode(data).length > MAX_FRAME_BYTES) return BAD;
    try {
      return read(JSON.parse(data), options);
    } catch {
      return BAD;
    }
  }

  function follow(decision) {
    switch (decision.kind) {
      case 'ring':
        if (toasts.has(decision.key) || over.has(decision.key)) return void counters.ignored++;
        if (read === readNotification) remember(decision.key);
        counters.toastsShown++;
        return toasts.add(decision);
      case 'end':
        if (read === readNotification) remember(decision.key);
        if (!toasts.remove(decision.key, decision.reason)) counters.ignored++;
        return undefined;
      case 'bad':
        return complain();
      default:
        return void counters.ignored++;
    }
  }

  function remember(key) {
    over.add(key);
    if (over.size > REMEMBERED) over.delete(over.values().next().value);
  }

  function complain() {
    counters.bad++;
    const now = Date.now();
    if (now - lastBad < BAD_FRAME_EVERY_MS) return;
    lastBad = now;
    options.onError?.(Object.assign(new Error('A frame could not be read; the connection stays.'), { code: 'bad_frame', retryable: true }));
  }

  return {
    start: () => connection.start(),
    stop: () => connection.stop(),
    dismiss: (id) => toasts.dismiss(id, 'user'),
    dismissAll: () => toasts.clear('user'),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot() {
      snapshot ??= Object.freeze({ toasts: toasts.list, status: connection.status, statusDetail: connection.detail, error: null });
      return snapshot;
    },
    diagnostics: () => ({ counters: { ...counters }, status: connection.status, statusDetail: connection.detail, events: [] }),
  };
}
