/** The containers for content of the app: nodes of the page outside of the shadow root, so that styles of the page apply to them. */
import type { Actions } from './actions.js';
import { slotOf } from './card.js';
import { remainingMs } from './clock.js';
import { make } from './dom.js';
import type { Toast } from '../types.js';
import type { OwnContent, ToastItem, ToastTools } from './types.js';

/** One container, and the toast whose content it has. */
export interface Content {
  readonly key: string;
  readonly kind: 'toast' | 'actions';
  readonly toast: Toast;
  readonly tools: ToastTools;
  readonly container: HTMLElement;
}

export interface Contents {
  /** Returns the present containers. The list is the same until the app has to render. */
  readonly get: () => readonly Content[];
  /** Makes containers for these toasts and removes those of others. Returns whether the app has to render. */
  readonly show: (items: readonly ToastItem[], own: OwnContent) => boolean;
  /** Called every second. Returns whether the app has to render, because it has read `remainingMs`. */
  readonly tick: () => boolean;
}

export const NO_CONTENT: readonly Content[] = [];

/** What content of the app can do with a toast. */
export interface ContentHandlers extends Pick<Actions, 'act'> {
  readonly dismiss: (id: string) => void;
  readonly silence: (id: string) => void;
}

export function createContents(host: HTMLElement, { dismiss, silence, act }: ContentHandlers): Contents {
  let contents = NO_CONTENT;
  let remainingRead = false;

  const toolsOf = (toast: Toast, sounding: boolean, failure: string | null): ToastTools => ({
    dismiss: () => dismiss(toast.id),
    silence: () => silence(toast.id),
    answer: () => act('answer', toast.id),
    decline: () => act('decline', toast.id),
    failure,
    sounding,
    get remainingMs() {
      remainingRead = true;
      return remainingMs(toast);
    },
  });

  function contentOf(kind: Content['kind'], { toast, state, ...item }: ToastItem): Content {
    const sounding = item.sounding && state === 'open';
    const key = slotOf(kind, toast.id);
    const old = contents.find((content) => content.key === key);
    if (old?.toast === toast && old.tools.sounding === sounding && old.tools.failure === item.failure) return old;
    const container = old?.container ?? make(host.ownerDocument, 'div', '', { slot: key });
    if (!old) host.append(container);
    return { key, kind, toast, tools: toolsOf(toast, sounding, item.failure), container };
  }

  return {
    get: () => contents,
    show(items, own) {
      if (!own.toast && !own.actions && contents.length === 0) return false;
      const next = items.flatMap((item) => [
        ...(own.toast ? [contentOf('toast', item)] : []),
        ...(own.actions && item.state === 'open' ? [contentOf('actions', item)] : []),
      ]);
      if (next.length === contents.length && next.every((content, index) => content === contents[index])) return false;
      for (const { key, container } of contents) if (!next.some((content) => content.key === key)) container.remove();
      contents = next.length === 0 ? NO_CONTENT : next;
      return true;
    },
    tick() {
      if (!remainingRead || contents.length === 0) return false;
      remainingRead = false;
      contents = [...contents];
      return true;
    },
  };
}
