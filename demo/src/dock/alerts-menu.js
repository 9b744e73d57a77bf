import { alertDetails, alertHint, alertSettings, setAlert } from '../shared/alerts.js';
import { deskClient, floor } from '../shared/desk.js';
import { h, icon, setText } from '../shared/dom.js';
import { deviceChoice } from './device-choice.js';

const MINUTE_MS = 60_000;

const DELAYS = [
  [0, 'at once'],
  [2000, 'after 2 s'],
  [5000, 'after 5 s'],
];

const WHEN = [
  ['always', 'always'],
  ['unfocused', 'without the focus'],
  ['hidden', 'while hidden'],
];

/** The choices about title, sound and notification, which another tab may change, and what `snapshot.alerts` says. `onClose` is called with Escape and the close button. */
export function createAlertsMenu(onClose) {
  const close = h('button', { type: 'button', className: 'quiet-button', on: { click: onClose } }, icon('leave'), 'Close');
  const element = h(
    'section',
    { id: 'alerts-menu', className: 'card alerts-menu', hidden: true, attrs: { 'aria-labelledby': 'alerts-title' } },
    h('div', { className: 'card-heading' }, h('h2', { id: 'alerts-title', tabIndex: -1 }, 'Alerts'), h('span', { className: 'card-note' }, 'how a ring reaches an agent who looks elsewhere'), close),
    h('div', { className: 'alerts-choices' }, soundChoices(), titleChoices(), notificationChoices()),
    actions(),
    stateLine(),
  );
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') onClose();
  });
  return element;
}

function titleChoices() {
  return group('title', 'Title of the page', [check('title', 'showCaller', "With the caller's name")]);
}

function soundChoices() {
  const volume = alertSettings.get().sound.volume;
  const percent = h('output', {}, percentOf(volume));
  const slider = h('input', { type: 'range', name: 'sound-volume', min: 0, max: 100, step: 5, value: volume * 100 });
  slider.addEventListener('input', () => setAlert('sound', { volume: slider.valueAsNumber / 100 }));
  alertSettings.subscribe(() => {
    const { volume: chosen } = alertSettings.get().sound;
    slider.value = chosen * 100;
    setText(percent, percentOf(chosen));
  });
  return group('sound', 'Sound', [
    choice('When', 'sound', 'when', WHEN),
    choice('Begins', 'sound', 'afterMs', DELAYS),
    row('Volume', slider, percent),
    choice('Plays', 'sound', 'file', [
      [false, 'the built-in tone'],
      [true, 'a sound file'],
    ]),
    ...deviceChoice(row),
    h('div', { className: 'alerts-buttons' }, testButton('voice', 'Test: call'), testButton('chat', 'Test: chat')),
  ]);
}

function notificationChoices() {
  return group('notification', 'Notification', [
    choice('When', 'notification', 'when', WHEN.slice(1)),
    choice('Begins', 'notification', 'afterMs', DELAYS),
    check('notification', 'showCaller', "With the caller's name"),
  ]);
}

/** What stands in the legend can be used while the rest of the group is disabled. */
function group(name, label, children) {
  const box = h('input', { type: 'checkbox', name, checked: alertSettings.get()[name].on });
  const fieldset = h('fieldset', {}, h('legend', {}, h('label', { className: 'alerts-switch' }, box, label)), children);
  const show = () => {
    box.checked = alertSettings.get()[name].on;
    fieldset.disabled = !box.checked;
  };
  box.addEventListener('change', () => setAlert(name, { on: box.checked }));
  alertSettings.subscribe(show);
  show();
  return fieldset;
}

function check(alert, name, label) {
  const box = h('input', { type: 'checkbox', name: `${alert}-${name}`, checked: alertSettings.get()[alert][name] });
  box.addEventListener('change', () => setAlert(alert, { [name]: box.checked }));
  alertSettings.subscribe(() => (box.checked = alertSettings.get()[alert][name]));
  return h('label', { className: 'alerts-switch' }, box, label);
}

function choice(label, alert, name, values) {
  const chosen = alertSettings.get()[alert][name];
  const select = h('select', { name: `${alert}-${name}` }, values.map(([value, text]) => h('option', { selected: value === chosen }, text)));
  select.addEventListener('change', () => setAlert(alert, { [name]: values[select.selectedIndex][0] }));
  alertSettings.subscribe(() => (select.selectedIndex = values.findIndex(([value]) => value === alertSettings.get()[alert][name])));
  return row(label, select);
}

function row(label, ...controls) {
  return h('label', { className: 'alerts-row' }, h('span', {}, label), controls);
}

/** The browser lets a page play sound, and ask, only in the click itself: nothing is awaited before the call. */
function actions() {
  return h(
    'div',
    { className: 'alerts-buttons' },
    button('key', 'Unlock', 'Lets the browser play sound, and asks for the permission to show notifications', (client) => void client.unlockAlerts()),
    button('gauge', 'Mute 1 min', 'No sound and no notification for a minute', (client) => client.mute({ forMs: MINUTE_MS })),
    button('mute', 'Mute until I turn it on', 'No sound and no notification', (client) => client.mute()),
    button('bell', 'Unmute', 'Sound and notifications again', (client) => client.unmute()),
  );
}

function testButton(mediaType, label) {
  return button('sound', label, 'Plays the sound of a ring once', (client) => client.testAlert(mediaType));
}

function button(iconName, label, title, does) {
  const click = () => {
    const client = deskClient.get();
    if (client) does(client);
  };
  return h('button', { type: 'button', className: 'action-button', title, on: { click } }, icon(iconName), label);
}

/** It is no live region: the toaster alone announces. */
function stateLine() {
  const values = new Map();
  const list = h('dl', { className: 'alerts-state', ariaLabel: 'snapshot.alerts' });
  const hint = h('p', { className: 'card-note alerts-hint' });
  const update = () => {
    const { alerts, toasts } = deskClient.get().getSnapshot();
    for (const { term, value, tone } of alertDetails(alerts, toasts)) {
      if (!values.has(term)) {
        values.set(term, h('dd'));
        list.append(h('div', {}, h('dt', {}, term), values.get(term)));
      }
      setText(values.get(term), value);
      values.get(term).dataset.tone = tone ?? '';
    }
    setText(hint, alertHint(alerts, floor.get().conversations));
  };
  let unsubscribe = () => {};
  deskClient.subscribe(() => {
    unsubscribe();
    unsubscribe = deskClient.get().subscribe(update);
    update();
  });
  floor.subscribe(() => deskClient.get() && update());
  return [list, hint];
}

function percentOf(volume) {
  return `${Math.round(volume * 100)} %`;
}
