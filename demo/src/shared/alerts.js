import { chimeUrl } from './chime.js';
import { timeOfDay } from './format.js';
import { createStore } from './store.js';

/** What the Alerts menu begins with. */
const AT_FIRST = {
  title: { on: true, showCaller: false },
  sound: { on: true, when: 'always', afterMs: 0, volume: 0.5, file: false, sinkId: '' },
  notification: { on: false, when: 'unfocused', afterMs: 0, showCaller: false },
};

/** What is chosen in the Alerts menu. */
export const alertSettings = createStore(AT_FIRST);

/** Changes the choices of one alert: `title`, `sound` or `notification`. */
export function setAlert(name, changes) {
  const settings = alertSettings.get();
  alertSettings.set({ ...settings, [name]: { ...settings[name], ...changes } });
}

/** The option `alerts` for these choices. */
export function alertOptions({ title, sound, notification }) {
  return {
    title: title.on && { showCaller: title.showCaller },
    sound: sound.on && soundOptions(sound),
    notification: notification.on && { when: notification.when, afterMs: notification.afterMs, showCaller: notification.showCaller },
  };
}

function soundOptions({ when, afterMs, volume, file, sinkId }) {
  return { when, afterMs, volume, ...(file && { url: chimeUrl() }), ...(sinkId && { sinkId }) };
}

/** `snapshot.alerts` as `{ term, value, tone? }` each. */
export function alertDetails({ sound, notification, muted, sounding }, toasts) {
  const names = sounding.map((id) => toasts.find((toast) => toast.id === id)?.callerName ?? id);
  return [
    { term: 'sound', value: sound, tone: TONES[sound] },
    { term: 'notification', value: notification, tone: TONES[notification] },
    { term: 'muted', value: mutedText(muted), tone: muted ? 'soon' : undefined },
    { term: 'sounding', value: names.length === 0 ? 'nothing' : names.join(', '), tone: names.length === 0 ? undefined : 'good' },
  ];
}

const TONES = { ready: 'good', granted: 'good', 'needs-gesture': 'soon', default: 'soon', blocked: 'late', denied: 'late' };

function mutedText(muted) {
  if (!muted) return 'no';
  return muted.until === null ? 'until you turn it on' : `until ${timeOfDay(muted.until)}`;
}

/** What the agent should know or do now, in one sentence; empty where there is nothing to say. */
export function alertHint({ sound, notification }, conversations) {
  if (sound === 'blocked') return "The browser plays no sound: allow sound for this page in the browser's settings.";
  if (sound === 'needs-gesture') return 'The browser plays no sound before a click or a key press on this page.';
  if (notification === 'default') return 'Unlock asks for the permission to show notifications.';
  if (notification === 'denied') return "Notifications are forbidden: only the browser's settings change that. Private windows always forbid them.";
  if (notification === 'unsupported') return 'This browser has no notifications.';
  if (sound === 'ready' && conversations.some(isOwnCall)) return 'One of your calls is connected: a new ring plays one short low tone.';
  return '';
}

const isOwnCall = ({ mediaType, state }) => mediaType === 'voice' && state === 'connected';
