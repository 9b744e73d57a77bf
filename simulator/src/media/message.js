// @ts-check

import { ORGANISATION } from '../directory.js';
import { WITHOUT_DND, course, expectsWrapup, isAcdLeg, opaqueId, queueMediaSettings, scriptId, timestamp, wrapup } from './shared.js';

/** @typedef {import('../interactions/interaction.js').Interaction} Interaction */
/** @typedef {import('../interactions/interaction.js').Leg} Leg */

/** How long a web message stays open without a word. */
const INACTIVITY_MS = 3 * 24 * 60 * 60 * 1000;

/** Messages: web messaging. @type {import('./index.js').Medium} */
export const message = {
  list: 'messages',
  alertingTimeoutMs: 30_000,
  unansweredDisconnectType: 'system',
  restDisconnectTypes: WITHOUT_DND,
  endState: 'disconnected',
  initialStates: { customer: 'connected', queue: 'connected' },
  flowPurpose: 'workflow',

  conversation: ({ startedAt }) => ({
    maxParticipants: 0,
    recordingState: 'none',
    address: ORGANISATION.deploymentId,
    inactivityTimeout: timestamp(startedAt + INACTIVITY_MS),
  }),

  participant: (leg, { customerId }) => ({
    externalContactId: leg.purpose === 'customer' ? customerId : undefined,
    workflow: leg.purpose === 'workflow' ? { workflowId: ORGANISATION.workflowId } : undefined,
    ...(isAcdLeg(leg) ? { teamId: ORGANISATION.teamId, ...wrapup(leg, 'mandatory') } : {}),
  }),

  communication: (leg, interaction) => ({
    id: leg.communicationId,
    state: leg.state,
    initialState: leg.initialState,
    direction: leg.direction,
    held: leg.held,
    provider: 'PureCloud Messaging',
    toAddress: { name: 'Northwind web messenger', addressNormalized: ORGANISATION.deploymentId, addressRaw: '' },
    fromAddress: { name: 'Guest', addressNormalized: opaqueId(interaction.customerId, 24), addressRaw: opaqueId(interaction.customerId, 24) },
    messages: sent(leg, interaction).map(({ id, ...fields }) => ({ messageId: id, ...fields })),
    type: 'webmessaging',
    recipientCountry: '',
    recipientType: '',
    afterCallWorkRequired: expectsWrapup(leg),
    ...course(leg),
    scriptId: scriptId(leg),
    queueMediaSettings: queueMediaSettings(leg, { autoAnswerAlertToneSeconds: 0, manualAnswerAlertToneSeconds: 0 }),
    ...(leg.purpose === 'customer' ? { journeyContext: journey(interaction), messagesTranscriptUri: transcript(interaction) } : {}),
  }),

  flatConversation: () => ({ address: ORGANISATION.deploymentId }),

  flatParticipant: (leg, interaction) => ({
    type: 'webmessaging',
    messages: sent(leg, interaction).map(({ id, ...fields }) => ({ ...fields, message: { id } })),
    journeyContext: leg.purpose === 'customer' ? journey(interaction) : undefined,
  }),
};

/** What was written so far, ids only: the customer and the bot have it. @param {Leg} leg @param {Interaction} interaction */
function sent({ purpose }, { customerId, startedAt }) {
  if (purpose !== 'customer' && purpose !== 'workflow') return [];
  const kinds = [
    { messageStatus: 'received', type: 'Event', events: [{ eventType: 'Presence', subType: 'Join' }] },
    { messageStatus: 'delivery-success', type: 'Text', events: [] },
    { messageStatus: 'received', type: 'Text', events: [] },
  ];
  return kinds.map(({ messageStatus, type, events }, index) => ({
    id: opaqueId(`${index}${customerId}`, 32),
    messageTime: timestamp(startedAt),
    messageStatus,
    messageSegmentCount: 1,
    media: [],
    stickers: [],
    messageMetadata: { type, events, content: [] },
  }));
}

/** @param {Interaction} interaction */
function journey({ customerId }) {
  return { customer: { id: customerId, idType: 'cookie' }, customerSession: { id: customerId, type: 'web' } };
}

/** @param {Interaction} interaction */
function transcript({ conversationId }) {
  return `/api/v2/conversations/messages/${conversationId}/messages/bulk`;
}
