/** The servers behind the fake browser: token endpoint, API and sockets. It answers by itself, and fails as planned. */
import { ME, conversationList, fixture } from './frames.mjs';

const OPENS_AFTER_MS = 30;
const ANSWERS_AFTER_MS = 20;
const HEARTBEAT_MS = 30_000;

const KINDS = [
  ['token', /\/oauth\/token$/],
  ['user', /\/users\/me/],
  ['topics', /\/subscriptions/],
  ['channel', /\/notifications\/channels$/],
  ['list', /\/conversations/],
];

const REJECTED = { state: 'Rejected', rejectionReason: 'Missing required permissions', missingPermissions: ['conversation:communication:view'] };

/** Answers of a server that is not well, by name. */
const FAULTS = {
  400: () => [400, '{"error":"invalid_request","error_description":"no such thing","message":"no such thing"}'],
  401: () => [401, fixture('rest-error-401')],
  403: () => [403, fixture('rest-error-403')],
  404: () => [404, '{"message":"not found","code":"not.found","status":404}'],
  408: () => [408, ''],
  '429 seconds': () => [429, '{}', { 'Retry-After': '7' }],
  '429 minutes': () => [429, '{}', { 'retry-after': '95' }],
  '429 date': (now) => [429, '', { 'Retry-After': new Date(now + 12_000).toUTCString(), Date: new Date(now).toUTCString() }],
  '429 date of another clock': (now) => FAULTS['429 date'](now + 3_600_000),
  '429 old date': (now) => [429, '', { 'Retry-After': oldDate(now + 9_000) }],
  '429 nonsense': () => [429, '{"message":"slow down"}', { 'Retry-After': '-1' }],
  '429 in words': () => [429, JSON.stringify(JSON.parse(fixture('rest-error-429')).body)],
  429: () => [429, ''],
  500: () => [500, '<html>Internal Server Error</html>', { 'Content-Type': 'text/html' }],
  503: () => [503, 'busy', { 'Retry-After': '3' }],
  204: () => [204, ''],
  'not json': () => [200, '<!doctype html><title>Sign in</title>'],
  'cut short': () => [200, '{"access_token":"tok'],
  'another object': () => [200, '{"hello":{"world":[1,2,{}]}}'],
  'a list': () => [200, '[]'],
  'odd token': () => [200, '{"access_token":7,"expires_in":"x"}'],
};

/** The date of RFC 850, which names no zone but GMT. */
function oldDate(ms) {
  const [day, date, month, year, time] = new Date(ms).toUTCString().replace(',', '').split(' ');
  const long = { Mon: 'Monday', Tue: 'Tuesday', Wed: 'Wednesday', Thu: 'Thursday', Fri: 'Friday', Sat: 'Saturday', Sun: 'Sunday' }[day];
  return `${long}, ${date}-${month}-${year.slice(2)} ${time} GMT`;
}

/** Requests that get no answer at all. */
export const SILENT_FAULTS = ['network', 'broken body', 'never'];
export const FAULT_NAMES = [...Object.keys(FAULTS), ...SILENT_FAULTS];

/** Ways in which a handshake goes wrong, or a socket right after it. */
export const HANDSHAKES = ['refused', 'never', 'throws', 'opens and closes 1006', 'opens and closes 4001', 'opens and closes 1008', 'opens and closes 1013'];

export class Service {
  /** What the next requests of a kind get, and the next handshakes. */
  #faults = new Map([...KINDS.map(([kind]) => [kind, []]), ['handshake', []]]);
  #settings;
  #channels = 0;
  #tokens = 0;
  #latest;
  /** Set once: the browser that this serves. */
  browser;
  /** Conversations of the token's user that ring or are connected, by number: `{ body, until }`, the latter in ms since 1970. */
  active = new Map();
  answersPings = true;
  /** Whose tokens are. */
  userId = ME;
  channelId = 'none';

  /**
   * @param {object} settings
   * @param {'routing-events' | 'notifications'} settings.source
   * @param {boolean} settings.heartbeats
   * @param {number} settings.lifeSeconds Of a token.
   * @param {string} [settings.scope] Of a token.
   * @param {boolean} [settings.resyncs] Whether the list is asked for on its own.
   */
  constructor(settings) {
    this.#settings = settings;
  }

  /** The next requests of a kind fail in these ways. */
  fail(kind, ways) {
    this.#faults.get(kind).push(...ways);
  }

  takeFault = (kind) => this.#faults.get(kind).shift();
  nextToken = () => `token-${++this.#tokens}`;

  /** The socket that was opened last, if it is open. */
  get socket() {
    return this.#latest !== undefined && this.browser.isOpen(this.#latest) ? this.#latest : undefined;
  }

  // --- sockets ---

  throwsAt() {
    const faults = this.#faults.get('handshake');
    return faults[0] === 'throws' && faults.shift() === 'throws';
  }

  handleSocket(index) {
    const { browser } = this;
    this.#latest = index;
    const fault = this.takeFault('handshake');
    if (fault === 'never') return;
    browser.later(OPENS_AFTER_MS, () => {
      if (!browser.isOpening(index)) return;
      if (fault === 'refused') return browser.closeSocket(index, 1006, '');
      browser.openSocket(index);
      if (this.#settings.heartbeats) this.#beat(index);
      const code = Number(fault?.split(' ').at(-1));
      if (code) browser.later(400, () => browser.isOpen(index) && browser.closeSocket(index, code, 'not now'));
    });
  }

  #beat(index) {
    this.browser.later(HEARTBEAT_MS, () => {
      if (!this.browser.isOpen(index)) return;
      this.browser.message(index, fixture('heartbeat'));
      this.#beat(index);
    });
  }

  /** Returns whether it is worth a line: without heartbeats there is a ping every 40 s, and how many there are depends on random waits. */
  handleText(index, text) {
    if (!text.includes('"ping"') || !this.answersPings) return true;
    this.browser.later(ANSWERS_AFTER_MS, () => this.browser.message(index, fixture('pong')));
    return this.#settings.heartbeats;
  }

  // --- requests ---

  /** Where the list is asked for on its own, how often depends on random waits. */
  isCounted = (url) => !this.#settings.resyncs || !/\/conversations/.test(url);

  handleRequest(index, url, init) {
    const { browser } = this;
    const kind = KINDS.find(([, pattern]) => pattern.test(url))?.[0];
    const fault = kind && this.takeFault(kind);
    if (fault === 'never') return;
    browser.later(ANSWERS_AFTER_MS, () => {
      if (fault === 'network') browser.failRequest(index, 'Failed to fetch');
      else if (fault === 'broken body') browser.breakOff(index, 'network error');
      else browser.answer(index, ...(fault ? FAULTS[fault](browser.now()) : this.#answerTo(kind, init)));
    });
  }

  #answerTo(kind, { body }) {
    const { lifeSeconds, scope } = this.#settings;
    switch (kind) {
      case 'token':
        return [200, JSON.stringify({ access_token: this.nextToken(), expires_in: lifeSeconds, token_type: 'bearer', scope })];
      case 'user':
        return [200, JSON.stringify({ id: this.userId, name: 'Mara Lindqvist' })];
      case 'channel':
        return [200, JSON.stringify(this.#newChannel())];
      case 'topics':
        return [200, JSON.stringify({ entities: JSON.parse(body).map(({ id }) => ({ id, ...this.#permission(id) })) })];
      case 'list':
        return [200, conversationList([...this.active.values()].filter(({ until }) => until > this.browser.now()).map(({ body }) => body))];
      default:
        return [404, '{}'];
    }
  }

  #newChannel() {
    const id = (this.channelId = `streaming-${++this.#channels}`);
    return { id, connectUri: `wss://streaming.test/channels/${id}`, expires: new Date(this.browser.now() + 86_400_000).toISOString() };
  }

  #permission = (topic) => (topic.includes('forbidden') ? REJECTED : { state: 'Permitted' });
}
