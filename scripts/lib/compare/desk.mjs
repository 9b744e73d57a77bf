/** Plays a planned shift with one package and records all that the package does, including calls of callbacks. */
import { App } from './app.mjs';
import { Browser } from './browser.mjs';
import { OTHER_FRAMES, badFrame, bodyOf, notification, routingEvent, systemFrame } from './frames.mjs';
import { Service } from './service.mjs';
import { giveToken } from './tokens.mjs';

/** What the service began on its own is over by then. */
const AFTERWARDS_MS = 40_000;

const TOKEN_TAKES_MS = 20;

/** The list has a ring for so long, which is longer than most legs alert. */
const RINGS_FOR_MS = 60_000;

/**
 * @typedef {{ kind: string, text: string, at: number }} Line What happened; `at` in ms since the shift began.
 */

/**
 * Plays a shift.
 *
 * @param {(options: object) => object} create `createGenesysToasts` of a package whose WebAssembly is loaded.
 * @param {ReturnType<typeof import('./plan.mjs').planShift>} shift
 * @param {() => number} random What `Math.random` gives meanwhile.
 * @returns {Promise<Line[]>}
 */
export async function playShift(create, shift, random) {
  const desk = new Desk(create, shift, random);
  try {
    for (const [index, step] of shift.steps.entries()) await desk.play(step, index);
    return await desk.end();
  } finally {
    desk.leave();
  }
}

class Desk {
  #lines = [];
  #aborts = [];
  #browser;
  #service;
  #app;
  #openApp;
  #shift;
  #began;
  #lastFrame;
  #stepBegan = NaN;

  constructor(create, shift, random) {
    this.#shift = shift;
    const record = (kind, text) => this.#record(kind, text);
    const service = (this.#service = new Service(shift));
    const browser = (this.#browser = new Browser({ random, storage: shift.storage, record, service }));
    service.browser = browser;
    this.#began = browser.elapsed();
    const getToken = ({ reason, signal }) => {
      record('getToken', reason);
      signal.addEventListener('abort', () => record('abort', 'getToken'));
      const give = () => giveToken(way, service.nextToken(), shift.lifeSeconds, browser.now());
      const way = service.takeFault('token') ?? shift.way;
      return shift.tokenTakesTime ? new Promise((resolve) => browser.later(TOKEN_TAKES_MS, resolve)).then(give) : give();
    };
    const { tokenStorage } = shift.options;
    const own = tokenStorage === 'own' ? { tokenStorage: browser.newStorage('own', shift.storage) } : {};
    const options = { ...shift.options, ...(shift.asksApp ? { getToken } : {}), ...own };
    this.#openApp = () => {
      this.#app = new App({ create, options, manners: shift.manners, record, now: browser.now, isStep: () => browser.elapsed() === this.#stepBegan });
      this.#app.start();
    };
    this.#openApp();
  }

  /** Within an instant it is of no interest which requests are aborted first, and whether the app gets a callback for something else before. */
  #record(kind, text) {
    const at = this.#browser ? this.#browser.elapsed() - this.#began : 0;
    if (kind === 'abort') {
      this.#aborts.push({ kind, text, at });
      return;
    }
    if (this.#aborts[0]?.at < at || ['step', 'snapshot'].includes(kind)) this.#lines.push(...this.#aborts.splice(0).sort((a, b) => (a.text < b.text ? -1 : 1)));
    this.#lines.push({ kind, text, at });
  }

  leave() {
    this.#app.client[Symbol.dispose]?.();
    return this.#browser.leave();
  }

  /** Does one step, lets its time pass, and writes down the snapshot. */
  async play({ kind, ms, ...args }, index) {
    this.#record('step', `${index} ${kind} ${JSON.stringify(args)}, then ${ms} ms`);
    this.#stepBegan = this.#browser.elapsed();
    await this.#do(kind, args);
    await this.#browser.pass(ms);
    this.#record('start()', this.#app.takeStarts());
    this.#record('snapshot', this.#app.snapshot());
  }

  /** Writes down counters, and what is left open after the client has stopped. */
  async end() {
    this.#record('counters', this.#counters());
    this.#app.stop();
    await this.#browser.pass(AFTERWARDS_MS);
    this.#record('left', this.leave());
    return this.#lines;
  }

  /** How many heartbeats come depends on random waits. Those that were delivered are taken off. */
  #counters() {
    const { counters, status } = this.#app.client.diagnostics();
    const framesLost = counters.frames + counters.stale - this.#browser.framesTaken;
    const read = counters.frames - counters.ignored;
    const sorted = (value) => Object.fromEntries(Object.entries(value).sort());
    const resyncs = this.#shift.resyncs ? undefined : counters.resyncs;
    return JSON.stringify({ ...counters, resyncs, frames: undefined, ignored: undefined, framesLost, read, status, toastsByReason: sorted(counters.toastsByReason), closes: sorted(counters.closes) });
  }

  async #do(kind, args) {
    const [browser, service, { client }] = [this.#browser, this.#service, this.#app];
    switch (kind) {
      case 'event':
        return this.#event(args);
      case 'noise': {
        const frames = OTHER_FRAMES[this.#shift.source];
        return this.#send(frames[args.which % frames.length]);
      }
      case 'bad':
        return this.#send(badFrame(args.which));
      case 'repeat':
        return this.#lastFrame !== undefined && this.#send(this.#lastFrame);
      case 'close':
        return service.socket === undefined ? this.#record('host', 'no socket is open') : browser.closeSocket(service.socket, args.code, args.reason);
      case 'fail':
        return service.fail(args.what, args.ways);
      case 'page':
        return this.#page(args.event);
      case 'sleep':
        return browser.sleep(args.forMs, args.monotonicToo);
      case 'command':
        return this.#command(args);
      case 'restart':
        client.diagnostics();
        this.#app.stop();
        await browser.pass(args.afterMs ?? 0);
        return this.#app.start();
      case 'reload':
        browser.page('pagehide', false);
        client[Symbol.dispose]();
        browser.framesTaken = 0;
        return this.#openApp();
      case 'system':
        return this.#send(systemFrame(args.name, service.channelId));
      case 'user':
        service.userId = args.id;
        return;
      case 'pings':
        service.answersPings = args.answered;
        return;
      default:
        return;
    }
  }

  #event({ conversation, state, lost, ...ending }) {
    const ofUser = this.#shift.source === 'notifications';
    const { active } = this.#service;
    const legState = state === 'ringing' ? 'alerting' : state;
    const text = ofUser ? notification(conversation, legState, ending, this.#browser.now()) : routingEvent(conversation, state);
    if (conversation.mine) {
      const until = legState === 'alerting' ? this.#browser.now() + RINGS_FOR_MS : Infinity;
      if (['alerting', 'connected'].includes(legState)) active.set(conversation.number, { body: ofUser ? bodyOf(text) : text, until });
      else active.delete(conversation.number);
    }
    if (!lost) this.#send(text);
  }

  #send(frame) {
    const { socket } = this.#service;
    this.#lastFrame = frame;
    if (socket === undefined) this.#record('host', 'no socket is open');
    else this.#browser.message(socket, frame);
  }

  #page(event) {
    if (event.startsWith('page')) this.#browser.page(event.split(' ')[0], !event.endsWith('unless kept'));
    else this.#browser.page(event);
  }

  #command({ name, place }) {
    const { client } = this.#app;
    client.diagnostics();
    const id = this.#app.toastAt(place)?.id;
    switch (name) {
      case 'dismiss':
        return id && this.#record('dismiss', String(client.dismiss(id)));
      case 'dismiss unknown':
        return this.#record('dismiss', String(client.dismiss('no such toast')));
      case 'dismissAll':
        return client.dismissAll();
      case 'pause':
      case 'resume':
        return id && client[name](id);
      case 'pause all':
        return client.pause();
      case 'resume all':
        return client.resume();
      case 'start':
        return this.#app.start();
      default:
        return this.#record('counters', this.#counters());
    }
  }
}
