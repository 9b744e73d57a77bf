// @ts-check

import { course, isAcdLeg, queueMediaSettings, scriptId } from './shared.js';

/** Chats, which the service has given up: there is no recorded one, so only fields of the published model. @type {import('./index.js').Medium} */
export const chat = {
  list: 'chats',
  alertingTimeoutMs: 30_000,
  endState: 'terminated',
  initialStates: { customer: 'connected', queue: 'connected' },
  flowPurpose: null,

  conversation: () => ({ maxParticipants: 0, recordingState: 'none' }),

  participant: (leg) => (isAcdLeg(leg) ? { wrapupRequired: true, wrapupExpected: true, wrapupPrompt: 'optional' } : {}),

  // It has no direction, unlike all others.
  communication: (leg, { customerId }) => {
    const { transferSource: _, ...rest } = course(leg);
    return {
      id: leg.communicationId,
      state: leg.state,
      initialState: leg.initialState,
      held: leg.held,
      roomId: customerId,
      afterCallWorkRequired: isAcdLeg(leg),
      ...rest,
      scriptId: scriptId(leg),
      queueMediaSettings: queueMediaSettings(leg),
    };
  },

  flatConversation: () => ({}),

  flatParticipant: (_leg, { customerId }) => ({ roomId: customerId }),
};
