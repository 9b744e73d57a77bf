// Calls the app back, and keeps the objects that it got: what is unchanged stays the same object (O6).

/** In the order of `LogLevel`. */
const LEVELS = ['debug', 'info', 'warn', 'error'];

/** The words of something that was thrown; `otherwise` gives those of what has none. */
export function words(thrown, otherwise = () => 'something that is no Error was thrown') {
  try {
    const text = typeof thrown === 'string' ? thrown : thrown.message;
    if (typeof text === 'string') return text;
  } catch {
    // What throws while it is read, or is nothing at all, has no words either.
  }
  return otherwise();
}

/** The app of one engine. What it gets comes as `src/engine/mirror.rs` gives it: only what is new. */
export class App {
  #host;
  /** Toasts that the app knows, by id. */
  #toasts = new Map();
  /** Those of the snapshot. A changed one keeps its place. */
  #listed = new Map();
  #detail;
  #error;
  #snapshot;
  /** Conversations that are awaited: those with a toast that has come, and those that the engine names. The empty id stands for all. */
  #awaited = new Set();

  constructor(host) {
    this.#host = host;
  }

  show(given) {
    const toast = this.#toast(JSON.parse(given));
    this.#awaited.add(toast.conversationId);
    this.#tell('onToast', toast);
  }

  dismiss(given, reason) {
    const toast = this.#toast(JSON.parse(given));
    this.#toasts.delete(toast.id);
    this.#awaited.delete(toast.conversationId);
    this.#tell('onDismiss', toast, reason);
  }

  expect(conversationId, awaited) {
    this.#awaited[awaited ? 'add' : 'delete'](conversationId);
  }

  /** Whether frames of a conversation have to be handed over. */
  awaits(conversationId) {
    return this.#awaited.has('') || this.#awaited.has(conversationId);
  }

  status(status, given) {
    this.#tell('onStatus', status, this.#known(JSON.parse(given)));
  }

  fail(given) {
    this.#error = this.#host.createError(JSON.parse(given));
    this.#tell('onError', this.#error);
  }

  change() {
    this.#tell('onChange');
  }

  /** Whether anybody hears lines of a level: others need not cross. */
  hears(level) {
    return this.#host.hears(LEVELS[level]);
  }

  log(level, line) {
    this.#log(LEVELS[level], line);
  }

  snapshot(given) {
    if (given) {
      const { gone, toasts, status, statusDetail, error } = JSON.parse(given);
      for (const id of gone) this.#listed.delete(id);
      for (const toast of toasts.map((it) => this.#toast(it))) this.#listed.set(toast.id, toast);
      if (error && error !== true) this.#error = this.#host.createError(error);
      const same = this.#snapshot && !gone.length && !toasts.length;
      this.#snapshot = Object.freeze({
        toasts: same ? this.#snapshot.toasts : Object.freeze([...this.#listed.values()]),
        status,
        statusDetail: this.#known(statusDetail),
        error: error && this.#error,
      });
    }
    return this.#snapshot;
  }

  #toast(given) {
    if (typeof given === 'string') return this.#toasts.get(given);
    this.#toasts.set(given.id, Object.freeze(given));
    return given;
  }

  #known(detail) {
    if (detail !== null) this.#detail = Object.freeze(typeof detail === 'number' ? { ...this.#detail, lastFrameAt: detail } : detail);
    return this.#detail;
  }

  #tell(callback, ...given) {
    try {
      this.#host[callback](...given);
    } catch (thrown) {
      this.#log('error', `${callback} threw: ${words(thrown)}`);
    }
  }

  #log(level, line) {
    try {
      this.#host.log(level, line);
    } catch {
      // A log that throws has nowhere to say so.
    }
  }
}
