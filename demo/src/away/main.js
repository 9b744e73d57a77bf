import { h, icon, setText } from '../shared/dom.js';
import { clock } from '../shared/format.js';
import { act } from '../shared/simulator.js';
import '../shared/theme.js';

/** How long after the click it rings, in ms: time enough to choose a third page. */
const RING_AFTER_MS = 3000;

const openedAt = Date.now();
const since = h('time');
const said = h('p', { className: 'away-said', role: 'status' });

document.getElementById('away').append(
  h('span', { className: 'away-sign' }, icon('away')),
  h('h1', {}, 'You are looking at another page'),
  h('p', { className: 'away-lead' }, 'The desk rings in the other tab.'),
  h('p', { className: 'away-time' }, 'Opened ', since, ' ago'),
  h('div', { className: 'away-buttons' }, ringButton('voice', 'A call in 3 s'), ringButton('chat', 'A chat in 3 s')),
  said,
  h(
    'ul',
    { className: 'away-list' },
    h('li', {}, h('b', {}, 'Title. '), 'The tab of the desk shows the ring.'),
    h('li', {}, h('b', {}, 'Sound. '), 'It plays if there was a click or a key press on the desk before.'),
    h('li', {}, h('b', {}, 'Notification. '), 'Turn it on in the menu Alerts of the desk and choose Unlock. A click on it leads back.'),
  ),
);

function ringButton(mediaType, label) {
  return h('button', { type: 'button', className: 'button primary', on: { click: () => ringLater(mediaType) } }, icon(mediaType), label);
}

function ringLater(mediaType) {
  setText(said, 'A customer arrives in 3 s.');
  setTimeout(() => void ring(mediaType), RING_AFTER_MS);
}

async function ring(mediaType) {
  try {
    await act('ring', { mediaType });
    setText(said, 'The desk rings now.');
  } catch (error) {
    setText(said, `The simulator does not ring: ${error.message}`);
  }
}

function showSince() {
  setText(since, clock(Date.now() - openedAt));
}

setInterval(showSince, 500);
showSince();
