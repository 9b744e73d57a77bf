/** Measures frames, in a page or in Node: `makeBench` gets the makers of both clients. */
import { ME, installNetwork, openDesk, optionsOf, wasmBytes } from '../lib/desks.js';
import { freshFrames, freshShift } from '../lib/fresh.js';

/** No more frames than so many at a time, and no more characters. */
const MAX_FRAMES = 2000;
const MAX_CHARACTERS = 16_000_000;
/** Rings between which the agent closes all toasts: under the 50 that are shown at the most. */
const RINGS_AT_ONCE = 40;
/** Frames of one task in a shift. */
const BATCH = 50;

const QUIET = { duration: Infinity, maxAgeMs: 3_600_000 };

/** @param {Record<'createGenesysToasts' | 'createPlainClient', (options: object) => any> & { createBefore?: (options: object) => any }} makers */
export function makeBench({ createGenesysToasts, createBefore, createPlainClient }) {
  installNetwork();
  const ours = (options) => openDesk(createGenesysToasts, options);
  const plain = (options) => openDesk(createPlainClient, { backoff: {}, ...options });
  const MAKERS = { ours, ...(createBefore && { before: (options) => openDesk(createBefore, options) }), plain, shortcut: (options) => plain({ ...options, shortcut: true }) };
  const now = () => performance.now();
  const collect = () => globalThis.gc?.();
  const { port1, port2 } = new MessageChannel();
  port1.unref?.();
  const task = () =>
    new Promise((resolve) => {
      port1.ref?.();
      port1.onmessage = () => {
        port1.unref?.();
        resolve(undefined);
      };
      port2.postMessage(null);
    });
  const buffer = new Uint8Array(1 << 18);
  const encoder = new TextEncoder();
  let sink = 0;

  /** What a frame costs at least, whatever is done with it. */
  const FLOORS = {
    'JSON.parse': (text) => void (sink += JSON.parse(text) === null ? 1 : 0),
    copy: (text) => void (sink += encoder.encodeInto(text, buffer).read),
  };

  /** @returns {number} µs a frame */
  function time(frames, receive) {
    const begun = now();
    for (const text of frames) receive(text);
    return ((now() - begun) / frames.length) * 1000;
  }

  /** The same where each frame makes a toast: listeners are called after each, and the toasts are closed off the clock. */
  async function timeRings(frames, { receive, client }) {
    let sum = 0;
    for (let at = 0; at < frames.length; at += RINGS_AT_ONCE) {
      const some = frames.slice(at, at + RINGS_AT_ONCE);
      const begun = now();
      for (const text of some) {
        receive(text);
        await null;
      }
      sum += now() - begun;
      client.dismissAll();
      await null;
    }
    return (sum / frames.length) * 1000;
  }

  /**
   * One kind of frame, all contestants by turns.
   *
   * @param {{ source: string, rings: boolean, foreign?: boolean, text: string, id: string }} template
   * @param {number} rounds
   * @returns {Promise<Record<string, number[]>>} µs a frame, by contestant and round
   */
  async function frame(template, rounds) {
    const { source, rings, foreign, text } = template;
    const names = ['ours', ...(createBefore ? ['before'] : []), 'plain', ...(foreign ? ['shortcut'] : [])];
    const contestants = [];
    for (const name of names) {
      const desk = await MAKERS[name]({ ...optionsOf(source), ...QUIET });
      contestants.push({ name, desk, run: (frames) => (rings ? timeRings(frames, desk) : time(frames, desk.receive)) });
    }
    for (const [name, receive] of Object.entries(FLOORS)) contestants.push({ name, run: (frames) => time(frames, receive) });
    const count = Math.max(RINGS_AT_ONCE, Math.min(MAX_FRAMES, Math.floor(MAX_CHARACTERS / text.length)));
    const results = Object.fromEntries(contestants.map(({ name }) => [name, []]));
    const countersOf = (desk) => desk.client.diagnostics().counters;
    for (let round = -2; round < rounds; round++) {
      for (let turn = 0; turn < contestants.length; turn++) {
        const { name, run } = contestants[(turn + round + 2) % contestants.length];
        const frames = freshFrames(template, count);
        collect();
        const cost = await run(frames);
        if (round >= 0) results[name].push(cost);
      }
    }
    for (const { name, desk } of contestants) {
      if (!desk) continue;
      const { frames, toastsShown, bad } = countersOf(desk);
      const expected = (rounds + 2) * count;
      if (frames < expected || bad > 0 || toastsShown !== (rings ? expected : 0)) throw new Error(`${name}: ${JSON.stringify(countersOf(desk))}, expected ${expected}`);
      desk.client.stop();
    }
    return results;
  }

  let shiftDesk;
  let shiftFrames = [];
  const shift = {
    /** Opens the desk that receives the shift. */
    open: async (name, source) => {
      shiftDesk = await MAKERS[name]({ ...optionsOf(source), duration: 'while-ringing' });
    },
    /** Makes the frames of the next pass. @returns {number} how many */
    prepare: (recorded) => {
      shiftFrames = freshShift(recorded);
      collect();
      return shiftFrames.length;
    },
    /** Receives them, so many in a task. @returns {Promise<number>} ms */
    receive: async () => {
      let sum = 0;
      for (let at = 0; at < shiftFrames.length; at += BATCH) {
        const begun = now();
        for (let index = at; index < Math.min(at + BATCH, shiftFrames.length); index++) shiftDesk.receive(shiftFrames[index]);
        await null;
        sum += now() - begun;
        await task();
      }
      return sum;
    },
    counters: () => shiftDesk.client.diagnostics().counters,
  };

  /** With so many toasts on the page: µs of a frame that changes nothing, and of a ring with its end. */
  async function toasts(name, count, rounds, { idle, ring, end }) {
    const { receive, client } = await MAKERS[name]({ source: 'routing-events', userId: undefined, ...QUIET, maxToasts: 1000 });
    for (const text of freshFrames(ring, count - 1)) receive(text);
    await null;
    const results = { idle: [], pair: [] };
    for (let round = -1; round < rounds; round++) {
      const quiet = freshFrames(idle, MAX_FRAMES);
      const pairs = freshShift(Array.from({ length: 250 }, (_, n) => [ring, end].map(({ text, id }) => ({ text: text.replaceAll(id, `conversation-${n}`), id: `conversation-${n}` }))).flat());
      collect();
      const cost = time(quiet, receive);
      const begun = now();
      for (const text of pairs) {
        receive(text);
        await null;
      }
      const pair = ((now() - begun) / (pairs.length / 2)) * 1000;
      if (round >= 0) {
        results.idle.push(cost);
        results.pair.push(pair);
      }
    }
    if (client.getSnapshot().toasts.length !== count - 1) throw new Error(`${name}: ${client.getSnapshot().toasts.length} toasts`);
    client.stop();
    return results;
  }

  /** With so many topics: µs of a colleague's event, and bytes of Wasm memory. */
  async function topics(name, count, rounds, template) {
    const own = [`v2.users.${ME}.conversations`];
    const queues = Array.from({ length: count - 1 }, (_, n) => `v2.routing.queues.fab36728-a78b-4b7e-8787-${n.toString(16).padStart(12, '0')}.conversations`);
    const { receive, client } = await MAKERS[name]({ source: 'notifications', topics: [...own, ...queues] });
    const results = [];
    for (let round = -1; round < rounds; round++) {
      const frames = freshFrames(template, 1000);
      collect();
      const cost = time(frames, receive);
      if (round >= 0) results.push(cost);
    }
    client.stop();
    return { results, wasm: wasmBytes() };
  }

  let day;
  let dayFrames = 0;
  /** A long day: `frame(n)` gives frame n. @returns {Promise<number>} ms */
  async function longDay(name, count, frame) {
    day ??= await MAKERS[name]({ ...optionsOf('routing-events') });
    let sum = 0;
    for (const end = dayFrames + count; dayFrames < end; ) {
      const some = Array.from({ length: Math.min(1000, end - dayFrames) }, () => frame(dayFrames++));
      for (let at = 0; at < some.length; at += BATCH) {
        const begun = now();
        for (let index = at; index < Math.min(at + BATCH, some.length); index++) day.receive(some[index]);
        await null;
        sum += now() - begun;
        await task();
      }
    }
    return sum;
  }

  return { frame, shift, toasts, topics, longDay, wasmBytes, collect, sink: () => sink };
}
