import { h } from '../shared/dom.js';
import { log } from '../shared/desk.js';
import { preciseTime } from '../shared/format.js';

const KINDS = { toast: 'toast', dismiss: 'left', open: 'open', status: 'status', error: 'error', action: 'you' };

/** The log: newest first. It is no live region: the toaster alone announces rings. */
export function eventList() {
  const list = h('ol', { className: 'event-list', tabIndex: 0, ariaLabel: 'Events, newest first' });
  const empty = h('p', { className: 'event-empty' }, 'What the library reports and what you make happen is listed here.');
  /** The line elements, by the id of the line. */
  let shown = new Map();
  const update = () => {
    const lines = log.get();
    shown = new Map(lines.map((line) => [line.id, shown.get(line.id) ?? lineElement(line)]));
    list.replaceChildren(...shown.values());
    empty.hidden = lines.length > 0;
  };
  log.subscribe(update);
  update();
  return h(
    'div',
    { className: 'dock-log' },
    h(
      'div',
      { className: 'dock-heading' },
      h('h2', {}, 'Events'),
      h('button', { type: 'button', className: 'quiet-button', on: { click: log.clear } }, 'Clear'),
    ),
    empty,
    list,
  );
}

function lineElement({ at, kind, text }) {
  return h(
    'li',
    { data: { kind } },
    h('time', { dateTime: new Date(at).toISOString() }, preciseTime(at)),
    h('span', { className: 'event-kind' }, KINDS[kind] ?? kind),
    h('span', { className: 'event-text', title: text }, text),
  );
}
