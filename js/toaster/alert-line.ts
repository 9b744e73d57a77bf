/** One line about sound and notifications, or about the agent, on the page. */
import { make, set, setPresence, setText } from './dom.js';
import type { AlertLine } from './types.js';

export interface AlertNode {
  readonly node: HTMLElement;
  /** Shows a line. The buttons stay the same elements, so that they keep the focus when the line changes. */
  readonly show: (line: AlertLine) => void;
}

/** @param action - what its button does: see the handlers in events.ts */
export function createAlertNode(document: Document, action: 'unlock' | 'unmute' | 'back'): AlertNode {
  const element = (tag: string, name: string, attributes = {}): HTMLElement => make(document, tag, `gt-${name}`, { part: name, ...attributes });
  const node = element('div', 'alert');
  const text = make(document, 'p', 'gt-alert-text');
  const button = element('button', 'alert-action', { type: 'button', [`data-gt-${action}`]: '' });
  const hide = element('button', 'alert-hide', { type: 'button', 'data-gt-hide': '' });
  return {
    node,
    show(line) {
      set(node, { 'data-kind': line.kind });
      setPresence(text, line.text !== null, node, node.firstChild);
      setText(text, line.text);
      setPresence(button, line.button !== null, node, null);
      setText(button, line.button);
      set(button, { 'aria-disabled': line.busy ? 'true' : null });
      setPresence(hide, line.hide !== null, node, null);
      set(hide, { 'aria-label': line.hide });
    },
  };
}
