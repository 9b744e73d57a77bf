import { deskClient, floor, make } from '../shared/desk.js';
import { h, icon, setText } from '../shared/dom.js';
import { answering, hosts, isWebRtc, PHONES, routing } from '../shared/phone.js';
import { USER_ID } from '../shared/simulator.js';

/** The choice of the agent's phone in the simulator, and the agent's routing status. `onClose` is called with Escape and the close button. */
export function createPhoneMenu(onClose) {
  const close = h('button', { type: 'button', className: 'quiet-button', on: { click: onClose } }, icon('leave'), 'Close');
  const element = h(
    'section',
    { id: 'phone-menu', className: 'card alerts-menu phone-menu', hidden: true, attrs: { 'aria-labelledby': 'phone-title' } },
    h('div', { className: 'card-heading' }, h('h2', { id: 'phone-title', tabIndex: -1 }, 'Phone'), h('span', { className: 'card-note' }, 'whether Answer in the toast can answer a call'), close),
    phoneChoice(),
    h('div', { className: 'alerts-buttons' }, notResponding()),
    stateLine(),
  );
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') onClose();
  });
  return element;
}

function phoneChoice() {
  const radios = PHONES.map(({ kind, label, persistent }) => {
    const input = h('input', { type: 'radio', name: 'phone', value: kind, on: { change: () => choosePhone(kind, persistent, label) } });
    const note = h('small');
    return { kind, persistent, input, note, element: h('label', { className: 'phone-kind' }, input, h('span', {}, h('b', {}, label), note)) };
  });
  const connection = h('input', { type: 'checkbox', name: 'persistent' });
  connection.addEventListener('change', () => make('set-phone', { userId: USER_ID, persistentConnection: connection.checked }, `the persistent connection is ${connection.checked ? 'up' : 'down'}`));
  const hosting = h('input', { type: 'checkbox', name: 'hosts' });
  hosting.addEventListener('change', () => hosts.set(hosting.checked));
  const update = () => {
    const { agent } = floor.get();
    if (!agent) return;
    for (const { kind, persistent, input, note } of radios) {
      const chosen = kind === agent.phone;
      input.checked = chosen;
      const { words } = answering({ phone: kind, persistentConnection: chosen ? agent.persistentConnection : persistent === true }, chosen && hosts.get());
      setText(note, words);
    }
    connection.disabled = PHONES.find(({ kind }) => kind === agent.phone)?.persistent === null;
    connection.checked = agent.persistentConnection;
    hosting.disabled = !isWebRtc(agent.phone);
    hosting.checked = hosts.get();
  };
  floor.subscribe(update);
  hosts.subscribe(update);
  update();
  return h(
    'fieldset',
    { className: 'phone-kinds' },
    h('legend', {}, 'The phone of the agent'),
    radios.map(({ element }) => element),
    h('label', { className: 'alerts-switch' }, connection, 'The persistent connection is up'),
    h('label', { className: 'alerts-switch' }, hosting, 'This page hosts the WebRTC phone'),
  );
}

async function choosePhone(kind, persistent, label) {
  if (!isWebRtc(kind)) hosts.set(false);
  await make('set-phone', { userId: USER_ID, kind, persistentConnection: persistent === true }, `the phone of the agent: ${label}`);
}

function notResponding() {
  const click = () => make('set-routing-status', { userId: USER_ID, status: 'NOT_RESPONDING' }, 'you are Not Responding');
  return h('button', { type: 'button', className: 'action-button', title: 'As after a ring of a queue that the agent missed or declined', on: { click } }, icon('gauge'), 'Make me Not Responding');
}

/** It is no live region: the toaster alone announces. */
function stateLine() {
  const status = h('dd');
  const answer = h('dd');
  const list = h('dl', { className: 'phone-state', ariaLabel: 'Phone and routing status' }, h('div', {}, h('dt', {}, 'routing status'), status), h('div', {}, h('dt', {}, 'Answer'), answer));
  const hint = h('p', { className: 'card-note alerts-hint' }, 'Where Answer cannot work, the toast says so. The button Answer in the panel below does what the agent does at the phone itself.');
  const update = () => {
    const { agent } = floor.get();
    const { text, tone } = routing(deskClient.get()?.getSnapshot().agent.routingStatus ?? null);
    setText(status, text);
    status.dataset.tone = tone;
    const works = agent !== null && answering(agent, hosts.get()).works;
    setText(answer, works ? 'works' : 'cannot answer this phone');
    answer.dataset.tone = works ? 'good' : 'late';
  };
  let unsubscribe = () => {};
  deskClient.subscribe(() => {
    unsubscribe();
    unsubscribe = deskClient.get().subscribe(update);
    update();
  });
  floor.subscribe(update);
  hosts.subscribe(update);
  return [list, hint];
}
