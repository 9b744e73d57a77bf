import { h, icon, setText } from '../shared/dom.js';
import { initials } from '../shared/format.js';

/** One conversation, ringing or connected: made anew when that changes. */
export function createConversationView(shown, actions) {
  const timer = document.createTextNode('');
  const lines = h('ol');
  const element = h('div', { className: 'conversation-body' }, head(shown, timer), shown.ringing ? offer(shown, actions) : connected(shown, lines, actions));
  return {
    element,
    update(described) {
      if (timer.data !== described.timer) timer.data = described.timer;
      for (const line of described.lines.slice(lines.children.length)) lines.append(lineElement(line));
    },
  };
}

function head({ name, label, icon: iconName, queueName, subject, ringing }, timer) {
  return h(
    'div',
    { className: 'conversation-head' },
    h('i', { className: 'avatar large' }, initials(name)),
    h('div', { className: 'conversation-who' }, h('h2', {}, name), h('p', {}, icon(iconName), `${label} · ${queueName} · ${subject}`)),
    h('span', { className: 'timer', data: { ringing } }, h('small', {}, ringing ? 'ringing' : 'connected'), timer),
  );
}

function offer(shown, { answer, backToQueue, onChoose }) {
  const accept = () => {
    onChoose(shown.id);
    void answer(shown);
  };
  return h('div', { className: 'offer' }, h('p', {}, shown.invitation), button('primary', 'check', 'Answer', accept), button('', 'requeue', shown.refuse, () => void backToQueue(shown)));
}

function connected(shown, lines, { backToQueue, end }) {
  return [
    h('h3', { className: 'transcript-title' }, shown.heading),
    h('div', { className: 'transcript', tabIndex: 0, role: 'region', ariaLabel: shown.heading }, lines),
    h('textarea', { className: 'notes', rows: 1, placeholder: 'Notes on this conversation', ariaLabel: 'Notes' }),
    h('div', { className: 'conversation-foot' }, button('', 'requeue', 'Back to queue', () => void backToQueue(shown)), button('danger', 'end', shown.end, () => void end(shown))),
  ];
}

function button(look, iconName, label, onClick) {
  return h('button', { type: 'button', className: `button ${look}`.trim(), on: { click: onClick } }, icon(iconName), label);
}

function lineElement({ agent, who, text, time }) {
  const when = h('time');
  setText(when, time);
  return h('li', { data: { agent } }, h('small', {}, `${who} `, when), h('p', {}, text));
}
