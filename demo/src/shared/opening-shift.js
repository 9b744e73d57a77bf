import { act, state } from './simulator.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * The customers that are there when the desk opens, so that it isn't empty. Their ids are fixed: every page that is open
 * knows how long they had been waiting already. The one that is connected is no call: during a call a new ring plays one short tone only.
 */
const CUSTOMERS = [
  { customerName: 'Eleanor Whitfield', mediaType: 'chat', queueName: 'Support', waitedMs: 3 * MINUTE + 12 * SECOND, connected: true },
  { customerName: 'Hiroshi Tanaka', mediaType: 'voice', queueName: 'Support', waitedMs: 48 * SECOND },
  { customerName: 'Amina Okafor', mediaType: 'chat', queueName: 'Support', waitedMs: 21 * SECOND },
  { customerName: 'Tomás Silva', mediaType: 'voice', queueName: 'Support', waitedMs: 9 * SECOND },
  { customerName: 'Ingrid Larsen', mediaType: 'voice', queueName: 'Sales', waitedMs: 34 * SECOND },
  { customerName: 'Noah Brown', mediaType: 'chat', queueName: 'Sales', waitedMs: 16 * SECOND },
  { customerName: 'Priya Sharma', mediaType: 'voice', queueName: 'Billing', waitedMs: 2 * MINUTE + 41 * SECOND },
  { customerName: 'Jürgen Müller', mediaType: 'email', queueName: 'Billing', waitedMs: 2 * MINUTE + 5 * SECOND },
  { customerName: 'Chloé Dubois', mediaType: 'callback', queueName: 'Billing', waitedMs: 52 * SECOND },
  { customerName: 'Kwame Mensah', mediaType: 'email', queueName: 'Returns', waitedMs: 27 * SECOND },
  { customerName: 'Zofia Kowalska', mediaType: 'message', queueName: 'Returns', waitedMs: 11 * SECOND },
];

const OPENING = CUSTOMERS.map((customer, index) => ({
  ...customer,
  conversationId: `5eed0000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
}));

const BY_ID = new Map(OPENING.map((customer) => [customer.conversationId, customer]));

/** What the demo made up about this conversation: `{ queueName, waitedMs }`, or nothing. */
export const openingFacts = (conversationId) => BY_ID.get(conversationId);

/** Ends all conversations. */
export async function closeShift() {
  for (;;) {
    const { conversations } = await state();
    if (conversations.length === 0) return;
    for (const { conversationId } of conversations) await act('end', { conversationId });
  }
}

/** Fills a simulator that has no conversations yet. None of these rings. */
export async function openShift() {
  if ((await state()).conversations.length > 0) return;
  for (const { conversationId, customerName, mediaType, queueName, connected } of OPENING) {
    const participants = [
      { role: 'customer', name: customerName },
      { role: 'acd', name: queueName },
    ];
    await act('queue', { conversationId, mediaType, customerName, participants });
    if (connected) await act('answer', { conversationId });
  }
}
