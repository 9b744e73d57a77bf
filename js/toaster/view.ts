/** From toasts and options to what is on the page: pure. */
import { shallowEqual } from '../shallow.js';
import type { Status, Toast } from '../types.js';
import { inOrder, shown } from './arrange.js';
import { fill, titleOf, withDefaults } from './labels.js';
import { timeOfDay } from './time.js';
import type { ToasterLabels, ToasterOptions, ToasterView, ToastItem } from './types.js';

/** What the view depends on besides its options. */
export interface ViewState {
  readonly toasts: readonly Toast[];
  readonly status: Status | undefined;
  /** Since when rings may be missed, in ms since 1970; `null`: they are not, or for so short a time that it is not worth a word. */
  readonly blindSince: number | null;
  readonly expanded: boolean;
  /** Id of the toast with the focus inside. */
  readonly focused: string | undefined;
}

const VISIBLE = 4;

export function viewOf(options: ToasterOptions, { toasts, status, blindSince, expanded, focused }: ViewState): ToasterView {
  const labels = withDefaults(options.labels);
  const { visible = VISIBLE } = options;
  const ordered = inOrder(toasts);
  const few = shown(ordered, visible, focused);
  const rest = ordered.length - few.length;
  const open = expanded && rest > 0;
  const items = (open ? ordered : few).map((toast) => itemOf(labels, toast));
  return {
    items,
    scrolls: items.length > visible,
    more: rest === 0 ? null : open ? labels.fewer : fill(labels.more, String(rest)),
    expanded: open,
    status: options.status && status ? fill(labels.status, labels.statuses[status] ?? status) : null,
    blind: blindSince === null ? null : fill(labels.blind, timeOfDay(blindSince)),
    region: labels.region,
    dismiss: labels.dismiss,
    hotkey: options.hotkey === '' ? null : options.hotkey === undefined ? 'F8' : options.hotkey,
    position: options.position ?? 'top-end',
    announce: options.announce ?? 'polite',
  };
}

/** What the announcer says about a toast. */
export function announcementOf(options: ToasterOptions, toast: Toast): string {
  const { title, from } = itemOf(withDefaults(options.labels), toast);
  return `${title}, ${from}`;
}

/** Gives `now` with every part of `before` that is equal, so that a renderer sees at once what did not change. */
export function reuse(before: ToasterView, now: ToasterView): ToasterView {
  const known = new Map(before.items.map((item) => [item.toast.id, item]));
  const items = now.items.map((item) => {
    const old = known.get(item.toast.id);
    return old && shallowEqual(old, item) ? old : item;
  });
  const view = { ...now, items: shallowEqual(before.items, items) ? before.items : items };
  return shallowEqual(before, view) ? before : view;
}

const itemOf = (labels: ToasterLabels, toast: Toast): ToastItem => ({
  toast,
  leaving: false,
  title: titleOf(labels, toast.mediaType),
  from: fill(labels.from, toast.callerName),
  time: timeOfDay(toast.timestamp),
});
