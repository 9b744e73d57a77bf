/** The frames of a long day, one in ten of them a ring: frame `n` is always the same. */

/** Conversations that ring at the same time. */
const AT_ONCE = 5;
const MEDIA = ['voice', 'chat', 'email', 'callback', 'message'];
const ENDS = ['connected', 'abandoned', 'disconnected', 'terminated'];
/** One ring in so many is closed by the agent. */
const CLOSED = 4;

/** Gives frame `n`, from 0 on. Each ten of them are about one conversation that rings and a few that do not. */
export function frame(n: number): string {
  const ring = Math.floor(n / 10);
  switch (n % 10) {
    case 0:
      return event(`ring-${String(ring)}`, 'queued');
    case 1:
      return event(`ring-${String(ring)}`, 'alerting');
    case 2:
      return event(`ring-${String(ring)}`, 'ringing');
    case 4:
      // Of one that the agent has closed, the end is not reported: it is not shown any more.
      return (ring - AT_ONCE) % CLOSED === 0
        ? event(`other-${String(n)}`, 'connected')
        : event(`ring-${String(ring - AT_ONCE)}`, ENDS[ring % ENDS.length] ?? '');
    case 5:
      return event(`ring-${String(ring)}`, 'ringing', 'routing.queue.event');
    case 6:
      return n % 100 === 6 ? '{"eventType":"routing.conversation.event","conversation":{' : event(`other-${String(n)}`, 'alerting');
    default:
      return event(`other-${String(n)}`, 'queued');
  }
}

/** Whether the agent closes the toast that came last, right after frame `n`. */
export const isDismissal = (n: number): boolean => n % 10 === 3 && Math.floor(n / 10) % CLOSED === 0;

function event(id: string, state: string, eventType = 'routing.conversation.event'): string {
  const number = Number(id.split('-')[1]);
  return JSON.stringify({
    eventType,
    conversation: { id, state, mediaType: MEDIA[number % MEDIA.length] },
    participants: [
      { role: 'customer', name: `Customer ${id}`, address: `tel:+4930${String(number)}` },
      { role: 'acd', name: 'Support', attributes: { skill: 'billing', language: 'en' } },
      // Of all lengths, also longer than what is shown.
      { role: 'agent', name: `Agent ${id} ${'é'.repeat(number % 400)}` },
    ],
  });
}
