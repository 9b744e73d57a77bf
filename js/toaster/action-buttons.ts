/** The buttons of a card that answer and decline its ring, and why that failed. */
import type { ToastAction } from '../types.js';
import { make, set, setPresence, setText } from './dom.js';
import type { ActionLabels, ToastItem } from './types.js';

export interface ActionButtons {
  readonly node: HTMLElement;
  /** Shows the buttons of an item. They stay the same elements, so that they keep the focus. */
  readonly show: (item: ToastItem, labels: ActionLabels, offered: readonly ToastAction[]) => void;
}

/** How many were made: their ids differ. */
let made = 0;

export function createActionButtons(document: Document): ActionButtons {
  const id = String(++made);
  const node = make(document, 'div', 'gt-buttons', { part: 'buttons' });
  const button = (action: ToastAction): HTMLElement => make(document, 'button', `gt-${action}`, { part: action, type: 'button', 'data-gt-act': action });
  const [answer, decline] = [button('answer'), button('decline')];
  const description = make(document, 'span', '', { id: `gt-description-${id}`, hidden: '' });
  const failure = make(document, 'p', 'gt-failure', { part: 'failure', id: `gt-failure-${id}` });

  return {
    node,
    show({ toast, state, armed, failure: why, answerHotkey }, labels, offered) {
      const showButton = (element: HTMLElement, action: ToastAction, label: string, describedBy: string, more = {}): void => {
        setPresence(element, label !== '' && offered.includes(action), node, element === answer ? node.firstChild : description);
        setText(element, label);
        set(element, {
          // Not `disabled`, which would take the focus away.
          'aria-disabled': toast.pending ? 'true' : null,
          'data-pending': toast.pending === action ? '' : null,
          'aria-describedby': describedBy.trim() || null,
          disabled: state === 'open' ? null : '',
          ...more,
        });
      };
      const whyId = why === null ? '' : failure.id;
      setPresence(description, offered.includes('decline'), node, failure.parentElement === node ? failure : null);
      setText(description, labels.declineDescription);
      showButton(answer, 'answer', labels.answer && (toast.pending === 'answer' ? labels.answering : labels.answer), whyId, { 'aria-keyshortcuts': answerHotkey });
      const declineLabel = toast.pending === 'decline' ? labels.declining : armed ? labels.declineAgain : labels.decline;
      showButton(decline, 'decline', labels.decline && declineLabel, `${description.id} ${whyId}`, {
        title: labels.declineDescription,
        'data-armed': armed ? '' : null,
      });
      setPresence(failure, why !== null, node, null);
      setText(failure, why);
    },
  };
}
