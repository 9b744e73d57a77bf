import { finish } from '../shared/desk.js';
import { h, icon, setText } from '../shared/dom.js';
import { afterCall } from '../shared/own-work.js';

/** What the agent has to do after a conversation: to choose a wrap-up code. It shows the oldest one. */
export function createAfterCall() {
  const name = h('b');
  const more = h('span', { className: 'tabs-more' });
  const codes = h('select', { ariaLabel: 'Wrap-up code' });
  const done = h('button', { type: 'submit', className: 'button primary' }, icon('check'), 'Done');
  const element = h('form', { className: 'after-call', ariaLabel: 'After-call work' }, h('p', {}, 'After-call work: ', name, more), codes, done);
  let shown = null;
  const update = () => {
    const [work = null, ...others] = afterCall.get();
    element.hidden = work === null;
    setText(more, others.length > 0 ? `+${others.length}` : '');
    if (work === shown) return;
    shown = work;
    done.disabled = false;
    setText(name, work?.name ?? '');
    codes.replaceChildren(...(work?.codes ?? []).map(({ id, name: text }) => h('option', { value: id }, text)));
  };
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    done.disabled = true;
    void finish(shown, codes.value).finally(() => (done.disabled = false));
  });
  afterCall.subscribe(update);
  update();
  return element;
}
