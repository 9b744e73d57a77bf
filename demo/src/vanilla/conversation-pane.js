import { describe, tabs } from '../shared/conversations.js';
import { answer, backToQueue, end } from '../shared/desk.js';
import { h, icon, setText } from '../shared/dom.js';
import { createAfterCall } from './after-call.js';
import { createConversationView } from './conversation-view.js';

const ACTIONS = { answer, backToQueue, end };

export function createConversationPane(onChoose) {
  const more = h('span', { className: 'tabs-more', hidden: true });
  const strip = h('div', { className: 'tabs', role: 'group', ariaLabel: 'Your conversations' });
  const body = h('div', { className: 'conversation-body' });
  const element = h('section', { className: 'card conversation', ariaLabel: 'Conversations' }, strip, createAfterCall(), body);
  /** The tab buttons that stand in the strip, by conversation id. */
  let buttons = new Map();
  let view = null;

  function updateTabs({ conversations, conversation, now }) {
    const own = tabs(conversations, conversation?.id, now);
    buttons = new Map(own.tabs.map((tab) => [tab.id, buttons.get(tab.id) ?? createTab(tab, onChoose)]));
    for (const tab of own.tabs) buttons.get(tab.id).update(tab, tab.id === conversation?.id);
    more.hidden = own.more === 0;
    setText(more, `+${own.more}`);
    showChildren(strip, [...[...buttons.values()].map((button) => button.element), more]);
  }

  return {
    element,
    update(state) {
      updateTabs(state);
      const { conversation, now } = state;
      const described = conversation && describe(conversation, now);
      const key = described && `${described.id} ${described.ringing}`;
      if (view?.key !== key) {
        view = described ? { key, ...createConversationView(described, { ...ACTIONS, onChoose }) } : { key, element: nothing(), update() {} };
        body.replaceChildren(view.element);
      }
      view.update(described);
    },
  };
}

function createTab({ id, icon: name, name: customer }, onChoose) {
  const time = h('time');
  const element = h('button', { type: 'button', className: 'tab', on: { click: () => onChoose(id) } }, icon(name), h('span', { className: 'tab-name' }, customer), time);
  return {
    element,
    update({ label, ringing, timer }, pressed) {
      element.title = label;
      element.setAttribute('aria-pressed', String(pressed));
      element.dataset.ringing = String(ringing);
      setText(time, timer);
    },
  };
}

/** Replaces the children only where they differ: moving a button would take the focus from it. */
function showChildren(parent, wanted) {
  const same = parent.children.length === wanted.length && wanted.every((child, index) => parent.children[index] === child);
  if (!same) parent.replaceChildren(...wanted);
}

function nothing() {
  return h(
    'div',
    { className: 'nothing' },
    h('p', {}, 'No conversation right now.'),
    h('p', {}, 'Let a customer ring with the panel below: the toast comes up at the top of the page.'),
  );
}
