// @ts-check

import { ORGANISATION } from '../directory.js';
import { course, expectsWrapup, isAcdLeg, isUserLeg, queueMediaSettings, scriptId, wrapup } from './shared.js';

/** @typedef {import('../interactions/interaction.js').Interaction} Interaction */
/** @typedef {import('../interactions/interaction.js').Leg} Leg */

/** Calls. @type {import('./index.js').Medium} */
export const voice = {
  list: 'calls',
  alertingTimeoutMs: 20_000,
  unansweredDisconnectType: 'timeout',
  restDisconnectTypes: { 'endpoint.dnd': 'endpoint.donotdisturb', 'transfer.dnd': 'transfer.donotdisturb' },
  endState: 'terminated',
  initialStates: { customer: 'connected', queue: 'offering' },
  flowPurpose: 'ivr',

  conversation: (interaction) => ({
    maxParticipants: 15,
    recordingState: interaction.legs.some((leg) => isUserLeg(leg) && isRecorded(leg)) ? 'active' : 'none',
    address: interaction.ourAddress,
    utilizationLabelId: '',
  }),

  participant: (leg, { customerId }) => ({
    ...(leg.purpose === 'customer'
      ? { externalContactId: customerId, externalContactInitialDivisionId: ORGANISATION.divisionId }
      : {}),
    address: stationAddress(leg),
    mediaRoles: leg.purpose === 'customer' || isUserLeg(leg) ? ['full'] : undefined,
    ...(isAcdLeg(leg) ? agentFields(leg) : {}),
  }),

  communication: (leg) => {
    const { peerId, ...rest } = course(leg);
    return {
      id: leg.communicationId,
      state: leg.state,
      initialState: leg.initialState,
      ...recording(leg),
      muted: leg.muted,
      confined: leg.confined,
      held: leg.held,
      securePause: false,
      direction: leg.direction,
      self: party(leg.self),
      other: party(leg.other),
      provider: 'Edge',
      peerId,
      scriptId: scriptId(leg),
      ...rest,
      disconnectReasons:
        leg.purpose === 'ivr' && leg.endedAt !== null
          ? [{ type: 'q850', code: 16, phrase: 'Normal call clearing', reason: 'NORMAL' }]
          : undefined,
      recordersState: leg.connectedAt !== null && hasRecorder(leg) ? recorders() : undefined,
      afterCallWorkRequired: expectsWrapup(leg),
      queueMediaSettings: queueMediaSettings(leg, { autoAnswerAlertToneSeconds: 5, manualAnswerAlertToneSeconds: 8 }),
      transferSource: leg.transferSource ?? undefined,
    };
  },

  flatConversation: (interaction) => ({
    address: interaction.ourAddress,
    recordingState: voice.conversation(interaction).recordingState,
    securePause: false,
    maxParticipants: 15,
  }),

  flatParticipant: (leg, interaction) => ({
    muted: leg.muted,
    confined: leg.confined,
    ...recording(leg),
    securePause: false,
    ani: interaction.customer.address,
    dnis: interaction.ourAddress,
    transferSource: leg.transferSource ?? undefined,
    consultParticipantId: leg.consultParticipantId ?? undefined,
  }),
};

/** @param {Leg} leg */
function agentFields(leg) {
  return {
    teamId: ORGANISATION.teamId,
    ...wrapup(leg, 'timeout'),
    wrapupTimeoutMs: 60_000,
    screenRecordingState: leg.connectedAt === null ? 'requested' : 'active',
  };
}

/** @param {Leg} leg */
function stationAddress({ userId, self, purpose, queue }) {
  if (purpose === 'acd') return `sip:${slug(queue?.name ?? '')}@orgspan.com;language=en-US`;
  if (purpose === 'ivr') return 'sip:northwind-main@orgspan.com;language=en-US';
  if (userId === null) return self.address;
  return `sip:${slug(self.name, '.')}+northwind.orgspan.com;tgrp=station@localhost`;
}

/** @param {string} name @param {string} [joint] */
function slug(name, joint = '-') {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, joint);
}

/** @param {Leg} leg Whose conversation is recorded: customers and agents, not queues. */
function hasRecorder({ purpose, userId, queue }) {
  return queue !== null && (purpose === 'customer' || userId !== null);
}

/** @param {Leg} leg */
function isRecorded(leg) {
  return hasRecorder(leg) && leg.connectedAt !== null && leg.endedAt === null;
}

/** @param {Leg} leg */
function recording(leg) {
  return isRecorded(leg) ? { recording: true, recordingState: 'active' } : { recording: false, recordingState: 'none' };
}

function recorders() {
  return { adhocState: 'none', customerExperienceState: 'active', agentExperienceState: 'active', snippetState: 'none' };
}

/** @param {import('../interactions/interaction.js').Party} party */
function party({ name, address, displayable }) {
  return { name, nameRaw: name, addressNormalized: address, addressRaw: address, addressDisplayable: displayable };
}
