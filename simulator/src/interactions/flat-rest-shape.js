// @ts-check

import { timestamp } from '../media/shared.js';
import { restConversation } from './rest-shape.js';
import { defined, flatConversation } from './shapes.js';

/** @typedef {import('../media/index.js').Fields} Fields */
/** @typedef {import('./interaction.js').Interaction} Interaction */
/** @typedef {import('./interaction.js').Leg} Leg */

/** Words for the end of a leg that this shape has not, and what it has in their place. @type {Readonly<Record<string, string>>} */
const DISCONNECT_TYPES = {
  'endpoint.dnd': 'endpoint.donotdisturb',
  'transfer.dnd': 'transfer.donotdisturb',
  timeout: 'other',
  uncallable: 'other',
};

/** A conversation as the operations of one medium have it, such as `GET /api/v2/conversations/calls`. @param {Interaction} interaction @returns {Fields} */
export function flatRestConversation(interaction) {
  const { address: _, participants, ...rest } = flatConversation(interaction);
  const { recentTransfers } = restConversation(interaction);
  return {
    ...rest,
    participants: /** @type {Fields[]} */ (participants).map((participant, index) => flatRestParticipant(participant, /** @type {Leg} */ (interaction.legs[index]))),
    recentTransfers,
    selfUri: `/api/v2/conversations/${interaction.medium.list}/${interaction.conversationId}`,
  };
}

/** @param {Fields} participant @param {Leg} leg @returns {Fields} */
function flatRestParticipant(participant, leg) {
  const { initialState: _, screenRecordingState: __, queueMediaSettings: ___, roomId: ____, user, messages, ...rest } = participant;
  return defined({
    ...rest,
    messages: /** @type {{ message: { id: string } }[] | undefined} */ (messages)?.map(({ message, ...fields }) => ({ ...fields, messageId: message.id })),
    user: leg.userId === null ? user : { id: leg.userId, name: leg.name, selfUri: `/api/v2/users/${leg.userId}` },
    ...(leg.userId === null ? {} : { name: leg.name }),
    queue: leg.queue === null ? undefined : { id: leg.queue.queueId, name: leg.queue.name, selfUri: `/api/v2/routing/queues/${leg.queue.queueId}` },
    disconnectType: leg.disconnectType === null ? undefined : (DISCONNECT_TYPES[leg.disconnectType] ?? leg.disconnectType),
    startAlertingTime: leg.initialState === 'alerting' ? timestamp(leg.startedAt) : undefined,
  });
}
