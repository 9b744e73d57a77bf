import { current } from '../shared/conversations.js';
import { agentStatus, chosen, floor } from '../shared/desk.js';
import { h } from '../shared/dom.js';
import { tabState } from '../shared/tabs.js';
import { createConnectionCard } from './connection-card.js';
import { createConversationPane } from './conversation-pane.js';
import { createCustomerCard } from './customer-card.js';
import { createHeader } from './header.js';
import { createQueueList } from './queue-list.js';

/** How often times on the page move on, in ms. */
const TICK_MS = 200;

/** How often `client.diagnostics()` is looked at where no snapshot is new, in ms. */
const LOOK_EVERY_MS = 1000;

/**
 * Builds the desktop. Each part is an element that is made once and a function that brings it up to date: what has the focus
 * or a selection stays as it is.
 */
export function mountDesktop(root, { client, onStatus }) {
  const parts = {
    header: createHeader(onStatus),
    queues: createQueueList(),
    connection: createConnectionCard(client),
    conversation: createConversationPane(chosen.set),
    customer: createCustomerCard(),
  };
  root.append(
    parts.header.element,
    h(
      'main',
      { className: 'desk-main' },
      h('h1', { className: 'visually-hidden' }, 'Agent desktop'),
      h('div', { className: 'desk-side' }, parts.queues.element, parts.connection.element),
      parts.conversation.element,
      parts.customer.element,
    ),
  );

  const look = createLook(client);

  function update() {
    const { conversations, reachable } = floor.get();
    const snapshot = client.getSnapshot();
    const now = Date.now();
    const { tabs, statusDetail } = look(snapshot, now);
    const view = {
      ...snapshot,
      conversations,
      reachable,
      conversation: current(conversations, chosen.get()),
      agent: agentStatus.get(),
      notResponding: snapshot.agent.routingStatus === 'NOT_RESPONDING',
      tabState: tabState(snapshot, tabs),
      lastFrameAt: statusDetail.lastFrameAt,
      now,
    };
    for (const part of Object.values(parts)) part.update(view);
  }

  client.subscribe(update);
  chosen.subscribe(update);
  floor.subscribe(update);
  agentStatus.subscribe(update);
  setInterval(update, TICK_MS);
  update();
}

/** What is in no snapshot, such as the time of the last frame: a frame alone makes no new one. */
function createLook(client) {
  let lookedAt = 0;
  let seen = null;
  let diagnostics = null;
  return (snapshot, now) => {
    if (snapshot !== seen || now - lookedAt >= LOOK_EVERY_MS) [seen, lookedAt, diagnostics] = [snapshot, now, client.diagnostics()];
    return diagnostics;
  };
}
