/** One socket that comes back by itself: backoff with jitter, a time limit for the handshake [S1] [S4]–[S6]. */

const CONNECT_TIMEOUT_MS = 15_000;
const STABLE_AFTER_MS = 5000;
const TOKEN_RETRY_MS = 5000;

export class Connection {
  status = 'idle';
  #detail = { phase: 'idle', since: Date.now(), attempt: 0, nextRetryAt: null, canRetry: false, blindSince: null, offline: false, closeCode: null, closeReason: null };
  #lastFrameAt = null;
  #options;
  #hooks;
  /** @type {WebSocket | undefined} */
  #socket;
  #timer;
  #stable;
  #failures = 0;
  /** Grows with each start and stop: what an earlier one began is dropped. */
  #turn = 0;

  /**
   * @param {Record<string, any>} options
   * @param {{ onFrame: (data: unknown) => void, onChange: () => void, onStop: () => void }} hooks
   */
  constructor(options, hooks) {
    this.#options = options;
    this.#hooks = hooks;
  }

  /** As the package's `statusDetail`. */
  get detail() {
    return Object.freeze({ ...this.#detail, lastFrameAt: this.#lastFrameAt });
  }

  async start() {
    if (!['idle', 'stopped'].includes(this.status)) return;
    this.#failures = 0;
    void this.#connect(++this.#turn);
  }

  stop() {
    if (this.status === 'stopped') return;
    this.#turn++;
    this.#drop(1000);
    this.#hooks.onStop();
    this.#become('stopped', 'stopped', { nextRetryAt: null, blindSince: null });
  }

  async #connect(turn) {
    this.#become('connecting', 'token', { nextRetryAt: null, blindSince: this.#detail.blindSince ?? Date.now() });
    let token;
    try {
      token = await this.#token();
    } catch {
      if (turn === this.#turn) this.#wait(turn, TOKEN_RETRY_MS, 'error');
      return;
    }
    if (turn === this.#turn) this.#open(turn, token);
  }

  async #token() {
    const { token, getToken } = this.#options;
    const given = token ?? (await getToken({ reason: 'start', signal: new AbortController().signal }));
    return typeof given === 'string' ? given : given.accessToken;
  }

  #open(turn, token) {
    const { socketUrl } = this.#options;
    this.#become('connecting', 'handshake');
    const socket = new WebSocket(`${socketUrl}${socketUrl.includes('?') ? '&' : '?'}access_token=${encodeURIComponent(token)}`);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#timer = setTimeout(() => {
      this.#drop(1000);
      this.#failed(turn);
    }, CONNECT_TIMEOUT_MS);
    socket.onopen = () => {
      clearTimeout(this.#timer);
      this.#stable = setTimeout(() => (this.#failures = 0), STABLE_AFTER_MS);
      this.#become('connected', 'open', { blindSince: null, closeCode: null, closeReason: null });
    };
    socket.onmessage = ({ data }) => {
      this.#lastFrameAt = Date.now();
      this.#hooks.onFrame(data);
    };
    socket.onclose = ({ code, reason }) => {
      this.#drop();
      this.#detail = { ...this.#detail, closeCode: code, closeReason: reason };
      if (code === 1000) this.#become('disconnected', 'stopped');
      else this.#failed(turn);
    };
  }

  #failed(turn) {
    const { baseMs = 1000, maxMs = 30_000, jitter = 'full-then-equal' } = this.#options.backoff;
    const ceiling = Math.min(baseMs * 2 ** this.#failures++, maxMs);
    const [full, equal] = [Math.random(), 0.5 + Math.random() / 2];
    const share = { full, equal, 'full-then-equal': this.#failures === 1 ? full : equal, none: 1 }[jitter];
    this.#wait(turn, ceiling * share, 'disconnected');
  }

  #wait(turn, ms, status) {
    this.#timer = setTimeout(() => void this.#connect(turn), ms);
    this.#become(status, 'waiting', { nextRetryAt: Date.now() + ms, blindSince: this.#detail.blindSince ?? Date.now(), attempt: this.#failures });
  }

  #drop(code) {
    clearTimeout(this.#timer);
    clearTimeout(this.#stable);
    const socket = this.#socket;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    this.#socket = undefined;
    if (code) socket.close(code);
  }

  #become(status, phase, more = {}) {
    this.#detail = { ...this.#detail, phase, since: Date.now(), ...more };
    this.status = status;
    this.#hooks.onChange();
    this.#options.onStatus?.(status, this.detail);
  }
}
