// @ts-check

import { ORGANISATION } from '../directory.js';
import { hasAfterCallWork, isAcdLeg, timestamp, wrapupOf } from '../media/shared.js';

/** @typedef {import('../media/index.js').Fields} Fields */
/** @typedef {import('./interaction.js').Interaction} Interaction */
/** @typedef {import('./interaction.js').Leg} Leg */

/** The body of an event of the aggregate topic: all media, what is particular to one in its list. @param {Interaction} interaction @returns {Fields} */
export function aggregateConversation(interaction) {
  return defined({
    id: interaction.conversationId,
    participants: interaction.legs.map((leg) => aggregateParticipant(leg, interaction)),
    recentTransfers: interaction.transfers.map(({ id, state, issuedAt, initiatorId, destination, transferType }) => ({
      id,
      state,
      dateIssued: timestamp(issuedAt),
      initiator: { userId: initiatorId },
      destination,
      transferType,
    })),
    ...interaction.medium.conversation(interaction),
    securePause: false,
    divisions: divisions(interaction),
  });
}

/** @param {Leg} leg @param {Interaction} interaction @returns {Fields} */
function aggregateParticipant(leg, interaction) {
  const { medium } = interaction;
  return defined({
    id: leg.participantId,
    userId: leg.userId ?? undefined,
    connectedTime: timestamp(leg.connectedAt),
    endTime: timestamp(leg.endedAt),
    startAcwTime: hasAfterCallWork(leg) ? timestamp(leg.endedAt) : undefined,
    endAcwTime: hasAfterCallWork(leg) ? timestamp(leg.acwEndedAt) : undefined,
    // As recorded: events name customers and queues, and the agents by their ids only.
    name: leg.purpose === 'agent' ? undefined : leg.name,
    queueId: leg.queue?.queueId,
    purpose: leg.purpose,
    consultParticipantId: leg.consultParticipantId ?? undefined,
    wrapupRequired: false,
    wrapupExpected: false,
    wrapup: wrapupOf(leg),
    conversationRoutingData: routingData(leg, interaction),
    alertingTimeoutMs: leg.alertingTimeoutMs ?? undefined,
    attributes: isCustomer(leg) ? { ...interaction.attributes } : {},
    ...medium.participant(leg, interaction),
    [medium.list]: [defined(medium.communication(leg, interaction))],
  });
}

/** The body of an event of a medium's own topic: flat participants. @param {Interaction} interaction @returns {Fields} */
export function flatConversation(interaction) {
  return defined({
    id: interaction.conversationId,
    name: '',
    participants: interaction.legs.map((leg) => flatParticipant(leg, interaction)),
    otherMediaUris: [],
    ...interaction.medium.flatConversation(interaction),
    divisions: divisions(interaction),
  });
}

/** @param {Leg} leg @param {Interaction} interaction @returns {Fields} */
function flatParticipant(leg, interaction) {
  const { medium } = interaction;
  const participant = aggregateParticipant(leg, interaction);
  const communication = defined(medium.communication(leg, interaction));
  return defined({
    id: leg.participantId,
    name: participant.name,
    address: participant.address ?? '',
    startTime: timestamp(leg.startedAt),
    connectedTime: participant.connectedTime,
    endTime: participant.endTime,
    startHoldTime: timestamp(leg.heldAt),
    startAcwTime: participant.startAcwTime,
    endAcwTime: participant.endAcwTime,
    purpose: leg.purpose,
    state: leg.state,
    initialState: leg.initialState,
    direction: leg.direction,
    disconnectType: leg.disconnectType ?? undefined,
    held: leg.held,
    wrapupRequired: participant.wrapupRequired,
    wrapupPrompt: participant.wrapupPrompt,
    wrapup: participant.wrapup,
    wrapupSkipped: leg.acwState === 'skipped' ? true : undefined,
    user: reference(participant.userId),
    queue: reference(participant.queueId),
    team: reference(participant.teamId),
    attributes: participant.attributes,
    script: isAcdLeg(leg) ? reference(communication.scriptId) : undefined,
    wrapupTimeoutMs: participant.wrapupTimeoutMs,
    alertingTimeoutMs: participant.alertingTimeoutMs,
    conversationRoutingData: participant.conversationRoutingData,
    screenRecordingState: participant.screenRecordingState,
    mediaRoles: participant.mediaRoles,
    provider: communication.provider,
    peer: communication.peerId,
    externalContact: reference(participant.externalContactId),
    queueMediaSettings: communication.queueMediaSettings,
    ...medium.flatParticipant(leg, interaction),
  });
}

/** @param {Leg} leg */
function isCustomer({ purpose }) {
  return purpose === 'customer' || purpose === 'external';
}

/** What the routing knows, at a queue's leg and at those of its agents. @param {Leg} leg @param {Interaction} interaction */
function routingData(leg, { legs }) {
  if (leg.queue === null || isCustomer(leg)) return undefined;
  const common = { queue: { id: leg.queue.queueId }, language: { id: ORGANISATION.languageId }, priority: 5 };
  if (leg.userId !== null) return { ...common, skills: [], scoredAgents: [] };
  const agents = new Set(legs.flatMap(({ userId }) => userId ?? []));
  return {
    ...common,
    skills: ORGANISATION.skillIds.map((id) => ({ id })),
    scoredAgents: [...agents].map((id, index) => ({ agent: { id }, score: 97 - index })),
  };
}

/** @param {Interaction} interaction */
function divisions({ legs, startedAt }) {
  const queueIds = new Set(legs.flatMap(({ queue }) => queue?.queueId ?? []));
  const userIds = new Set(legs.flatMap(({ userId }) => userId ?? []));
  const dateDivisionUpdated = timestamp(startedAt);
  const { divisionId } = ORGANISATION;
  return [
    {
      division: { id: divisionId, selfUri: `/api/v2/authorization/divisions/${divisionId}` },
      entities: [
        ...[...queueIds].map((id) => ({ id, selfUri: `/api/v2/routing/queues/${id}`, dateDivisionUpdated })),
        ...[...userIds].map((id) => ({ id, selfUri: `/api/v2/users/${id}`, dateDivisionUpdated })),
      ],
    },
  ];
}

/** @param {unknown} id */
function reference(id) {
  return id === undefined ? undefined : { id };
}

/** Without the fields that are `undefined`. @param {Fields} fields @returns {Fields} */
export function defined(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
