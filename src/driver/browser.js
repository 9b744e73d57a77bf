// Does what the engine asks for and reports what comes of it. It decides nothing: no rule, no limit, no retry.
import { words } from './app.js';

/** What is reported, in the order of `src/driver/told.rs`. */
const [TIMEOUT, OPENED, TEXT, UNREADABLE, CLOSED, ANSWERED, FAILED, TOKEN, REFUSED, STORED, NOT_STORED, STORAGE_FAILED, PAGE, CHANNEL, PASSED_OVER] = Array(15).keys();

/** Changes of the page, in the order of `src/driver/told.rs`. */
const PAGE_EVENTS = ['online', 'offline', 'visible', 'hidden', 'pagehide', 'pageshow', 'freeze', 'resume'];

/** The longest wait that `setTimeout` takes; a longer one would fire at once. */
const MAX_DELAY_MS = 0x7fffffff;

/** Requests under way, by what they ask for. Equal ones, from whichever client of the page, share one flight (T7). */
const flights = new Map();

const visibility = () => (globalThis.document?.visibilityState === 'hidden' ? 'hidden' : 'visible');

/** JSON as `src/api/options.rs` reads it: a number beyond all limits for what is infinite, a list of pairs for durations by media. */
export const json = (value) =>
  JSON.stringify(value, (name, inside) => {
    if (inside === Infinity) return 1e308;
    return name === 'duration' && typeof inside === 'object' ? Object.entries(inside) : inside;
  });

/** What a `getToken` gave, as JSON: what may be the token and its life, and `what` it is in words. A `Date` becomes ms since 1970. */
function readToken(given) {
  const { accessToken, access_token, expiresIn, expires_in, expiresAt } = typeof given === 'string' ? { accessToken: given } : Object(given);
  const [inSeconds, at] = [numberIn(expiresIn ?? expires_in), numberIn(expiresAt)];
  return json({ accessToken: accessToken ?? access_token, expiresIn: inSeconds, expiresAt: at, what: inWords(given) });
}

/** The number that a `Date` or a text is; anything else as it is. */
const numberIn = (value) => (kindOf(value) === 'Date' || (typeof value === 'string' && value.trim() && Number(value)) ? Number(value) : value);

/** What a `getToken` threw, as JSON. `status` and `retryAfter` (seconds) are taken from the error. */
function readFailure(thrown) {
  const { status, retryAfter } = Object(thrown);
  const message = words(thrown, () => `${inWords(thrown)} was thrown`);
  return json({ message, status, retryAfter: retryAfter === undefined ? undefined : String(retryAfter) });
}

const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** What a value is, without its contents, which may be secret. */
function inWords(value) {
  const kind = kindOf(value);
  if (kind === 'Response') return 'a Response: give what its json() resolves to';
  if (kind !== 'Object') return value === Object(value) ? `an object of the kind ${kind}` : kind.toLowerCase();
  const keys = Object.keys(value).slice(0, 20).join(', ');
  return keys ? `an object without the string accessToken (its keys: ${keys})` : 'an object without keys';
}

/** Gives all that a new engine has to know, as JSON. The seed spreads retries and guards nothing. */
export const describe = (options, host, left) =>
  json({ ...options, ...left, appTokens: Number(!!host.getToken), keepToken: Number(!!host.storage), seed: Math.floor(Math.random() * 2 ** 48) });

export const parse = (text) => JSON.parse(text);

let panicked;

/** Sets who is told of the next panic. */
export function onPanic(callback) {
  panicked = callback;
}

/** Tells of a panic; what the callback throws has nowhere to go. */
export function tellPanic(message) {
  try {
    panicked(message);
  } catch {}
}

/** The host of one engine: sockets, requests, timer, storage, page events, and the app's `getToken`. */
export class Browser {
  #host;
  #app;
  #report;
  /** What can be ended, by kind and id. */
  #live = new Map();
  #timeoutAt = 0;
  /** Frames that were passed over and have not been reported: of which socket, how many, and when the last one came. */
  #passed = { id: 0, count: 0, at: 0 };
  #caughtUpAt = -Infinity;

  constructor(host, app, told) {
    this.#host = host;
    this.#app = app;
    this.#report = told;
  }

  #told(kind, id = 0, number = 0, text = '') {
    this.catchUp();
    this.#report(kind, id, number, 0, text);
  }

  /** Notes a frame that need not be read. A report costs ten times as much: one a second will do, and one before any other. */
  #pass(id, at) {
    const passed = this.#passed;
    if (passed.id !== id) this.catchUp();
    passed.id = id;
    passed.at = at;
    passed.count++;
    if (at - this.#caughtUpAt >= 1_000) this.catchUp();
  }

  catchUp() {
    const { id, count, at } = this.#passed;
    if (count === 0) return;
    const now = performance.now();
    this.#passed.count = 0;
    this.#caughtUpAt = now;
    this.#report(PASSED_OVER, id, count, Math.max(now - at, 0), '');
  }

  /** Lists something live, for this engine and for those who close what a failed instance left behind (D4). */
  #hold(name, end) {
    const thing = {
      close: (code) => {
        if (this.#forget(name, thing)) end(code);
      },
    };
    this.#live.set(name, thing);
    this.#host.resources.add(thing);
    return thing;
  }

  /** Takes something off the list. Returns whether it was there. */
  #forget(name, thing) {
    this.#host.resources.delete(thing);
    return this.#live.get(name) === thing && this.#live.delete(name);
  }

  /** Ends a socket, request, call, timer, or the listening to the page: nothing is heard of it again (S7). */
  end(kind, id, code) {
    this.#live.get(kind + id)?.close(code);
  }

  endAll() {
    for (const thing of this.#live.values()) thing.close();
  }

  /** A frame of one of the kinds of `passOver` (`src/protocol/pass_over.rs`) that is of no awaited conversation is reported, and not handed over. */
  open(id, url, maxLength, passOver) {
    const kinds = Object.entries(JSON.parse(passOver)).map(([pattern, lacks]) => ({ pattern: new RegExp(pattern), lacks }));
    const passes = (text) =>
      kinds.some(({ pattern, lacks }) => {
        const found = pattern.exec(text);
        if (!found || this.#app.awaits(found[1]) || lacks.some((part) => text.includes(part))) return false;
        // Beats are all alike. A conversation may be awaited the next time.
        if (!found[1]) beat = text;
        return true;
      });
    let beat;
    let socket;
    try {
      socket = new WebSocket(url);
    } catch (thrown) {
      // Its message may hold the address, and so the token (T11).
      this.#told(CLOSED, id, 1006, thrown.name);
      return;
    }
    // A blob would have to be read before it could be dropped.
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.#told(OPENED, id);
    // Each UTF-16 unit is one byte at least: what is too long here is too long in UTF-8, and need not be copied.
    socket.onmessage = ({ data, timeStamp = performance.now() }) => {
      if (typeof data !== 'string' || data.length > maxLength) this.#told(UNREADABLE, id);
      else if (data === beat || passes(data)) this.#pass(id, timeStamp);
      else this.#told(TEXT, id, 0, data);
    };
    socket.onclose = ({ code, reason }) => {
      this.end('socket', id);
      this.#told(CLOSED, id, code, reason);
    };
    // An error says nothing, and a close follows (S3). But the `ws` package ends its Node process when nobody listens.
    socket.onerror = () => {};
    this.#hold('socket' + id, (code = 1000) => {
      socket.onopen = socket.onmessage = socket.onclose = null;
      try {
        socket.close(code);
      } catch {
        // A browser takes 1000 and 3000–4999.
        socket.close();
      }
    }).send = (text) => socket.send(text);
  }

  /** A socket that cannot send any more closes, and says so. */
  send(id, text) {
    this.#live.get('socket' + id)?.send(text);
  }

  request(id, url, init, shared) {
    const name = 'request' + id;
    const key = shared ? url + init : Symbol();
    const known = flights.get(key);
    const flight = known ?? { controller: new AbortController(), waiters: new Set() };
    const wait = (kind, number, text) => {
      if (this.#forget(name, thing)) this.#told(kind, id, number, text);
    };
    const thing = this.#hold(name, () => {
      flight.waiters.delete(wait);
      // The last one to leave before the answer aborts the flight.
      if (flight.waiters.size === 0 && land(key, flight)) flight.controller.abort();
    });
    flight.waiters.add(wait);
    if (known) return;
    flights.set(key, flight);
    void fly(key, flight, url, JSON.parse(init));
  }

  ask(id, reason) {
    const name = 'request' + id;
    const controller = new AbortController();
    // Listed before the call: the app may cancel it while it is being called.
    const thing = this.#hold(name, () => controller.abort());
    const report = (kind, read) => (value) => {
      const text = read(value);
      if (this.#forget(name, thing)) this.#told(kind, id, 0, text);
    };
    const refused = report(REFUSED, readFailure);
    let given;
    try {
      given = this.#host.getToken({ reason, signal: controller.signal });
    } catch (thrown) {
      refused(thrown);
      return;
    }
    void Promise.resolve(given).then(readToken).then(report(TOKEN, String), refused);
  }

  /** `getItem`, `setItem` or `removeItem`. What a storage says when it throws may hold the record, and is dropped (T11). */
  store(method, key, record) {
    let found;
    try {
      // Looked up each time: a browser that forbids storage throws at the look, and may be told otherwise later.
      const { storage } = this.#host;
      const area = typeof storage === 'string' ? globalThis[`${storage}Storage`] : storage;
      found = method === 'setItem' ? area.setItem(key, record) : area[method](key);
    } catch {
      this.#told(STORAGE_FAILED);
      return;
    }
    if (method !== 'getItem') return;
    if (typeof found === 'string') this.#told(STORED, 0, 0, found);
    else this.#told(NOT_STORED);
  }

  /** Takes a record out of the tab's own storage; an empty text where there is none, or no storage. */
  take(key) {
    let found;
    try {
      found = sessionStorage.getItem(key);
      sessionStorage.removeItem(key);
    } catch {}
    this.#told(CHANNEL, 0, 0, found ?? '');
  }

  /** Puts a record into the tab's own storage, where there is one. */
  keep(key, record) {
    try {
      sessionStorage.setItem(key, record);
    } catch {}
  }

  /** Reports a timeout at `at` of the monotonic clock at the latest; never for `Infinity`. One that comes earlier is left alone. */
  arm(at) {
    if (at === Infinity) {
      this.end('timer', 0);
      return;
    }
    if (this.#live.has('timer0') && this.#timeoutAt <= at) return;
    this.end('timer', 0);
    const now = performance.now();
    const delay = Math.ceil(Math.min(Math.max(at - now, 0), MAX_DELAY_MS));
    this.#timeoutAt = Math.min(at, now + delay);
    const timer = setTimeout(() => {
      this.end('timer', 0);
      this.#told(TIMEOUT);
    }, delay);
    this.#hold('timer0', () => clearTimeout(timer));
  }

  /** Listens to the page, as far as this host has one. Returns 1 if it is visible, and 2 more if it is online. */
  listen() {
    if (!this.#live.has('page0')) {
      // One signal ends all of them, even from outside (D4).
      const controller = new AbortController();
      const heard = ({ type, persisted }) => {
        // Without the back/forward cache it is the page's first showing, which is no news.
        if (type === 'pageshow' && !persisted) return;
        this.#told(PAGE, 0, PAGE_EVENTS.indexOf(type === 'visibilitychange' ? visibility() : type));
      };
      const listen = (target, types) => {
        for (const type of types) target?.addEventListener?.(type, heard, { signal: controller.signal });
      };
      listen(globalThis, ['online', 'offline', 'pagehide', 'pageshow']);
      listen(globalThis.document, ['visibilitychange', 'freeze', 'resume']);
      this.#hold('page0', () => controller.abort());
    }
    return (visibility() === 'visible' ? 1 : 0) + (globalThis.navigator?.onLine === false ? 0 : 2);
  }
}

async function fly(key, flight, url, init) {
  let answer;
  try {
    const response = await fetch(url, { ...init, signal: flight.controller.signal });
    const { headers, status } = response;
    answer = [ANSWERED, status, json({ retryAfter: headers.get('retry-after'), date: headers.get('date'), body: await response.text() })];
  } catch (thrown) {
    answer = [FAILED, 0, words(thrown)];
  }
  land(key, flight);
  // What one client does with its answer may make another leave.
  for (const wait of flight.waiters) wait(...answer);
}

/** Takes a flight off the list: an equal request from now on is a new one. Returns whether it was on it. */
const land = (key, flight) => flights.get(key) === flight && flights.delete(key);
