/** A desktop with the plain component. Query: `strict`. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PlainToasts } from './baseline/PlainToasts.js';
import './baseline/plain-toasts.css';
import './shared/paint.js';
import { flag, place } from './shared/query.js';

/** What `window.baseline` has on this page. */
export interface BaselineDesk {
  /** The conversations that a toast was shown for, each once for each toast. */
  readonly shown: string[];
  unmount(): void;
}

const shown: string[] = [];
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      const id = node instanceof HTMLElement ? node.dataset['conversationId'] : undefined;
      if (id) shown.push(id);
    }
  }
}).observe(document, { childList: true, subtree: true });

const root = createRoot(document.getElementById('root') as HTMLElement);
const toasts = <PlainToasts {...place} />;
root.render(flag('strict') ? <StrictMode>{toasts}</StrictMode> : toasts);
const baseline: BaselineDesk = { shown, unmount: () => root.unmount() };
Object.assign(window, { baseline });
