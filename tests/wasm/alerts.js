// Audio and notifications that a test watches, in place of those of the browser.

const original = { AudioContext: globalThis.AudioContext, Notification: globalThis.Notification, matchMedia: globalThis.matchMedia };

/** What was asked of audio and notifications, in words. */
let calls = [];
let contexts = [];
let notifications = [];
/** What the clock of audio shows, in seconds. */
let audioTime = 1;
/** Whether the autoplay policy holds audio back until a gesture. */
let heldBack = false;
/** Whether the context is suspended a moment after it was asked to. */
let suspendsLate = false;
/** As of mocks that give nothing. */
let isBroken = false;

class FakeNode {
  constructor(name) {
    this.name = name;
  }
  gain = { value: 1, setValueAtTime() {}, linearRampToValueAtTime() {} };
  frequency = { value: 0 };
  buffer = null;
  onended = null;
  connect() {}
  start() {
    calls.push(this.buffer ? 'file' : `${this.name} ${this.frequency.value}`);
  }
  stop() {
    // The end of a tone is scheduled with its beginning.
    if (this.isScheduled || this.buffer) {
      calls.push('cut off');
      // It fades out first.
      queueMicrotask(() => this.onended?.());
    }
    this.isScheduled = true;
  }
  disconnect() {
    calls.push('disconnect');
  }
}

class FakeAudioContext {
  state = heldBack ? 'suspended' : 'running';
  get currentTime() {
    return audioTime;
  }
  destination = new FakeNode('destination');
  onstatechange = null;
  constructor() {
    calls.push('context');
    contexts.push(this);
  }
  createGain = () => new FakeNode('gain');
  createOscillator = () => new FakeNode('tone');
  createBufferSource = () => new FakeNode('file');
  decodeAudioData = () => Promise.resolve({});
  resume() {
    return isBroken ? undefined : this.#resume();
  }
  async #resume() {
    calls.push('resume');
    if (heldBack) return new Promise(() => undefined);
    if (suspendsLate) for (let turns = 0; turns < 3; turns++) await Promise.resolve();
    this.#become('running');
  }
  async suspend() {
    calls.push('suspend');
    // Firefox is a little later.
    if (suspendsLate) await Promise.resolve();
    this.#become('suspended');
  }
  async close() {
    calls.push('close');
    this.#become('closed');
  }
  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.onstatechange?.();
  }
}

class FakeNotification {
  static permission = 'default';
  static answer = 'granted';
  static requestPermission = () => (isBroken ? undefined : FakeNotification.#ask());
  static #ask = async () => {
    calls.push('ask');
    await Promise.resolve();
    FakeNotification.permission = FakeNotification.answer;
  };
  onclick = null;
  onclose = null;
  constructor(title, options) {
    Object.assign(this, { title, options });
    calls.push(`notify ${title}`);
    notifications.push(this);
  }
  close() {
    calls.push('close notification');
    this.closed = true;
    this.onclose?.();
  }
}

/** Puts them in place. `permission`: of notifications. */
export function watchAlerts(isHeldBack, permission) {
  [calls, contexts, notifications, heldBack, suspendsLate, isBroken, audioTime] = [[], [], [], isHeldBack, false, false, 1];
  FakeNotification.permission = permission;
  Object.assign(globalThis, { AudioContext: FakeAudioContext, Notification: FakeNotification });
}

/** As where there is neither. */
export function removeAlerts() {
  calls = [];
  delete globalThis.AudioContext;
  delete globalThis.Notification;
}

export function breakFunctions() {
  isBroken = true;
  globalThis.matchMedia = () => undefined;
}

export function restoreAlerts() {
  Object.assign(globalThis, original);
}

/** Time passes for audio. What has ended by then ends without an event of its own. */
export const passAudio = (seconds) => void (audioTime += seconds);
export const takeCalls = () => calls.splice(0);
export const suspendLate = () => void (suspendsLate = true);
export const answerPermission = (answer) => void (FakeNotification.answer = answer);
export const clickNotification = (index) => notifications[index].onclick?.();
export const closeNotification = (index) => notifications[index].onclose?.();
export const tagOf = (index) => notifications[index].options.tag;

/** A click of the agent on the page. `counts`: whether the browser takes it for one. */
export function gesture(counts) {
  Object.defineProperty(navigator, 'userActivation', { configurable: true, value: { isActive: counts } });
  if (counts) heldBack = false;
  document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  delete navigator.userActivation;
}
