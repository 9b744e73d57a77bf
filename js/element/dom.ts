/** Puts the view on the page without React. Text is only ever set as text. */
import { toolsFor } from '../toaster/tools.js';
import type { Toaster } from '../toaster/toaster.js';
import type { ToasterView, ToastItem, ToastTools } from '../toaster/types.js';
import type { Toast } from '../types.js';

/** The inside of a toast, instead of the ready one. */
export type RenderToast = (toast: Toast, tools: ToastTools) => Node | string;

export interface Page {
  readonly root: HTMLElement;
  /** Makes the page show the view. */
  readonly show: (view: ToasterView, renderToast: RenderToast | undefined) => void;
}

export function createPage(toaster: Toaster): Page {
  const root = make('section', 'gt-toaster', { tabindex: '-1' });
  const announcer = make('div', 'gt-announcer', { role: 'status' });
  const list = make('ol', 'gt-list', { role: 'list' });
  const more = make('button', 'gt-more', { type: 'button', 'data-gt-more': '' });
  const blind = make('p', 'gt-blind');
  const status = make('p', 'gt-status');
  root.append(announcer, list);
  const shown = new Map<string, { row: HTMLElement; item: ToastItem; label: string; renderToast: RenderToast | undefined }>();

  function rowOf(item: ToastItem, label: string, renderToast: RenderToast | undefined): HTMLElement {
    const { id } = item.toast;
    const old = shown.get(id);
    if (old?.item === item && old.label === label && old.renderToast === renderToast) return old.row;
    const row = old?.row ?? make('li', 'gt-item');
    set(row, {
      'data-gt-id': id,
      'data-media': item.toast.mediaType,
      'data-state': item.leaving ? 'leaving' : 'open',
      'aria-label': `${item.title}, ${item.from}`,
      'aria-hidden': item.leaving ? 'true' : null,
      tabindex: item.leaving ? null : '0',
    });
    if (renderToast) row.replaceChildren(renderToast(item.toast, toolsFor(item.toast, toaster)));
    else fillToast(row, item, label, old?.renderToast === undefined);
    shown.set(id, { row, item, label, renderToast });
    return row;
  }

  return {
    root,
    show(view, renderToast) {
      set(root, {
        'data-position': view.position,
        'data-scrolls': view.scrolls ? 'true' : null,
        'aria-label': view.region,
        'aria-keyshortcuts': view.hotkey,
      });
      set(announcer, { 'aria-live': view.announce });
      const rows = view.items.map((item) => rowOf(item, view.dismiss, renderToast));
      for (const [id, { row }] of shown) {
        if (rows.includes(row)) continue;
        row.remove();
        shown.delete(id);
      }
      // Rows never change places among each other: what is there already is not moved, or it would lose the focus.
      rows.forEach((row, index) => {
        if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
      });
      set(more, { 'aria-expanded': String(view.expanded) });
      setText(more, view.more);
      setText(blind, view.blind);
      setText(status, view.status);
      const last = [more, blind, status].filter((part) => part.firstChild);
      for (const part of [more, blind, status]) if (!last.includes(part)) part.remove();
      if (last.some((part) => !part.isConnected)) root.append(...last);
    },
  };
}

/** @param keep - the row holds the ready inside already */
function fillToast(row: HTMLElement, { toast, leaving, title, from, time }: ToastItem, label: string, keep: boolean): void {
  if (!keep || !row.firstChild) {
    const card = make('div', 'gt-toast');
    card.append(
      make('span', 'gt-icon', { 'aria-hidden': 'true' }),
      make('p', 'gt-title'),
      make('p', 'gt-from'),
      make('time', 'gt-time'),
      make('button', 'gt-close', { type: 'button', 'data-gt-close': '' }),
    );
    row.replaceChildren(card);
  }
  const [, titlePart, fromPart, timePart, close] = row.firstElementChild?.children ?? [];
  if (titlePart) setText(titlePart, title);
  if (fromPart) setText(fromPart, from);
  if (timePart) {
    set(timePart, { datetime: new Date(toast.timestamp).toISOString() });
    setText(timePart, time);
  }
  if (close) set(close, { 'aria-label': label, tabindex: leaving ? '-1' : null });
}

function make(tag: string, className: string, attributes: Record<string, string> = {}): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  set(element, attributes);
  return element;
}

function set(element: Element, attributes: Record<string, string | null>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

function setText(element: Element, text: string | null): void {
  if (element.textContent !== (text ?? '')) element.textContent = text;
}
