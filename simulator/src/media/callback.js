// @ts-check

import { ORGANISATION } from '../directory.js';
import { WITHOUT_DND, course, queueMediaSettings, timestamp, wrapup } from './shared.js';

/** @typedef {import('../interactions/interaction.js').Interaction} Interaction */

/** Callbacks: an agent is alerted to call a customer, so each leg's direction is outbound. @type {import('./index.js').Medium} */
export const callback = {
  list: 'callbacks',
  alertingTimeoutMs: 30_000,
  unansweredDisconnectType: 'system',
  restDisconnectTypes: WITHOUT_DND,
  endState: 'terminated',
  initialStates: { customer: 'scheduled', queue: 'scheduled' },
  flowPurpose: null,

  conversation: () => ({ maxParticipants: 0, recordingState: 'none' }),

  participant: (leg) => ({
    // A queue and an agent have no name here, and nobody has an address.
    name: leg.purpose === 'customer' ? leg.name : undefined,
    ...wrapup(leg, 'optional'),
    additionalProperties: {},
  }),

  communication: (leg, interaction) => {
    const { connectedTime, peerId, ...rest } = course(leg);
    return {
      state: leg.state,
      initialState: leg.initialState,
      id: leg.communicationId,
      direction: leg.direction,
      held: leg.held,
      ...request(interaction),
      scriptId: ORGANISATION.scriptId,
      provider: 'PureCloud Callback',
      afterCallWorkRequired: false,
      callerId: ORGANISATION.number,
      callerIdName: ORGANISATION.name,
      additionalProperties: {},
      peerId,
      connectedTime,
      ...rest,
      queueMediaSettings: queueMediaSettings(leg),
    };
  },

  flatConversation: () => ({}),

  flatParticipant: (_leg, interaction) => request(interaction),
};

/** @param {Interaction} interaction */
function request({ customer, startedAt }) {
  return {
    callbackNumbers: [customer.address.replace(/^tel:/, '')],
    callbackUserName: customer.name,
    externalCampaign: false,
    skipEnabled: true,
    timeoutSeconds: 30,
    callbackScheduledTime: timestamp(startedAt),
  };
}
