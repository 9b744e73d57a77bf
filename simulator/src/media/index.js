// @ts-check

import { callback } from './callback.js';
import { chat } from './chat.js';
import { email } from './email.js';
import { message } from './message.js';
import { voice } from './voice.js';

/** @typedef {import('../interactions/interaction.js').Interaction} Interaction */
/** @typedef {import('../interactions/interaction.js').Leg} Leg */

/** Fields of a JSON object; those that are `undefined` are left out of it. @typedef {Record<string, unknown>} Fields */

/**
 * What is particular to conversations of one medium.
 *
 * @typedef {object} Medium
 * @property {string} list The participant's list of this medium's communications, and the last part of its topics.
 * @property {number} alertingTimeoutMs How long it alerts where nothing else is said.
 * @property {string} unansweredDisconnectType How a ring ends that nobody answers: as recorded of callbacks and chats; of the others a choice.
 * @property {Readonly<Record<string, string>>} restDisconnectTypes What REST has in place of words of events that its model of the medium lacks.
 * @property {string} endState The state of a leg that is over for good.
 * @property {{ customer: string, queue: string }} initialStates `queue`: of an IVR's or a workflow's leg, too.
 * @property {string | null} flowPurpose Of the leg that comes before the queue; `null`: there is none.
 * @property {(interaction: Interaction) => Fields} conversation Fields of the aggregate conversation.
 * @property {(leg: Leg, interaction: Interaction) => Fields} participant Fields of the aggregate participant.
 * @property {(leg: Leg, interaction: Interaction) => Fields} communication The whole communication of a leg.
 * @property {(interaction: Interaction) => Fields} flatConversation Fields of the conversation of the medium's own topic.
 * @property {(leg: Leg, interaction: Interaction) => Fields} flatParticipant Fields of that topic's participant.
 */

/** By `mediaType`. @type {ReadonlyMap<string, Medium>} */
export const MEDIA = new Map(Object.entries({ voice, callback, email, message, chat }));
