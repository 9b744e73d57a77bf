/** A desktop with the plain component. Query: `strict`, `bare` (its own look, next to none, instead of the package's). */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PlainToasts } from './baseline/PlainToasts.js';
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
      const id = node instanceof HTMLElement ? node.dataset.conversationId : undefined;
      if (id) shown.push(id);
    }
  }
}).observe(document, { childList: true, subtree: true });

await (flag('bare') ? import('./baseline/bare.css') : import('./baseline/styled.css'));
const root = createRoot(document.getElementById('root') ?? document.body);
const toasts = <PlainToasts {...place} />;
root.render(flag('strict') ? <StrictMode>{toasts}</StrictMode> : toasts);
const baseline: BaselineDesk = { shown, unmount: () => root.unmount() };
Object.assign(window, { baseline });
