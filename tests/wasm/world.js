// A browser whose sockets, requests, timers, clocks and page are moved by hand, and that counts what is left open.

const EVENTS = ['online', 'offline', 'pagehide', 'pageshow', 'visibilitychange', 'freeze', 'resume', 'focus', 'blur', 'pointerdown', 'pointerup', 'keydown', 'touchend'];

class FakeSocket {
  constructor(url) {
    if (url.startsWith('not-a-url')) throw new DOMException(`The URL '${url}' is invalid.`, 'SyntaxError');
    Object.assign(this, { url, readyState: 0, closedWith: null });
    this.onopen = this.onmessage = this.onclose = this.onerror = null;
    FakeSocket.all.push(this);
  }
  sent = 0;
  send() {
    this.sent++;
  }
  close(code) {
    if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) throw new DOMException('code', 'InvalidAccessError');
    if (this.readyState < 2) this.closedWith = code ?? 1005;
    this.readyState = 3;
  }
}

class FakeTarget {
  constructor(world, target) {
    const { addEventListener, removeEventListener } = target;
    this.undo = () => {
      delete target.addEventListener;
      delete target.removeEventListener;
    };
    const key = (kind, listener) => `${kind} ${world.identify(listener)}`;
    target.addEventListener = function (kind, listener, options) {
      addEventListener.call(target, kind, listener, options);
      if (!EVENTS.includes(kind)) return;
      world.listeners.add(key(kind, listener));
      options?.signal?.addEventListener('abort', () => world.listeners.delete(key(kind, listener)));
    };
    target.removeEventListener = function (kind, listener, options) {
      removeEventListener.call(target, kind, listener, options);
      world.listeners.delete(key(kind, listener));
    };
  }
}

class World {
  wall = 1_795_420_800_000;
  mono = 5_000.25;
  timers = new Map();
  listeners = new Set();
  requests = [];
  ids = new Map();
  visibility = 'visible';
  online = true;
  focused = true;

  constructor() {
    const world = this;
    const original = { WebSocket, fetch, setTimeout, clearTimeout };
    const [dateNow, monoNow, { random }] = [Date.now, performance.now, Math];
    FakeSocket.all = [];
    const targets = [new FakeTarget(this, globalThis), new FakeTarget(this, document)];
    let next = 1;
    Object.assign(globalThis, {
      WebSocket: FakeSocket,
      fetch: (url, init) => this.#fetch(url, init),
      setTimeout: (callback, delay) => {
        this.onCall?.('setTimeout');
        // A browser takes a longer delay for none at all.
        this.timers.set(next, { callback, at: this.mono + (delay > 0x7fffffff ? 0 : delay), delay });
        return next++;
      },
      clearTimeout: (id) => this.timers.delete(id),
    });
    Date.now = () => {
      this.onCall?.('Date.now');
      return this.wall;
    };
    performance.now = () => {
      this.onCall?.('performance.now');
      return this.mono;
    };
    const [freeze, remove] = [Object.freeze, Set.prototype.delete];
    Object.freeze = (object) => {
      this.onCall?.('Object.freeze');
      return freeze(object);
    };
    Set.prototype.delete = function (value) {
      world.onCall?.('Set.delete');
      return remove.call(this, value);
    };
    // The same draws in each run: one first wait in a thousand would be none at all (S4).
    let draws = 0;
    Math.random = () => (++draws * 0.618) % 1;
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => this.visibility });
    Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => this.focused });
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => this.online });
    this.leave = () => {
      Object.assign(globalThis, original);
      Date.now = dateNow;
      performance.now = monoNow;
      Object.freeze = freeze;
      Set.prototype.delete = remove;
      Math.random = random;
      delete document.visibilityState;
      delete document.hasFocus;
      delete navigator.onLine;
      for (const target of targets) target.undo();
    };
  }

  identify(object) {
    if (!this.ids.has(object)) this.ids.set(object, this.ids.size);
    return this.ids.get(object);
  }

  #fetch(url, init) {
    return new Promise((resolve, reject) => {
      const request = { url, init, open: true };
      request.respond = (status, body, headers) => {
        request.open = false;
        // The browser's own takes an unknown number of tasks to give its text.
        resolve({ ok: status < 400, status, headers: new Headers(headers), text: () => Promise.resolve(body), arrayBuffer: () => Promise.resolve(new ArrayBuffer(8)) });
      };
      request.breakOff = (message) => {
        request.open = false;
        resolve({ status: 200, headers: new Headers(), text: () => Promise.reject(new TypeError(message)) });
      };
      request.fail = (message) => {
        request.open = false;
        reject(new TypeError(message));
      };
      init?.signal.addEventListener('abort', () => {
        request.open = false;
        request.aborted = true;
        reject(init.signal.reason);
      });
      this.requests.push(request);
    });
  }

  // --- time ---

  /** Moves both clocks on, and fires what falls due, in order. */
  advance(ms) {
    const end = this.mono + ms;
    for (let fired = 0; ; fired++) {
      if (fired > 10_000) throw new Error('a storm of timers');
      const [id, timer] = [...this.timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (timer === undefined || timer.at > end) break;
      this.timers.delete(id);
      this.#moveTo(timer.at);
      timer.callback();
    }
    this.#moveTo(end);
  }

  #moveTo(mono) {
    this.wall += Math.max(0, Math.round(mono - this.mono));
    this.mono = Math.max(mono, this.mono);
  }

  longestDelay() {
    return Math.max(...[...this.timers.values()].map(({ delay }) => delay));
  }

  // --- sockets ---

  socketUrl = (index) => FakeSocket.all[index].url;
  closedWith = (index) => FakeSocket.all[index].closedWith ?? 0;
  binaryType = (index) => FakeSocket.all[index].binaryType;
  sockets = () => FakeSocket.all.length;
  sent = (index) => FakeSocket.all[index].sent;
  openSockets = () => FakeSocket.all.filter(({ readyState }) => readyState < 2).length;

  /** Handlers that lead into the engine. */
  handlers() {
    return FakeSocket.all.reduce((sum, { onopen, onmessage, onclose }) => sum + [onopen, onmessage, onclose].filter(Boolean).length, 0);
  }

  open(index) {
    const socket = FakeSocket.all[index];
    socket.readyState = 1;
    socket.onopen?.(new Event('open'));
  }

  message(index, data) {
    FakeSocket.all[index].onmessage?.(Object.defineProperty(new MessageEvent('message', { data }), 'timeStamp', { value: this.mono }));
  }

  close(index, code, reason) {
    const socket = FakeSocket.all[index];
    socket.readyState = 3;
    socket.onerror?.(new Event('error'));
    socket.onclose?.(new CloseEvent('close', { code, reason }));
  }

  // --- requests ---

  answer(index, status, body, headers) {
    this.requests[index].respond(status, body, headers);
  }

  breakOff(index, message) {
    this.requests[index].breakOff(message);
  }

  failRequest(index, message) {
    this.requests[index].fail(message);
  }

  request(index) {
    const { url, init } = this.requests[index];
    return JSON.stringify({ url, method: init?.method, headers: init?.headers, body: init?.body });
  }

  aborted = (index) => this.requests[index].aborted === true;
  requestCount = () => this.requests.length;
  openRequests = () => this.requests.filter(({ open }) => open).length;

  // --- page ---

  page(kind, persisted) {
    if (kind === 'hidden' || kind === 'visible') {
      this.visibility = kind;
      document.dispatchEvent(new Event('visibilitychange'));
    } else if (kind === 'freeze' || kind === 'resume') {
      document.dispatchEvent(new Event(kind));
    } else {
      if (kind === 'online' || kind === 'offline') this.online = kind === 'online';
      if (kind === 'focus' || kind === 'blur') this.focused = kind === 'focus';
      globalThis.dispatchEvent(kind.startsWith('page') ? new PageTransitionEvent(kind, { persisted }) : new Event(kind));
    }
  }

  left() {
    const { timers, listeners } = this;
    const counts = { timers: timers.size, listeners: listeners.size, sockets: this.openSockets(), handlers: this.handlers(), requests: this.openRequests() };
    return Object.entries(counts).filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`).join(', ');
  }
}

/** The JavaScript side of one client, which records the calls of its callbacks. */
class App {
  trace = [];
  lines = [];
  errors = [];
  details = [];
  toasts = [];
  calls = [];
  stored = new Map();
  hooks = {};
  disabledLevels = new Set();

  constructor() {
    const record = (name, words, ...args) => {
      this.trace.push([name, ...words].join(' '));
      this.hooks[name]?.(...args);
    };
    this.host = {
      onToast: (toast) => {
        this.toasts.push(toast);
        record('toast', [toast.callerName], toast);
      },
      onDismiss: (toast, reason) => {
        this.toasts.push(toast);
        record('dismiss', [toast.callerName, reason], toast, reason);
      },
      onStatus: (status, detail) => {
        this.details.push(detail);
        record('status', [status, detail.phase], status, detail);
      },
      onOpen: (toast) => record('open', [toast.callerName], toast),
      onError: (error) => {
        this.errors.push(error);
        record('error', [error.code], error);
      },
      onActionSettled: (call, error) => {
        this.settled = error;
        record('settled', [call, error === null], call, error);
      },
      askPhone: (request, action, toast) => {
        this.asked = request;
        record('ask phone', [action, toast.participantId], request, action, toast);
      },
      cancelPhone: () => record('cancel phone', []),
      onChange: () => record('change', []),
      createError: ({ code, message, ...more }) => Object.assign(new Error(message), { code }, more),
      isLevelEnabled: (level) => !this.disabledLevels.has(level),
      log: (level, line) => {
        this.lines.push(`${level}: ${line}`);
        this.hooks.log?.(level, line);
      },
      resources: new Set(),
    };
  }

  disableLevel(level) {
    this.disabledLevels.add(level);
  }

  /** Calls `hook` with each call of the host's callback `name`. */
  when(name, hook) {
    this.hooks[name] = hook;
  }

  /** Adds a `getToken` to the app. Each call waits for `resolve` or `reject`, or returns `result` if that is set. */
  addGetToken() {
    this.host.getToken = (request) => {
      const call = { request };
      this.calls.push(call);
      this.hooks.getToken?.(request);
      if ('result' in this) return this.result;
      return new Promise((resolve, reject) => Object.assign(call, { resolve, reject }));
    };
  }

  resolve = (index, value) => this.calls[index].resolve(value);
  reject = (index, message) => this.calls[index].reject(new Error(message));
  reason = (index) => this.calls[index].request.reason;
  signalAborted = (index) => this.calls[index].request.signal.aborted;
  getTokenCalls = () => this.calls.length;

  /** Adds a storage to the app; a broken one throws. */
  addStorage(broken) {
    const act = (name, work) => (...args) => {
      if (broken) throw new DOMException(`${name} of ${args.join(' ')} is forbidden`, 'SecurityError');
      return work(...args);
    };
    this.host.storage = {
      getItem: act('getItem', (key) => this.stored.get(key) ?? null),
      setItem: act('setItem', (key, value) => void this.stored.set(key, value)),
      removeItem: act('removeItem', (key) => void this.stored.delete(key)),
    };
  }

  corruptRecords() {
    for (const key of this.stored.keys()) this.stored.set(key, '{"half');
  }

  chooseStorage(name) {
    this.host.storage = name;
  }

  storedText = () => JSON.stringify([...this.stored]);
  takeTrace = () => this.trace.splice(0);
  takeLines = () => this.lines.splice(0);
  resources = () => this.host.resources.size;
  /** As `js/client.ts` does it. */
  closeResources() {
    for (const resource of this.host.resources) {
      if (resource instanceof AbortController) resource.abort();
      else {
        resource.onopen = resource.onmessage = resource.onclose = null;
        resource.close(1000);
      }
    }
  }

  errorText = (index) => JSON.stringify({ ...this.errors[index], message: this.errors[index].message });
  errorObject = (index) => this.errors[index];
  toastObject = (index) => this.toasts[index];
  detailObject = (index) => this.details.at(index);
}

let current;

/** Puts the browser of a test in place of the real one, and of one that a failed test left behind. */
export function enter() {
  leave();
  current = new World();
  return current;
}

/** Gives the real browser back. */
export function leave() {
  current?.leave();
  current = undefined;
}

export const app = () => new App();
export const throwing = (message) => () => {
  throw new Error(message);
};

/** Lets all that waits in microtasks happen: a message comes only after them. */
export function settled() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

export const isFrozen = (object) => Object.isFrozen(object);
export const toJson = (object) => JSON.stringify(object);
export const clear = (storage) => storage.clear();
export const repeat = (text, times) => text.repeat(times);
