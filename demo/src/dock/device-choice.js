import { alertSettings, setAlert } from '../shared/alerts.js';
import { h, setText } from '../shared/dom.js';

const DEFAULT = { deviceId: '', label: 'the default device' };

/** The choice of the output device, and a line that says why it cannot be made. `row` puts a label before a control. */
export function deviceChoice(row) {
  const select = h('select', { name: 'sound-sinkId', disabled: true });
  const reason = h('p', { className: 'card-note' });
  const ask = h('button', { type: 'button', className: 'quiet-button', hidden: true }, 'Show the devices');
  const show = async () => {
    const devices = await outputs();
    const missing = reasonAgainst(devices);
    const chosen = alertSettings.get().sound.sinkId;
    select.replaceChildren(...[DEFAULT, ...devices.filter(isOther)].map(({ deviceId, label }) => h('option', { value: deviceId, selected: deviceId === chosen }, label)));
    select.disabled = missing !== '';
    setText(reason, missing);
    ask.hidden = !canChoose() || missing === '';
  };
  alertSettings.subscribe(() => (select.value = alertSettings.get().sound.sinkId));
  select.addEventListener('change', () => setAlert('sound', { sinkId: select.value }));
  ask.addEventListener('click', async () => {
    setText(reason, await askForDevices().then(() => '', (error) => error.message));
    if (reason.textContent === '') await show();
  });
  navigator.mediaDevices?.addEventListener('devicechange', () => void show());
  void show();
  return [row('Output', select), h('div', { className: 'alerts-device' }, reason, ask)];
}

const canChoose = () => 'setSinkId' in (globalThis.AudioContext?.prototype ?? {});

/** A browser names its devices only to a page that may use the microphone. */
const isOther = ({ deviceId }) => deviceId !== '' && deviceId !== 'default';

async function outputs() {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  return devices.filter(({ kind }) => kind === 'audiooutput');
}

function reasonAgainst(devices) {
  if (!canChoose()) return 'This browser cannot choose the output device.';
  return devices.some(isOther) ? '' : 'The browser names the devices only to a page that may use the microphone.';
}

async function askForDevices() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  for (const track of stream.getTracks()) track.stop();
}
