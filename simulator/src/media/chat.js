// @ts-check

import { WITHOUT_DND, course, queueMediaSettings, scriptId, wrapup } from './shared.js';

/** Chats, which the service has given up. @type {import('./index.js').Medium} */
export const chat = {
  list: 'chats',
  alertingTimeoutMs: 30_000,
  unansweredDisconnectType: 'system',
  restDisconnectTypes: {
    ...WITHOUT_DND,
    'transfer.noanswer': 'transfer',
    'transfer.notavailable': 'transfer',
    'transport.failure': 'other',
    spam: 'other',
  },
  endState: 'terminated',
  initialStates: { customer: 'connected', queue: 'connected' },
  flowPurpose: null,

  conversation: () => ({ maxParticipants: 0, recordingState: 'none' }),

  participant: (leg) => wrapup(leg, 'optional'),

  // It has no direction, unlike all others.
  communication: (leg, { customerId }) => ({
    id: leg.communicationId,
    state: leg.state,
    initialState: leg.initialState,
    held: leg.held,
    provider: 'PureCloud Webchat v2',
    roomId: customerId,
    afterCallWorkRequired: false,
    ...course(leg),
    scriptId: scriptId(leg),
    queueMediaSettings: queueMediaSettings(leg),
  }),

  flatConversation: () => ({}),

  flatParticipant: (_leg, { customerId }) => ({ roomId: customerId }),
};
