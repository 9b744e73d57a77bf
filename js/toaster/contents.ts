/** Where content of the app's own stands: nodes of the page beside the shadow root, so that the page's styles reach them. */
import { slotOf } from './card.js';
import { remainingMs } from './clock.js';
import { make } from './dom.js';
import type { Toast } from '../types.js';
import type { OwnContent, ToastItem, ToastTools } from './types.js';

/** One place for content, and what it is about. */
export interface Content {
  readonly key: string;
  readonly kind: 'toast' | 'actions';
  readonly toast: Toast;
  readonly tools: ToastTools;
  readonly container: HTMLElement;
}

export interface Contents {
  /** The places that there are now; the same list until the app has to draw. */
  readonly get: () => readonly Content[];
  /** Makes places for these toasts and takes those of others away. Gives whether the app has to draw. */
  readonly show: (items: readonly ToastItem[], own: OwnContent) => boolean;
  /** A second has passed. Gives whether the app has to draw: it has read how much time remains. */
  readonly tick: () => boolean;
}

export const NO_CONTENT: readonly Content[] = [];

export function createContents(host: HTMLElement, dismiss: (id: string) => void): Contents {
  let contents = NO_CONTENT;
  let counted = false;

  const toolsOf = (toast: Toast): ToastTools => ({
    dismiss: () => dismiss(toast.id),
    get remainingMs() {
      counted = true;
      return remainingMs(toast);
    },
  });

  function contentOf(kind: Content['kind'], toast: Toast): Content {
    const key = slotOf(kind, toast.id);
    const old = contents.find((content) => content.key === key);
    if (old?.toast === toast) return old;
    const container = old?.container ?? make(host.ownerDocument, 'div', '', { slot: key });
    if (!old) host.append(container);
    return { key, kind, toast, tools: toolsOf(toast), container };
  }

  return {
    get: () => contents,
    show(items, own) {
      if (!own.toast && !own.actions && contents.length === 0) return false;
      const next = items.flatMap(({ toast, state }) => [
        ...(own.toast ? [contentOf('toast', toast)] : []),
        ...(own.actions && state === 'open' ? [contentOf('actions', toast)] : []),
      ]);
      if (next.length === contents.length && next.every((content, index) => content === contents[index])) return false;
      for (const { key, container } of contents) if (!next.some((content) => content.key === key)) container.remove();
      contents = next.length === 0 ? NO_CONTENT : next;
      return true;
    },
    tick() {
      if (!counted || contents.length === 0) return false;
      counted = false;
      contents = [...contents];
      return true;
    },
  };
}
