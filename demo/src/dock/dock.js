import { SIMULATOR_URL } from '../shared/simulator.js';
import { TOKEN_SOURCE } from '../shared/client-options.js';
import { h, icon } from '../shared/dom.js';
import { floor, make, startOver } from '../shared/desk.js';
import { chooseScenario, GROUPS, lastRing, SCENARIOS } from './actions.js';
import { eventList } from './event-list.js';

/** Fills the panel under the desk: what can be made to happen, and the log. It has no part in the desk itself. */
export function mountDock(section) {
  const groups = GROUPS.map(group);
  section.append(
    h('div', { className: 'dock-panel' }, heading(), h('div', { className: 'dock-groups' }, groups.map(({ element }) => element))),
    eventList(),
  );
  const update = () => {
    const ringing = lastRing() !== undefined;
    for (const { needRing } of groups) for (const button of needRing) button.disabled = !ringing;
  };
  floor.subscribe(update);
  update();
}

function heading() {
  return h(
    'div',
    { className: 'dock-heading' },
    h('h2', {}, 'Make things happen'),
    h('span', { className: 'dock-where' }, SIMULATOR_URL.replace(/^https?:\/\//, '')),
    labelled('Background', scenarioChoice()),
    labelled('Token from', tokenChoice()),
    h('button', { type: 'button', className: 'quiet-button', title: 'Clears the simulator and begins the shift again', on: { click: restart } }, icon('restart'), 'Start over'),
  );
}

async function restart() {
  await startOver().catch(() => {});
  await make('clear-faults', {}, 'the shift begins again');
}

function labelled(text, control) {
  return h('label', { className: 'dock-choice' }, h('span', {}, text), control);
}

function scenarioChoice() {
  const options = SCENARIOS.map(({ name, label }) => h('option', { value: name }, label));
  return h('select', { on: { change: (event) => void chooseScenario(event.target.value) } }, options);
}

function tokenChoice() {
  const choices = { getToken: 'getToken()', 'client-credentials': 'clientId + clientSecret' };
  const options = Object.entries(choices).map(([value, label]) => h('option', { value, selected: value === TOKEN_SOURCE }, label));
  const change = (event) => location.assign(event.target.value === 'getToken' ? location.pathname : `?token=${event.target.value}`);
  return h('select', { on: { change } }, options);
}

function group({ title, actions }) {
  const built = actions.map(action);
  const needRing = built.filter((_, index) => actions[index].needsRing).map(({ button }) => button);
  const element = h('div', { className: 'dock-group', attrs: { role: 'group', 'aria-label': title } }, h('h3', {}, title), h('div', { className: 'dock-actions' }, built.map(({ element }) => element)));
  return { element, needRing };
}

function action({ id, label, icon: iconName, title, field, run }) {
  const button = h('button', { type: 'button', className: 'action-button', title, data: { action: id } }, icon(iconName), label);
  if (!field) {
    button.addEventListener('click', () => void run());
    return { element: button, button };
  }
  const input = h('input', { type: 'number', min: 1, max: field.max, step: 1, value: field.value, ariaLabel: field.name });
  button.addEventListener('click', () => {
    if (input.reportValidity()) void run(input.valueAsNumber || field.value);
  });
  return { element: h('span', { className: 'action-with-field' }, button, h('span', { className: 'action-field' }, input, 's')), button };
}
