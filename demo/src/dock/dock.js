import { SIMULATOR_URL } from '../shared/simulator.js';
import { addressWith, SOURCE, TOKEN_SOURCE } from '../shared/client-options.js';
import { h, icon, setText } from '../shared/dom.js';
import { floor, log, startOver } from '../shared/desk.js';
import { brief } from '../shared/format.js';
import { chooseScenario, GROUPS, lastRing, SCENARIOS } from './actions.js';
import { eventList } from './event-list.js';

/** Fills the panel under the desk: what can be made to happen, and the log. It has no part in the desk itself. */
export function mountDock(section) {
  const groups = GROUPS.map(group);
  const where = h('span', { className: 'dock-where' });
  const scenario = scenarioChoice();
  section.append(
    h('div', { className: 'dock-panel' }, heading(where, scenario), h('div', { className: 'dock-groups' }, groups.map(({ element }) => element))),
    eventList(),
  );
  const update = () => {
    const { faults, scenario: runs } = floor.get();
    const fault = faultLine(faults, Date.now());
    setText(where, fault || SIMULATOR_URL.replace(/^https?:\/\//, ''));
    where.dataset.fault = String(fault !== '');
    if (document.activeElement !== scenario) scenario.value = runs;
    const ringing = lastRing() !== undefined;
    for (const { needRing } of groups) for (const button of needRing) button.disabled = !ringing;
  };
  floor.subscribe(update);
  setInterval(update, 500);
  update();
}

function faultLine({ awayUntil, tokenRequests }, now) {
  if (awayUntil === Infinity) return 'server away';
  if (awayUntil !== null && awayUntil > now) return `server away: ${brief(awayUntil - now)}`;
  return tokenRequests > 0 ? `${tokenRequests} × 429 to come` : '';
}

function heading(where, scenario) {
  return h(
    'div',
    { className: 'dock-heading' },
    h('h2', {}, 'Make things happen'),
    where,
    labelled('Background', scenario),
    labelled('Events from', pageChoice('source', ['routing-events', 'notifications'], SOURCE)),
    labelled('Token from', pageChoice('token', ['getToken', 'client-credentials'], TOKEN_SOURCE)),
    h('button', { type: 'button', className: 'quiet-button', title: 'Ends all conversations, faults and what goes on in the background, and begins the shift again', on: { click: restart } }, icon('restart'), 'Start over'),
  );
}

async function restart() {
  await startOver().catch((error) => log.add('error', `simulator · ${error.message}`));
}

function labelled(text, control) {
  return h('label', { className: 'dock-choice' }, h('span', {}, text), control);
}

function scenarioChoice() {
  const options = SCENARIOS.map(({ name, label }) => h('option', { value: name }, label));
  return h('select', { on: { change: (event) => void chooseScenario(event.target.value) } }, options);
}

/** A choice that loads the page anew. */
function pageChoice(name, values, chosen) {
  const options = values.map((value) => h('option', { value, selected: value === chosen }, value));
  return h('select', { on: { change: ({ target }) => location.assign(addressWith({ [name]: target.value })) } }, options);
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
