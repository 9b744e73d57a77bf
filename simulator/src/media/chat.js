// @ts-check

import { course, expectsWrapup, queueMediaSettings, scriptId, wrapup } from './shared.js';

/** Chats, which the service has given up: there is no recorded one, so only fields of the published model. @type {import('./index.js').Medium} */
export const chat = {
  list: 'chats',
  alertingTimeoutMs: 30_000,
  unansweredDisconnectType: 'system',
  endState: 'terminated',
  initialStates: { customer: 'connected', queue: 'connected' },
  flowPurpose: null,

  conversation: () => ({ maxParticipants: 0, recordingState: 'none' }),

  participant: (leg) => wrapup(leg, 'optional'),

  // It has no direction, unlike all others.
  communication: (leg, { customerId }) => {
    const { transferSource: _, ...rest } = course(leg);
    return {
      id: leg.communicationId,
      state: leg.state,
      initialState: leg.initialState,
      held: leg.held,
      roomId: customerId,
      afterCallWorkRequired: expectsWrapup(leg),
      ...rest,
      scriptId: scriptId(leg),
      queueMediaSettings: queueMediaSettings(leg),
    };
  },

  flatConversation: () => ({}),

  flatParticipant: (_leg, { customerId }) => ({ roomId: customerId }),
};
