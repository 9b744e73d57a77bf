/** Plans a shift from a seed: options, the app's manners, and what happens when. It is plain data, so that two packages get the same. */
import { DISMISSES_IN_LISTENER, MANNERS } from './app.mjs';
import { Dice } from './dice.mjs';
import { COLLEAGUE, ME, QUEUE_TOPIC, USER_TOPIC } from './frames.mjs';
import { FAULT_NAMES, HANDSHAKES } from './service.mjs';
import { BAD_WAYS, GOOD_WAYS } from './tokens.mjs';

const STEPS = 30;

/** Random waits after a close end within these ms: codes after which a server asks for patience, and those that forbid. */
const SERVER_CODES = { codes: [1001, 1011, 1012, 1013, 1014], settlesIn: 15_000 };
const FORBIDDEN_CODES = { codes: [1008, 4003], settlesIn: 45_000 };
const OTHER_CODES = [1000, 1006, 1006, 1005, 4001, 4001, 3000, 4999, 1002];

const ENDINGS = ['timeout', 'transfer.noanswer.x', 'client', 'endpoint', 'transfer', 'takeover', 'peer', 'spam', 'uncallable', 'system', 'error', 'other', 'not.known', undefined];
const ROUTING_STATES = ['connected', 'abandoned', 'disconnected', 'terminated', 'queued', 'alerting', 'on-hold'];

const TOPICS = [[USER_TOPIC, QUEUE_TOPIC], [USER_TOPIC, `${USER_TOPIC}.calls`, 'v2.routing.queues.forbidden.conversations'], [QUEUE_TOPIC]];

const COMMANDS = ['dismiss', 'dismiss', 'dismissAll', 'dismiss unknown', 'pause', 'resume', 'pause all', 'resume all', 'start', 'diagnostics'];

/** Between two steps, in ms, where nothing random has to end. */
const PAUSES = [0, 0, 50, 400, 1_500, 4_000, 9_000, 21_000, 40_000];

/** With a token of this life a shift has several. */
const SHORT_LIFE_SECONDS = 300;

/** A socket of `routing-events` is replaced after 270 to 330 s of silence: a shift in which that may happen has frames more often, but for the step `silence`. */
const QUIET_MS = 200_000;

/** The replacement of a token or of a silent socket would come at a random time after a random wait. A shift with them has only these kinds of steps. */
const WITHOUT_RANDOM_WAITS = ['ring', 'ring again', 'lost', 'end', 'noise', 'bad', 'repeat', 'close', 'handshakes', 'page', 'command', 'restart', 'reload', 'wait', 'silence'];

/** The list of conversations is asked for at random times: in most shifts only where something else asks for it. */
const NEVER_IN_A_SHIFT_MS = 86_400_000;

/** How often there are steps of each kind. */
const WEIGHTS = {
  ...{ ring: 22, 'ring again': 6, lost: 3, end: 14, noise: 7, bad: 4, repeat: 4 },
  ...{ close: 9, handshakes: 4, 'token fails': 6, page: 8, sleep: 3, clock: 2, wait: 2 },
  ...{ command: 9, restart: 3, reload: 2 },
};
const OF_SOURCE = { 'routing-events': { silence: 2 }, notifications: { 'api fails': 9, system: 5, 'no pong': 2, 'another user': 2 } };
/** Shifts without random waits get to the end of a token by waits of their own. */
const OF_PUNCTUAL = { wait: 8, sleep: 0 };

/**
 * @param {number} seed
 * @param {'routing-events' | 'notifications'} source
 */
export function planShift(seed, source) {
  const dice = new Dice(seed * 2 + (source === 'notifications' ? 1 : 0));
  const settings = settingsOf(dice, source);
  const planner = new Planner(dice, source, settings);
  const all = Object.entries({ ...WEIGHTS, ...OF_SOURCE[source], ...(settings.punctual ? OF_PUNCTUAL : {}) });
  const weights = Object.fromEntries(all.filter(([kind]) => !settings.punctual || WITHOUT_RANDOM_WAITS.includes(kind)));
  while (planner.steps.length < STEPS) planner.add(dice.weighted(weights));
  return { seed, source, ...settings, steps: planner.steps };
}

function settingsOf(dice, source) {
  const ofUser = source === 'notifications';
  const asksApp = dice.chance(ofUser ? 0.75 : 0.5);
  const shortLife = dice.chance(0.2);
  const silence = !ofUser && dice.chance(0.12);
  const resyncs = ofUser && dice.chance(0.12);
  const rarely = (probability, options) => (dice.chance(probability) ? options : {});
  const options = {
    source,
    ...(asksApp ? {} : { clientId: 'client-id', clientSecret: 'secret & more' }),
    region: dice.pick([undefined, 'mypurecloud.ie', 'eu-west-1']),
    backoff: { jitter: 'none' },
    ...rarely(0.6, { duration: dice.pick([8_000, 'while-ringing', Infinity, 25_000, { voice: 'while-ringing', default: 5_000 }]) }),
    ...rarely(0.2, { maxToasts: 3 }),
    ...rarely(0.2, { maxAgeMs: 60_000 }),
    ...rarely(0.3, { tokenStorage: dice.pick(['session', 'local', 'own']), ...(asksApp ? { storageKey: 'agent' } : {}) }),
    ...(ofUser ? optionsOfUser(dice, asksApp, resyncs, rarely) : optionsOfRouting(dice, silence, rarely)),
  };
  const manners = dice.chance(0.4) ? 'good' : dice.pick(Object.keys(MANNERS));
  return {
    options,
    asksApp,
    way: dice.pick(GOOD_WAYS),
    lifeSeconds: shortLife ? SHORT_LIFE_SECONDS : 86_400,
    silence,
    resyncs,
    punctual: shortLife || silence || resyncs,
    storage: dice.chance(0.9) ? 'works' : dice.pick(['throws', 'is spoiled']),
    scope: dice.pick([undefined, undefined, 'routing:conversation:read routing:queue:read user:read notifications conversations users']),
    heartbeats: ofUser && dice.chance(0.7),
    manners,
    tokenTakesTime: manners === DISMISSES_IN_LISTENER || dice.chance(0.3),
  };
}

const optionsOfUser = (dice, asksApp, resyncs, rarely) => ({
  resyncIntervalMs: resyncs ? 120_000 : NEVER_IN_A_SHIFT_MS,
  ...(asksApp ? rarely(0.2, { userId: ME }) : { userId: ME }),
  ...rarely(0.4, { topics: dice.pick(TOPICS) }),
  ...rarely(0.2, { ringing: 'any-agent' }),
});

const optionsOfRouting = (dice, silence, rarely) => ({
  ...(silence ? {} : { maxSilenceMs: Infinity }),
  ...rarely(0.3, { redeliver: 'next-ring' }),
  ...rarely(0.3, { callerRoles: ['customer', 'agent'] }),
  ...rarely(0.1, { socketUrl: 'wss://gateway.test/events?its=own' }),
});

/** How long the waits after failed requests may take together, in ms. */
const settlesIn = (ways) => 40_000 + ways.reduce((sum, way) => sum + (LONG_WAITS_MS[way] ?? 37_000), 0);

/** What a server asks for, and a tenth more. */
const LONG_WAITS_MS = { '429 minutes': 110_000, '429 in words': 50_000 };

class Planner {
  steps = [];
  #dice;
  #source;
  #settings;
  /** Conversations that ring, by number, and all that ever rang. */
  #ringing = new Map();
  #known = [];
  /** How long no frame has come for certain. */
  #quietMs = 0;

  constructor(dice, source, settings) {
    this.#dice = dice;
    this.#source = source;
    this.#settings = settings;
  }

  #push(kind, args, ms = this.#dice.pick(PAUSES)) {
    if (this.#settings.silence && this.#quietMs + ms > QUIET_MS) {
      this.steps.push({ kind: 'noise', which: 0, ms: 0 });
      this.#quietMs = 0;
    }
    this.#quietMs = kind === 'noise' ? ms : this.#quietMs + ms;
    this.steps.push({ kind, ...args, ms });
  }

  /** Adds steps of one kind. Where a random wait may follow, the last of them lasts until it is over. */
  add(kind) {
    const dice = this.#dice;
    switch (kind) {
      case 'ring':
      case 'lost': {
        const conversation = { number: this.#known.length + 1, mine: dice.chance(0.75), byQueue: dice.chance(0.25), variant: dice.below(1_000), legs: 1 };
        this.#known.push(conversation);
        this.#ringing.set(conversation.number, conversation);
        return this.#push('event', { conversation: { ...conversation }, state: 'ringing', lost: kind === 'lost' });
      }
      case 'ring again': {
        const conversation = this.#known.length > 0 && dice.pick(this.#known);
        if (!conversation) return;
        conversation.legs = dice.pick([1, 2]);
        this.#ringing.set(conversation.number, conversation);
        return this.#push('event', { conversation: { ...conversation }, state: 'ringing', lost: false });
      }
      case 'end': {
        const conversation = this.#ringing.size > 0 && dice.chance(0.8) ? dice.pick([...this.#ringing.values()]) : this.#known.at(-1);
        return conversation && this.#end(conversation);
      }
      case 'noise':
        return this.#push('noise', { which: dice.below(1_000) });
      case 'bad':
        return this.#push('bad', { which: dice.chance(0.03) ? 99 : dice.below(90) });
      case 'repeat':
        return this.#push('repeat', {});
      case 'close':
        return this.#close();
      case 'handshakes':
        this.#push('fail', { what: 'handshake', ways: this.#some(HANDSHAKES, 4) }, 0);
        return this.#push('close', { code: 1006, reason: '' }, this.#settings.silence ? 120_000 : 240_000);
      case 'token fails': {
        const ways = this.#some(this.#settings.asksApp ? BAD_WAYS : FAULT_NAMES, 3);
        this.#push('fail', { what: 'token', ways }, 0);
        return this.#troubled(dice.pick([{ kind: 'close', code: 4001, reason: 'expired' }, { kind: 'restart' }]), settlesIn(ways));
      }
      case 'api fails': {
        const ways = this.#some(FAULT_NAMES, 3);
        this.#push('fail', { what: dice.pick(['user', 'topics', 'channel', 'list']), ways }, 0);
        const closed = (code) => ({ kind: 'close', code, reason: '' });
        const cause = dice.pick([closed(4001), closed(1006), { kind: 'restart' }, { kind: 'system', name: 'no_longer_subscribed' }]);
        return this.#troubled(cause, settlesIn(ways));
      }
      case 'page':
        return this.#page();
      case 'sleep': {
        this.#push('sleep', { forMs: dice.pick([12_000, 60_000, 3_600_000]), monotonicToo: dice.chance(0.3) }, 0);
        return this.#push('page', { event: dice.pick(['visible', 'online', 'resume']) }, 40_000);
      }
      case 'clock':
        return this.#push('sleep', { forMs: dice.pick([-3_600_000, 5_000, -800, 2_500]), monotonicToo: false }, 40_000);
      case 'command':
        return this.#push('command', { name: dice.pick(COMMANDS), place: dice.below(5) });
      case 'restart':
        return this.#restart();
      case 'reload':
        return this.#push('reload', {});
      case 'system':
        return this.#push('system', { name: dice.pick(['socket_closing', 'no_longer_subscribed', 'token_revoked', 'ws-channel-gone-404']) }, 70_000);
      case 'another user':
        this.#push('user', { id: dice.pick([ME, COLLEAGUE]) }, 0);
        return this.#push('close', { code: 4001, reason: '' }, 70_000);
      case 'no pong':
        this.#push('pings', { answered: false }, 100_000);
        return this.#push('pings', { answered: true }, 60_000);
      case 'silence':
        if (!this.#settings.silence) return;
        this.#push('noise', { which: 0 }, 331_000);
        return this.#push('noise', { which: 0 });
      default:
        return this.#push('wait', {}, dice.pick(this.#settings.silence ? [60_000, 130_000] : [60_000, 130_000, 400_000]));
    }
  }

  #some = (ways, most) => Array.from({ length: 1 + this.#dice.below(most) }, () => this.#dice.pick(ways));

  #end(conversation) {
    const dice = this.#dice;
    const ofUser = this.#source === 'notifications';
    const state = dice.pick(ofUser ? ['connected', 'disconnected', 'disconnected', 'terminated', 'dialing', 'unheard'] : ROUTING_STATES);
    this.#ringing.delete(conversation.number);
    this.#push('event', { conversation: { ...conversation }, state, lost: dice.chance(0.1), disconnectType: dice.pick(ENDINGS), customerGone: dice.chance(0.3) });
  }

  #close() {
    const dice = this.#dice;
    const { codes, settlesIn } = this.#settings.punctual || dice.chance(0.5) ? { codes: OTHER_CODES } : dice.pick([SERVER_CODES, FORBIDDEN_CODES]);
    const code = dice.pick(codes);
    this.#push('close', { code, reason: dice.pick(['', 'going away', 'Zoë']) }, settlesIn);
    // After 1000 only start() connects again (`routing-events`).
    if (code === 1000 && dice.chance(0.7)) this.#push('command', { name: 'start', place: 0 });
  }

  /** Something that leads to a failure; while it lasts, something else may happen. */
  #troubled({ kind, ...args }, ms) {
    const dice = this.#dice;
    this.#push(kind, args, 1_000);
    if (dice.chance(0.3)) this.#push('restart', { afterMs: dice.pick([0, 100]) }, 500);
    if (dice.chance(0.2)) this.#push('command', { name: 'start', place: 0 }, 0);
    this.#push('wait', {}, ms);
  }

  #page() {
    const dice = this.#dice;
    const [away, back] = dice.pick([['offline', 'online'], ['hidden', 'visible'], ['pagehide', 'pageshow'], ['freeze', 'resume'], ['pagehide', 'pageshow unless kept']]);
    this.#push('page', { event: away });
    if (dice.chance(0.4)) this.add(dice.pick(['ring', 'end', 'noise', 'command', 'lost']));
    if (dice.chance(0.9)) this.#push('page', { event: back }, 12_000);
  }

  #restart() {
    const dice = this.#dice;
    const afterMs = dice.pick([0, 0, 25, 5_000]);
    this.#push('restart', { afterMs });
    // A stop during a connect.
    if (dice.chance(0.5)) this.#push('restart', { afterMs: 0 }, dice.pick([0, 10, 25, 45]));
  }
}
