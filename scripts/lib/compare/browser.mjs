/** The fake browser of `tests/wasm/world.js` in Node, which records what a package does with it. */
import { enter, leave } from '../../../tests/wasm/world.js';

/** The length of one turn of Node's event loop: all microtasks are done after it. The function is taken before any global is replaced. */
const { setImmediate: nextTurn } = globalThis;
const settled = () => new Promise((resolve) => nextTurn(resolve));

class EventWith extends Event {
  constructor(type, fields = {}) {
    super(type);
    Object.assign(this, fields);
  }
}

/** Takes what a listener throws. */
let reportThrown = () => {};

/** Calls what a package has left with the browser. What it throws is reported, as a browser does: nobody else is there to catch it. */
function attempt(work) {
  try {
    work();
  } catch (thrown) {
    reportThrown(thrown);
  }
}

/** A target of events as a page has it: what one listener throws is reported, and the others are called all the same. Node's own would end the process. */
class PageTarget {
  #listeners = [];

  addEventListener(type, listener, { signal } = {}) {
    if (!this.#listeners.some((known) => known.type === type && known.listener === listener)) this.#listeners.push({ type, listener, signal });
  }

  removeEventListener(type, listener) {
    this.#listeners = this.#listeners.filter((known) => known.type !== type || known.listener !== listener);
  }

  dispatchEvent(event) {
    this.#listeners = this.#listeners.filter(({ signal }) => !signal?.aborted);
    for (const { type, listener, signal } of [...this.#listeners]) {
      if (type === event.type && !signal?.aborted) attempt(() => listener.call(this, event));
    }
  }
}

/** Puts on the global object what a page has and Node lacks. A package may keep these objects, so they stay the same for all shifts. */
export function installPage() {
  const page = new PageTarget();
  const methods = ['addEventListener', 'removeEventListener', 'dispatchEvent'];
  for (const name of methods) Object.getPrototypeOf(globalThis)[name] = (...args) => page[name](...args);
  const globals = { document: new PageTarget(), CloseEvent: class extends EventWith {}, PageTransitionEvent: class extends EventWith {} };
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  process.on('unhandledRejection', (reason) => reportThrown(reason));
  globalThis.navigator ??= {};
  globalThis.WebSocket ??= class {};
}

/** One page, from its opening to its closing. Its time is virtual. */
export class Browser {
  #world = enter();
  #record;
  #sockets = [];
  /** Frames that a handler took. */
  framesTaken = 0;

  /**
   * @param {object} given
   * @param {() => number} given.random What `Math.random` gives.
   * @param {'works' | 'throws' | 'is spoiled'} given.storage How `sessionStorage` and `localStorage` are.
   * @param {(kind: string, text: string) => void} given.record Takes what the package does.
   * @param {object} given.service Answers: `throwsAt(url)`, `handleSocket(index, url)`, `handleRequest(index, url, init)`, `handleText(index, text)`
   *   (whether it is recorded), `isCounted(url)` (whether a request is recorded).
   */
  constructor({ random, storage, record, service }) {
    const world = this.#world;
    this.#record = record;
    Math.random = random;
    reportThrown = (thrown) => record('uncaught', String(thrown));
    const { WebSocket: Socket, fetch: send, setTimeout: startTimer } = globalThis;
    globalThis.setTimeout = (work, ms) => startTimer(() => attempt(work), ms);
    const sockets = this.#sockets;
    globalThis.WebSocket = class extends Socket {
      constructor(url) {
        record('socket', `opens ${url}`);
        if (service.throwsAt(url)) throw new DOMException(`The URL '${url}' is invalid.`, 'SyntaxError');
        super(url);
        this.index = sockets.push(this) - 1;
        service.handleSocket(this.index, url);
      }
      send(text) {
        super.send(text);
        if (service.handleText(this.index, text)) record('socket', `${this.index} sends ${text}`);
      }
      close(code) {
        if (this.readyState < 2) record('socket', `${this.index} is closed with ${code}`);
        super.close(code);
      }
    };
    globalThis.fetch = (url, init) => {
      const index = world.requestCount();
      const headers = Object.entries(init.headers ?? {}).sort();
      if (service.isCounted(url)) record('request', `${init.method} ${url} ${JSON.stringify(headers)} ${init.body ?? ''}`);
      init.signal.addEventListener('abort', () => world.requests[index].open && record('abort', `request ${index}`));
      const answer = send(url, init);
      service.handleRequest(index, url, init);
      return answer;
    };
    for (const name of ['sessionStorage', 'localStorage']) globalThis[name] = this.newStorage(name, storage);
  }

  /** Gives the real browser back. Returns what is still open, in words; an empty text where nothing is. */
  leave() {
    const left = this.#world.left();
    leave();
    return left;
  }

  /** A storage; one that is spoiled has only half of a record. */
  newStorage(name, state) {
    const items = new Map();
    const act = (work) => (...args) => {
      if (state === 'throws') throw new DOMException('The operation is insecure.', 'SecurityError');
      return work(...args);
    };
    return {
      getItem: act((key) => (state === 'is spoiled' ? items.get(key)?.slice(0, -7) : items.get(key)) ?? null),
      setItem: act((key, value) => {
        this.#record('storage', `${name} keeps ${key}: ${withoutTimes(value)}`);
        items.set(key, String(value));
      }),
      removeItem: act((key) => {
        if (items.delete(key)) this.#record('storage', `${name} loses ${key}`);
      }),
    };
  }

  // --- time ---

  now = () => this.#world.wall;
  elapsed = () => this.#world.mono;

  /** Calls `work` after `ms` of virtual time. */
  later = (ms, work) => void globalThis.setTimeout(work, ms);

  /** Lets time pass, timer by timer: what waits in microtasks comes before the next timer. */
  async pass(ms) {
    const world = this.#world;
    const end = world.mono + ms;
    await settled();
    for (;;) {
      let next = Infinity;
      for (const { at } of world.timers.values()) next = Math.min(next, at);
      if (next > end) break;
      world.advance(Math.max(next - world.mono, 0));
      await settled();
    }
    world.advance(end - world.mono);
  }

  /** The computer sleeps: the wall clock continues, the monotonic one may stop. */
  sleep(ms, monotonicToo) {
    this.#world.wall += ms;
    if (monotonicToo) this.#world.mono += ms;
  }

  // --- what comes from outside ---

  page = (kind, persisted) => this.#world.page(kind, persisted);
  openSocket = (index) => attempt(() => this.#world.open(index));
  isOpening = (index) => this.#sockets[index].readyState === 0;
  isOpen = (index) => this.#sockets[index].readyState === 1;
  closeSocket = (index, code, reason) => attempt(() => this.#world.closes(index, code, reason));

  /** Delivers a frame to a socket that is open; after that nothing comes from it. */
  message(index, data) {
    if (!this.isOpen(index)) return;
    this.framesTaken++;
    attempt(() => this.#world.message(index, data));
  }

  answer(index, status, body, headers) {
    this.#world.answer(index, status, body, headers);
  }

  breakOff = (index, words) => this.#world.breakOff(index, words);
  failRequest = (index, words) => this.#world.failRequest(index, words);
}

/** A record as JSON with sorted keys, without times: they depend on random waits. */
export function withoutTimes(record) {
  let value;
  try {
    value = JSON.parse(record);
  } catch {
    return record;
  }
  const isTime = (inside) => (typeof inside === 'number' && inside > 1e6) || (typeof inside === 'string' && /^\d{4}-\d\d-\d\dT/.test(inside));
  return JSON.stringify(value, (_, inside) => {
    if (isTime(inside)) return '(time)';
    return inside && typeof inside === 'object' && !Array.isArray(inside) ? Object.fromEntries(Object.entries(inside).sort()) : inside;
  });
}
