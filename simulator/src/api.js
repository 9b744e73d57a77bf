// @ts-check

/** @typedef {import('./records.js').TokenRequestRecord} TokenRequestRecord */
/** @typedef {import('./records.js').HandshakeRecord} HandshakeRecord */
/** @typedef {import('./records.js').SocketRecord} SocketRecord */
/** @typedef {import('./records.js').FrameRecord} FrameRecord */
/** @typedef {import('./records.js').ApiRequestRecord} ApiRequestRecord */
/** @typedef {import('./records.js').EventRecord} EventRecord */
/** @typedef {import('./directory.js').User} User */
/** @typedef {import('./directory.js').Queue} Queue */
/** @typedef {import('./state.js').SimulatorState} SimulatorState */

/**
 * Where a simulator is, and what has happened at it.
 *
 * @typedef {object} SimulatorCore
 * @property {string} url Where it is, such as `http://127.0.0.1:4780`.
 * @property {string} apiUrl The base of the Platform API's paths.
 * @property {string} authorizeUrl Where a user signs in.
 * @property {string} tokenUrl
 * @property {string} socketUrl
 * @property {string} controlUrl
 * @property {string} clientId The default client's.
 * @property {string} clientSecret
 * @property {number} seed
 * @property {string} userId The default agent's.
 * @property {User[]} users The default agent first.
 * @property {Queue[]} queues Those that conversations come from where no other is named.
 * @property {() => SimulatorState} state The current state.
 * @property {Readonly<{ tokenRequests: TokenRequestRecord[], handshakes: HandshakeRecord[], sockets: SocketRecord[], frames: FrameRecord[],
 *   apiRequests: ApiRequestRecord[], events: EventRecord[] }>} records
 * What has happened, oldest first: arrays that grow.
 * @property {(predicate: (state: SimulatorState) => boolean, options?: { timeoutMs?: number }) => Promise<SimulatorState>} until
 * Resolves as soon as `predicate` is true; looks after every change, rejects after `timeoutMs` (5000).
 */

/**
 * Where a simulator is, what has happened at it, and all that it can be made to do.
 *
 * @typedef {SimulatorCore
 *   & ReturnType<typeof import('./actions/conversations.js').conversationActions>
 *   & ReturnType<typeof import('./actions/agents.js').agentActions>
 *   & ReturnType<typeof import('./actions/desks.js').deskActions>
 *   & ReturnType<typeof import('./actions/frames.js').frameActions>
 *   & ReturnType<typeof import('./actions/tokens.js').tokenActions>
 *   & ReturnType<typeof import('./actions/sockets.js').socketActions>
 *   & ReturnType<typeof import('./actions/channels.js').channelActions>
 *   & ReturnType<typeof import('./actions/requests.js').requestActions>
 *   & ReturnType<typeof import('./actions/scenarios.js').scenarioActions>
 *   & ReturnType<typeof import('./actions/housekeeping.js').housekeepingActions>} AnySimulator
 */

/**
 * A simulator that serves a port.
 *
 * @typedef {AnySimulator & {
 *   host: string,
 *   port: number,
 *   close: () => Promise<void>,
 * }} Simulator `close()` ends everything: timers, sockets, server. Harmless when called again.
 */

export {};
