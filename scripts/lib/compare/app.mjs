/** An app on top of a package: it records the calls of its callbacks, and may misbehave. */

/** The name of one of {@link MANNERS}. */
export const DISMISSES_IN_LISTENER = 'dismisses in a listener';

/** What an app may do inside a callback, besides recording the call. All are called with the app and how often they were called. */
export const MANNERS = {
  good: {},
  throws: { onToast: fails, onDismiss: fails, onStatus: fails, onError: fails, listener: fails },
  'throws no error': { onToast: failsOddly, onStatus: failsOddly },
  'dismisses in onToast': { onToast: ({ client }, call, toast) => call % 2 === 0 && client.dismiss(toast.id) },
  'pauses in onToast': { onToast: ({ client }, call, toast) => call % 2 === 0 && client.pause(toast.id) },
  'dismisses all in onDismiss': { onDismiss: ({ client }) => client.dismissAll() },
  'stops in onToast': { onToast: (app, call) => call === 3 && app.stopInCallback() },
  'stops in onStatus': { onStatus: (app, call) => call % 17 === 11 && app.stopInCallback() },
  'stops in onError': { onError: (app, call) => call === 2 && app.stopInCallback() },
  'starts again in onStatus': { onStatus: (app, call) => call % 23 === 14 && app.stopInCallback() && app.start() },
  [DISMISSES_IN_LISTENER]: { listener: ({ client }, call) => call % 5 === 2 && client.getSnapshot().toasts.slice(0, 1).forEach(({ id }) => client.dismiss(id)) },
};

function fails(_, call) {
  if (call % 3 === 2) throw new Error(`call ${call} fails`);
}

function failsOddly(_, call) {
  if (call % 3 === 1) throw call % 2 ? 'a text' : { no: 'error' };
}

/** A package's client, and the calls of its callbacks. */
export class App {
  #now;
  #manners;
  #calls = new Map();
  #known = new Map();
  #isStep;
  #starts = [];
  #mayStop = false;
  #begins = false;

  /**
   * @param {object} given
   * @param {(options: object) => object} given.create `createGenesysToasts` of the package.
   * @param {object} given.options Options without callbacks.
   * @param {keyof typeof MANNERS} given.manners
   * @param {(kind: string, text: string) => void} given.record
   * @param {() => number} given.now In ms since 1970.
   * @param {() => boolean} given.isStep Whether a step of the shift is being done, and no time has passed since it began.
   */
  constructor({ create, options, manners, record, now, isStep }) {
    this.#now = now;
    this.#isStep = isStep;
    this.#manners = MANNERS[manners];
    const called = (callback, words, ...args) => {
      record(callback, words);
      this.#act(callback, ...args);
    };
    const log = (level) => (line) => record('log', `${level}: ${withoutWaits(line)}`);
    this.client = create({
      ...options,
      logger: { debug() {}, info() {}, warn: log('warn'), error: log('error') },
      onToast: (toast) => called('onToast', this.#toast(toast), toast),
      onDismiss: (toast, reason) => called('onDismiss', `${reason} ${this.#toast(toast)}`),
      onStatus: (status, detail) => {
        this.#mayStop &&= status !== 'stopped';
        this.#begins = detail.phase === 'load';
        called('onStatus', `${status} ${this.#detail(detail)}`);
      },
      onError: (error) => called('onError', errorText(error)),
    });
    this.client.subscribe(() => {
      record('listener', this.snapshot());
      this.#act('listener');
    });
  }

  #act(callback, ...args) {
    const call = this.#calls.get(callback) ?? 0;
    this.#calls.set(callback, call + 1);
    this.#manners[callback]?.(this, call, ...args);
  }

  stop() {
    this.#mayStop = false;
    this.client.stop();
  }

  /** Stops, unless a stop is pending or done, or this is the first callback of a start. Returns whether it did. */
  stopInCallback() {
    if (!this.#mayStop || this.#begins) return false;
    this.stop();
    return true;
  }

  start() {
    this.#mayStop = true;
    this.client.start().then(
      () => this.#starts.push('resolves'),
      (error) => this.#starts.push(`rejects ${errorText(error)}`),
    );
  }

  /** What became of calls of `start()` since the last look. The exact microtask is nobody's business. */
  takeStarts = () => this.#starts.splice(0).join(', ');

  /** The snapshot in one line. */
  snapshot() {
    const snapshot = this.client.getSnapshot();
    const { toasts, status, statusDetail, error } = snapshot;
    const frozen = [snapshot, toasts, statusDetail, ...toasts].every((one) => Object.isFrozen(one));
    const list = toasts.map((toast) => this.#toast(toast)).join(' ');
    return `${status} ${this.#detail(statusDetail)} ${error ? errorText(error) : 'no error'} [${list}]${frozen ? '' : ' NOT FROZEN'}`;
  }

  /** The toast at a place of the snapshot, counted round. */
  toastAt(place) {
    const { toasts } = this.client.getSnapshot();
    return toasts[place % toasts.length];
  }

  /**
   * Ids are random: a toast is named by when it came. Its times are relative to its arrival, which is recorded once. A toast that comes
   * between two steps comes at a random time: its times are recorded as present or absent.
   */
  #toast(toast) {
    if (toast === undefined) return 'NO TOAST';
    const { timestamp } = toast;
    const known = this.#known.get(toast.id) ?? { name: `toast ${this.#known.size + 1}`, timestamp, atStep: this.#isStep(), late: this.#now() - timestamp };
    this.#known.set(toast.id, known);
    const named = { ...toast, id: known.name, late: known.late };
    for (const time of ['timestamp', 'expiresAt', 'alertingUntil']) if (typeof named[time] === 'number') named[time] = known.atStep ? named[time] - known.timestamp : 'a time';
    return `${JSON.stringify(Object.fromEntries(Object.entries(named).sort()))}${Object.isFrozen(toast) ? '' : ' NOT FROZEN'}`;
  }

  /** `canRetry` is newer than what is compared with. */
  #detail({ phase, attempt, nextRetryAt, canRetry: _, blindSince, offline, closeCode, closeReason, ...others }) {
    return JSON.stringify({ phase, attempt, retries: nextRetryAt !== null, blind: blindSince !== null, offline, closeCode, closeReason, others: Object.keys(others).sort().join() });
  }
}

const errorText = (error) => {
  const { name, code, message, retryable, status } = error;
  return withoutWaits(JSON.stringify({ ...error, name, code, message, retryable, status }));
};

/** A wait that a server named grows by up to a tenth, at random. */
const withoutWaits = (text) => text.replace(/(next try in|next request in|asked again in|tried again in) \d+ (m?s)/, '$1 so many $2');
