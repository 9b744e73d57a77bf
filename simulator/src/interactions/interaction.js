// @ts-check

/** @typedef {import('../directory.js').Queue} Queue */
/** @typedef {import('../media/index.js').Medium} Medium */

/** Who is at one end of a call, or of anything else. @typedef {{ name: string, address: string, displayable?: string }} Party */

/**
 * A participant with its one communication. Legs accumulate: one that is over stays, and a second alert of the same
 * agent is another leg.
 *
 * @typedef {object} Leg
 * @property {string} participantId
 * @property {string} communicationId
 * @property {string} purpose `customer`, `external`, `ivr`, `workflow`, `acd`, `agent`, `user` …
 * @property {string | null} userId
 * @property {string} name
 * @property {Queue | null} queue
 * @property {'inbound' | 'outbound'} direction
 * @property {string} state
 * @property {string} initialState
 * @property {number} startedAt
 * @property {number | null} connectedAt
 * @property {number | null} endedAt
 * @property {string | null} disconnectType
 * @property {number | null} alertingTimeoutMs
 * @property {boolean} held
 * @property {number | null} heldAt Since when it is held.
 * @property {boolean} muted
 * @property {boolean} confined
 * @property {boolean} wrapupRequired Whether its agent has to wrap up once they have answered.
 * @property {Wrapup | null} wrapup How the agent wrapped it up.
 * @property {'pending' | 'complete' | 'skipped'} acwState Of the after-call work, if there is any.
 * @property {number | null} acwEndedAt
 * @property {boolean} acwPlanned Whether it ends by itself.
 * @property {{ toneSeconds: number } | null} autoAnswer `null`: the agent has to answer it.
 * @property {boolean} ownCall Whether the user calls somebody, so that nothing rings at theirs.
 * @property {string | null} consultParticipantId Whom a consultation is about: the customer's participant.
 * @property {boolean} acd Whether a queue offered it to its user.
 * @property {boolean} consulted Whether an agent asks them, while the conversation stays with that agent.
 * @property {string | null} transferSource
 * @property {Party} self
 * @property {Party} other
 * @property {string | null} peerId
 * @property {() => void} cancelTimeout
 */

/**
 * @typedef {object} Wrapup
 * @property {string} code
 * @property {string} [notes]
 * @property {readonly string[]} [tags]
 * @property {number} durationSeconds
 * @property {number} endedAt
 */

/**
 * @typedef {object} Transfer
 * @property {string} id
 * @property {string} state
 * @property {number} issuedAt
 * @property {string} initiatorId
 * @property {{ userId: string } | { address: string }} destination
 * @property {'attended' | 'unattended'} transferType
 */

/**
 * A conversation as the Platform API knows it.
 *
 * @typedef {object} Interaction
 * @property {string} conversationId
 * @property {string} mediaType
 * @property {Medium} medium
 * @property {number} startedAt
 * @property {Party} customer
 * @property {string} customerId
 * @property {string} ourAddress
 * @property {Queue | null} queue
 * @property {Record<string, string>} attributes Of the customer.
 * @property {Leg[]} legs Oldest first.
 * @property {Transfer[]} transfers
 */

/** @param {Leg} leg */
export function isLive({ endedAt }) {
  return endedAt === null;
}

/** Whether it rings at a user's. @param {Leg} leg */
export function isRinging({ state, userId, ownCall }) {
  return state === 'alerting' && userId !== null && !ownCall;
}

/** The newest leg that fits. @param {Interaction} interaction @param {(leg: Leg) => boolean} fits */
export function lastLeg({ legs }, fits) {
  return [...legs].reverse().find(fits) ?? null;
}

/** @param {Interaction} interaction @param {string} [userId] Only this user's. */
export function ringingLeg(interaction, userId) {
  return lastLeg(interaction, (leg) => isRinging(leg) && (userId === undefined || leg.userId === userId));
}

/** @param {Interaction} interaction @param {string} [userId] Only this user's. */
export function connectedLeg(interaction, userId) {
  return lastLeg(
    interaction,
    (leg) => leg.userId !== null && leg.state === 'connected' && (userId === undefined || leg.userId === userId),
  );
}

/** Legs of users that ring or talk. @param {Interaction} interaction */
export function liveUserLegs({ legs }) {
  return legs.filter((leg) => leg.userId !== null && isLive(leg));
}

/** The other party: who the agents talk to. @param {Interaction} interaction */
export function otherParty(interaction) {
  return lastLeg(interaction, ({ purpose }) => purpose === 'customer' || purpose === 'external');
}

/** @param {Leg} leg @param {number} at */
export function connect(leg, at) {
  leg.cancelTimeout();
  leg.state = 'connected';
  leg.connectedAt = at;
}

/** @param {Leg} leg @param {{ state: string, disconnectType: string, at: number }} end */
export function endLeg(leg, { state, disconnectType, at }) {
  leg.cancelTimeout();
  leg.state = state;
  leg.disconnectType = disconnectType;
  leg.endedAt = at;
  hold(leg, false, at);
}

/** Holds a leg, or goes on with it. @param {Leg} leg @param {boolean} held @param {number} at */
export function hold(leg, held, at) {
  leg.held = held;
  leg.heldAt = held ? (leg.heldAt ?? at) : null;
}
