/** The line while the agent is Not Responding. */
import { failureOf } from './action-failure.js';
import type { ActionState } from './actions.js';
import { fill } from './labels.js';
import type { AlertLine, ToasterLabels } from './types.js';

/** The routing status in which an agent gets no conversation, because a ring was not answered. */
export const NOT_RESPONDING = 'NOT_RESPONDING';

/** @param back - what became of going back on queue */
export function agentLineOf(labels: ToasterLabels, routingStatus: string | null, back: ActionState['back']): AlertLine | null {
  if (routingStatus !== NOT_RESPONDING || labels.notResponding === '') return null;
  const busy = back === 'pending';
  const reason = back === null || busy ? '' : failureOf(labels, back);
  const text = reason === '' ? labels.notResponding : `${labels.notResponding} ${fill(labels.backOnQueueFailed, { reason })}`;
  return { kind: 'not-responding', text, button: (busy && labels.goingBackOnQueue) || labels.backOnQueue || null, busy, hide: null };
}
