/** One toast on the page: the row, its card, and the slots for content of the app. */
import { createActionButtons, type ActionButtons } from './action-buttons.js';
import { elapsedMs, ringLeft } from './clock.js';
import { make, set, setPresence, setText } from './dom.js';
import { createSilence } from './silence.js';
import { spanOf } from './time.js';
import type { Toast } from '../types.js';
import type { CardOptions, OwnContent, ToastItem } from './types.js';

export interface Card {
  readonly row: HTMLElement;
  /** Makes the card show an item. */
  readonly show: (item: ToastItem, options: CardOptions, own: OwnContent) => void;
  /** Sets `title` to the whole name where the card shows only a part of it. Reads the layout. */
  readonly measure: () => void;
  /** Updates the time for which it has been ringing. */
  readonly tick: () => void;
}

/** Returns the name of the slot for content of the app. */
export const slotOf = (kind: 'toast' | 'actions', id: string): string => `${kind} ${id}`;

/** The kind of a toast that does not ring. */
const AUTO: Toast['kind'] = 'auto-answered';

/** How long before the end of a ring its bar changes colour. */
const LATE_MS = 5000;

export function createCard(document: Document): Card {
  const element = (tag: string, name: string, attributes = {}): HTMLElement => make(document, tag, `gt-${name}`, { part: name, ...attributes });
  const row = make(document, 'li', 'gt-item');
  const frame = element('div', 'toast');
  const [icon, media] = [element('span', 'icon', { 'aria-hidden': 'true' }), element('p', 'media')];
  const [about, outcome] = [element('p', 'about', { dir: 'auto' }), element('p', 'outcome')];
  const open = element('button', 'open', { type: 'button', 'data-gt-open': '' });
  // In a button there may be no paragraph.
  const [plainName, nameInButton] = [element('p', 'name', { dir: 'auto' }), element('span', 'name', { dir: 'auto' })];
  let name = plainName;
  const elapsed = element('span', 'elapsed');
  const close = element('button', 'close', { type: 'button', 'data-gt-close': '' });
  const silence = createSilence(document);
  const [ownInside, ownCard, actions] = [make(document, 'slot', 'gt-inside'), make(document, 'slot', 'gt-card'), element('div', 'actions')];
  const buttons = make(document, 'slot', '');
  actions.append(buttons);
  open.append(nameInButton);
  let bar: HTMLElement | undefined;
  /** Made for the first ring that can be answered or declined. */
  let acting: ActionButtons | undefined;
  let shown: ToastItem | undefined;
  let layout = '';

  function arrange(own: OwnContent, opens: boolean): void {
    const next = `${own.toast ?? ''} ${String(own.actions === true)} ${String(opens)}`;
    if (next === layout) return;
    layout = next;
    name = opens ? nameInButton : plainName;
    frame.replaceChildren(icon, ...(own.toast === 'inside' ? [ownInside] : [opens ? open : name, about, media]), elapsed, outcome, ...(own.actions ? [actions] : []), close, ...(bar ? [bar] : []));
    row.replaceChildren(own.toast === 'card' ? ownCard : frame);
  }

  /** Shows a bar that shrinks until `alertingUntil`. Where that has changed, it makes a new bar, so that the animation begins again. */
  function showBar({ toast, state }: ToastItem): void {
    const left = state === 'open' && toast.kind !== AUTO ? ringLeft(toast) : null;
    if (left && bar && shown?.toast.alertingUntil === toast.alertingUntil) return;
    bar?.remove();
    bar = undefined;
    if (!left) return;
    bar = element('div', 'bar');
    bar.style.setProperty('--_share', String(left.share));
    bar.style.setProperty('--_left', `${left.ms.toFixed(0)}ms`);
    bar.style.setProperty('--_late', `${(left.ms - LATE_MS).toFixed(0)}ms`);
    frame.append(bar);
  }

  function showActing(item: ToastItem, options: CardOptions, own: OwnContent): void {
    const offered = own.actions ? [] : item.actions;
    const wanted = offered.length > 0 || item.failure !== null;
    if (wanted) acting ??= createActionButtons(document);
    if (!acting) return;
    setPresence(acting.node, wanted, frame, silence.parentElement === frame ? silence : close);
    if (wanted) acting.show(item, options, offered);
  }

  function showSilence(label: string | null, hotkey: string | null): void {
    setPresence(silence, label !== null, frame, close);
    set(silence, { 'aria-label': label, 'aria-keyshortcuts': hotkey });
  }

  const showElapsed = (toast: Toast): void => setText(elapsed, toast.kind === AUTO ? '' : spanOf(elapsedMs(toast)));

  return {
    row,
    show(item, options, own) {
      const { dismiss, silence: silenceLabel, silenceHotkey, opens } = options;
      const { toast, state } = item;
      const isOpen = state === 'open';
      arrange(own, opens);
      set(row, {
        'data-gt-id': toast.id,
        'data-media': toast.mediaType,
        'data-kind': toast.kind === AUTO ? AUTO : null,
        'data-state': state,
        'data-outcome': item.outcome?.reason ?? null,
        'aria-label': item.outcome === null ? `${item.title}, ${item.from}` : `${item.name}, ${item.outcome.text}`,
        'aria-busy': isOpen && toast.pending ? 'true' : null,
        'aria-hidden': state === 'leaving' ? 'true' : null,
        tabindex: isOpen ? '0' : null,
      });
      setText(name, item.name);
      setText(about, item.about);
      setText(media, item.media);
      setText(outcome, item.outcome?.text ?? null);
      set(close, { 'aria-label': dismiss, tabindex: isOpen ? null : '-1' });
      set(open, { disabled: isOpen ? null : '' });
      showActing(item, options, own);
      showSilence(isOpen && item.sounding ? silenceLabel : null, silenceHotkey);
      set(ownInside, { name: slotOf('toast', toast.id) });
      set(ownCard, { name: slotOf('toast', toast.id) });
      set(buttons, { name: slotOf('actions', toast.id) });
      showBar(item);
      shown = item;
      if (isOpen) showElapsed(toast);
    },
    measure() {
      set(name, { title: name.scrollHeight > name.clientHeight ? name.textContent : null });
    },
    tick() {
      if (shown?.state === 'open') showElapsed(shown.toast);
    },
  };
}
