/** The toasts that are shown, each with its timer, and the snapshot of them. */

/** @typedef {{ id: string, kind: 'ring', conversationId: string, callerName: string, mediaType: string, timestamp: number, expiresAt: number | null, actions: readonly string[], pending: null }} Toast */

/** It offers no actions. @type {readonly string[]} */
const NO_ACTIONS = Object.freeze([]);

/** The longest wait that `setTimeout` takes. */
const MAX_DELAY_MS = 0x7fffffff;

export class Toasts {
  /** By the key of the ring. @type {Map<string, { toast: Toast, timer: ReturnType<typeof setTimeout> | undefined }>} */
  #rings = new Map();
  /** Keys by toast id. @type {Map<string, string>} */
  #keys = new Map();
  #made = 0;
  /** @type {readonly Toast[] | undefined} */
  #list;
  #options;
  #onChange;

  /**
   * @param {{ duration: any, maxToasts: number, maxAgeMs: number, onToast?: (toast: Toast) => void, onDismiss?: (toast: Toast, reason: string) => void }} options
   * @param {() => void} onChange
   */
  constructor(options, onChange) {
    this.#options = options;
    this.#onChange = onChange;
  }

  /** The toasts, the newest last; the same array until one comes or goes. */
  get list() {
    this.#list ??= Object.freeze(Array.from(this.#rings.values(), ({ toast }) => toast));
    return this.#list;
  }

  /** @param {string} key @returns {boolean} Whether a toast is shown for it. */
  has(key) {
    return this.#rings.has(key);
  }

  /** @param {import('./routing-events.js').Ring} ring */
  add({ key, conversationId, details }) {
    const { maxToasts, maxAgeMs, onToast } = this.#options;
    const timestamp = Date.now();
    const data = details();
    const duration = this.#durationOf(data.mediaType);
    const lasts = Math.min(duration, maxAgeMs);
    const id = `toast-${++this.#made}`;
    const expiresAt = Number.isFinite(duration) ? timestamp + duration : null;
    /** @type {Toast} */
    const toast = Object.freeze({ id, kind: 'ring', conversationId, timestamp, expiresAt, actions: NO_ACTIONS, pending: null, ...data });
    const timer = setTimeout(() => this.remove(key, 'timeout'), Math.min(lasts, MAX_DELAY_MS));
    this.#rings.set(key, { toast, timer });
    this.#keys.set(id, key);
    this.#changed();
    onToast?.(toast);
    if (this.#rings.size > maxToasts) this.remove(this.#dispensable(), 'overflow');
  }

  /** @param {string} key @param {string} reason @returns {boolean} Whether it was there. */
  remove(key, reason) {
    const ring = this.#rings.get(key);
    if (!ring) return false;
    clearTimeout(ring.timer);
    this.#rings.delete(key);
    this.#keys.delete(ring.toast.id);
    this.#changed();
    this.#options.onDismiss?.(ring.toast, reason);
    return true;
  }

  /** @param {string} id A toast's. @param {string} reason */
  dismiss(id, reason) {
    const key = this.#keys.get(id);
    return key !== undefined && this.remove(key, reason);
  }

  /** @param {string} reason */
  clear(reason) {
    for (const key of [...this.#rings.keys()]) this.remove(key, reason);
  }

  #changed() {
    this.#list = undefined;
    this.#onChange();
  }

  /** The oldest that is not voice, else the oldest [O4]. */
  #dispensable() {
    for (const [key, { toast }] of this.#rings) if (toast.mediaType !== 'voice') return key;
    return this.#rings.keys().next().value;
  }

  /** @param {string} mediaType @returns {number} ms */
  #durationOf(mediaType) {
    const { duration } = this.#options;
    const own = typeof duration === 'object' ? (duration[mediaType] ?? duration.default ?? 8000) : duration;
    return own === 'while-ringing' ? Infinity : own;
  }
}
