/** The nodes of the view, for React and the element. */
import { createAlertNode, type AlertNode } from './alert-line.js';
import { createCard, type Card } from './card.js';
import { make, setPresence, set, setText } from './dom.js';
import { fill } from './labels.js';
import type { AlertLine, CardOptions, OwnContent, ToasterView, ToastItem } from './types.js';

export interface Page {
  /** The landmark. */
  readonly root: HTMLElement;
  readonly announcer: HTMLElement;
  readonly list: HTMLElement;
  /** Shows a view. */
  readonly show: (view: ToasterView, own: OwnContent) => void;
  /** Updates what changes with time. */
  readonly tick: () => void;
  /** Updates how many toasts are below the edge of the list. */
  readonly measure: () => void;
}

export function createPage(document: Document): Page {
  const part = (tag: string, name: string, attributes = {}): HTMLElement => make(document, tag, `gt-${name}`, { part: name, ...attributes });
  const root = make(document, 'section', 'gt-toaster', { tabindex: '-1' });
  const announcer = make(document, 'div', 'gt-announcer', { role: 'status' });
  const list = make(document, 'ol', 'gt-list', { role: 'list' });
  const [warning, warningText] = [part('div', 'warning'), make(document, 'p', 'gt-warning-text')];
  const retry = part('button', 'retry', { type: 'button', 'data-gt-retry': '' });
  const more = part('button', 'more', { type: 'button', 'data-gt-more': '' });
  const [below, status] = [part('p', 'below', { 'aria-hidden': 'true' }), part('p', 'status')];
  warning.append(warningText);
  root.append(announcer, list);
  const [alert, muted, agent] = [createAlertNode(document, 'unlock'), createAlertNode(document, 'unmute'), createAlertNode(document, 'back')];
  const cards = new Map<string, { card: Card; item: ToastItem; options: CardOptions; own: OwnContent }>();
  let shown: ToasterView | undefined;
  let shownOwn: OwnContent | undefined;

  function rowOf(item: ToastItem, options: CardOptions, own: OwnContent): HTMLElement {
    const { id } = item.toast;
    const old = cards.get(id);
    const card = old?.card ?? createCard(document);
    if (old?.item === item && old.options === options && old.own === own) return card.row;
    card.show(item, options, own);
    cards.set(id, { card, item, options, own });
    return card.row;
  }

  function showList({ items, card: options }: ToasterView, own: OwnContent): void {
    const rows = items.map((item) => rowOf(item, options, own));
    const there = new Set(rows);
    for (const [id, { card }] of cards) {
      if (there.has(card.row)) continue;
      card.row.remove();
      cards.delete(id);
    }
    // Rows keep their order. A row that is on the page is not moved, because it would lose the focus.
    rows.forEach((row, index) => {
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    });
  }

  function showAlert({ node, show }: AlertNode, line: AlertLine | null, before: Element): void {
    setPresence(node, line !== null, root, before);
    if (line) show(line);
  }

  function measure(): void {
    const hidden = shown && list.scrollHeight > list.clientHeight ? rowsBelow(list) : 0;
    // Reads come before changes, because after a change the next read makes the browser compute the layout again.
    for (const { card } of cards.values()) card.measure();
    setPresence(below, hidden > 0, root, list.nextElementSibling);
    if (hidden > 0 && shown) setText(below, fill(shown.below, { n: hidden }));
  }

  return {
    root,
    announcer,
    list,
    show(view, own) {
      set(root, { 'data-position': view.position, 'aria-label': view.region, 'aria-keyshortcuts': view.hotkey });
      set(announcer, { 'aria-live': view.announce });
      if (shown?.items !== view.items || shown.card !== view.card || shownOwn !== own) showList(view, own);
      setPresence(warning, view.warning !== null, root, announcer.nextSibling);
      set(warning, { 'data-kind': view.warning?.kind ?? null });
      setText(warningText, view.warning?.text ?? null);
      setPresence(retry, typeof view.warning?.retry === 'string', warning, null);
      setText(retry, view.warning?.retry ?? null);
      showAlert(muted, view.muted, list);
      showAlert(alert, view.alert, muted.node.parentElement === root ? muted.node : list);
      showAlert(agent, view.agent, (warning.parentElement === root ? warning : announcer).nextElementSibling ?? list);
      setPresence(status, view.status !== null, root, null);
      setText(status, view.status);
      setPresence(more, view.more !== null, root, status.parentElement === root ? status : null);
      setText(more, view.more);
      set(more, { 'aria-expanded': String(view.expanded) });
      shown = view;
      shownOwn = own;
    },
    tick() {
      for (const { card } of cards.values()) card.tick();
    },
    measure,
  };
}

/** Returns how many rows end below the edge of a list that scrolls. */
function rowsBelow(list: HTMLElement): number {
  const edge = list.getBoundingClientRect().bottom;
  return [...list.children].filter((row) => (row as HTMLElement).dataset['state'] === 'open' && row.getBoundingClientRect().bottom > edge + row.clientHeight / 2).length;
}
