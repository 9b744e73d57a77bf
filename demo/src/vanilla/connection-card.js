import { details, light, sentence } from '../shared/connection.js';
import { statusHistory } from '../shared/desk.js';
import { h, setText } from '../shared/dom.js';

export function createConnectionCard(client) {
  const label = h('b');
  const said = h('span');
  const cells = statusHistory.cells(0).map(() => h('i'));
  const list = h('dl', { className: 'details' });
  const rows = new Map();
  const element = h(
    'section',
    { className: 'card connection', attrs: { 'aria-labelledby': 'connection-title' } },
    h('div', { className: 'card-heading' }, h('h2', { id: 'connection-title' }, 'Connection'), copyButton(client)),
    h('p', { className: 'connection-state' }, h('i', { className: 'dot' }), label, said),
    h('div', { className: 'history', role: 'img', ariaLabel: 'The last minute of the connection' }, cells),
    list,
  );
  return {
    element,
    update({ now, ...connection }) {
      const { label: text, tone } = light(connection.status);
      element.dataset.tone = tone;
      setText(label, text);
      setText(said, sentence(connection, now));
      statusHistory.cells(now).forEach((status, index) => (cells[index].dataset.status = status));
      for (const detail of details({ ...connection, lastClose: statusHistory.lastClose }, now)) showRow(list, rows, detail);
    },
  };
}

function showRow(list, rows, { term, value, tone }) {
  if (!rows.has(term)) {
    rows.set(term, h('dd'));
    list.append(h('div', {}, h('dt', {}, term), rows.get(term)));
  }
  const shown = rows.get(term);
  setText(shown, value);
  if (tone) shown.dataset.tone = tone;
  else delete shown.dataset.tone;
}

function copyButton(client) {
  const button = h('button', { type: 'button', className: 'quiet-button', title: 'What a support ticket needs: no token, name or number in it' }, 'Copy diagnostics');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(JSON.stringify(client.diagnostics(), null, 2));
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy diagnostics'), 2000);
  });
  return button;
}
