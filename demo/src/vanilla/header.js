import { AGENT, STATUSES } from '../shared/agent.js';
import { light } from '../shared/connection.js';
import { h, setText } from '../shared/dom.js';
import { clock, dayAndTime, initials } from '../shared/format.js';
import { SIMULATOR_URL } from '../shared/simulator.js';

export function createHeader(onStatus) {
  const since = h('time');
  const time = h('time', { className: 'desk-time' });
  const choice = h(
    'select',
    { on: { change: (event) => onStatus(event.target.value) } },
    STATUSES.map(({ name }) => h('option', {}, name)),
  );
  const status = h('label', { className: 'agent-status' }, h('span', { className: 'visually-hidden' }, 'Your status'), h('i', { className: 'dot' }), choice, since);
  const lightLabel = h('span');
  const pill = h('span', { className: 'light-pill' }, h('i', { className: 'dot' }), lightLabel);
  const tabName = h('b');
  const tabAlerts = h('small');
  const tab = h('span', { className: 'tab-state' }, tabName, tabAlerts);
  const alert = h('span', { className: 'desk-alert', role: 'alert', hidden: true, title: `Nothing answers at ${SIMULATOR_URL}` });
  const element = h(
    'header',
    { className: 'desk-header' },
    h('span', { className: 'desk-brand' }, 'Larkfield ', h('b', {}, 'Desk')),
    h(
      'span',
      { className: 'agent' },
      h('i', { className: 'avatar' }, initials(AGENT.name)),
      h('span', {}, h('b', {}, AGENT.name), h('small', {}, AGENT.team)),
    ),
    tab,
    status,
    pill,
    alert,
    time,
  );
  return {
    element,
    update({ status: connection, agent, notResponding, tabState, reachable, now }) {
      const { label, tone } = light(connection);
      pill.dataset.tone = tone;
      setText(lightLabel, label);
      tab.dataset.role = tabState.role;
      setText(tabName, tabState.name);
      setText(tabAlerts, tabState.alerts);
      status.dataset.tone = notResponding ? 'late' : agent.tone;
      choice.value = agent.name;
      setText(since, notResponding ? 'Not Responding' : clock(now - agent.since));
      setText(time, dayAndTime(now));
      alert.hidden = reachable !== false;
      setText(alert, alert.hidden ? '' : 'No simulator: npm run demo');
    },
  };
}
