import { h, icon, setText } from '../shared/dom.js';
import { queueRows, queueTotals } from '../shared/queues.js';

export function createQueueList() {
  const note = h('span', { className: 'card-note' });
  const list = h('ul', { className: 'queue-list' });
  const element = h(
    'section',
    { className: 'card queues', attrs: { 'aria-labelledby': 'queues-title' } },
    h('div', { className: 'card-heading' }, h('h2', { id: 'queues-title' }, 'Queues'), note),
    list,
  );
  let shown = '';
  return {
    element,
    update({ conversations, now }) {
      const { waiting, longest } = queueTotals(conversations, now);
      setText(note, `${waiting} waiting · longest ${longest}`);
      const rows = queueRows(conversations, now);
      const key = JSON.stringify(rows);
      if (key === shown) return;
      shown = key;
      list.replaceChildren(...rows.map(row));
    },
  };
}

function row({ name, skills, waiting, mix, oldest, tone }) {
  return h(
    'li',
    { className: 'queue', data: { tone } },
    h('span', { className: 'queue-name' }, h('b', {}, name), h('small', {}, skills)),
    h(
      'span',
      { className: 'queue-mix' },
      mix.map(({ icon: name, label, count }) => h('span', { title: `${label}: ${count}` }, icon(name), String(count))),
    ),
    h('span', { className: 'queue-waiting' }, h('b', {}, String(waiting)), h('small', {}, oldest)),
  );
}
