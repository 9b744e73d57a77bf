// @ts-check

/** @typedef {import('./records.js').TokenRequestRecord} TokenRequestRecord */
/** @typedef {import('./records.js').HandshakeRecord} HandshakeRecord */
/** @typedef {import('./records.js').SocketRecord} SocketRecord */
/** @typedef {import('./records.js').FrameRecord} FrameRecord */
/** @typedef {import('./state.js').SimulatorState} SimulatorState */

/**
 * Where a simulator is, and what has happened at it.
 *
 * @typedef {object} SimulatorCore
 * @property {string} url `http://127.0.0.1:<port>`
 * @property {string} host
 * @property {number} port
 * @property {string} tokenUrl
 * @property {string} socketUrl
 * @property {string} controlUrl
 * @property {string} clientId The default client's.
 * @property {string} clientSecret
 * @property {number} seed
 * @property {() => SimulatorState} state What is so now.
 * @property {Readonly<{ tokenRequests: TokenRequestRecord[], handshakes: HandshakeRecord[], sockets: SocketRecord[], frames: FrameRecord[] }>} records
 * What has happened, oldest first: arrays that grow.
 * @property {(predicate: (state: SimulatorState) => boolean, options?: { timeoutMs?: number }) => Promise<SimulatorState>} until
 * Resolves as soon as `predicate` is true; looks after every change, rejects after `timeoutMs` (5000).
 * @property {() => Promise<void>} close Ends everything: timers, sockets, server. Harmless when called again.
 */

/**
 * A simulator that runs.
 *
 * @typedef {SimulatorCore
 *   & ReturnType<typeof import('./actions/conversations.js').conversationActions>
 *   & ReturnType<typeof import('./actions/frames.js').frameActions>
 *   & ReturnType<typeof import('./actions/tokens.js').tokenActions>
 *   & ReturnType<typeof import('./actions/sockets.js').socketActions>
 *   & ReturnType<typeof import('./actions/scenarios.js').scenarioActions>
 *   & ReturnType<typeof import('./actions/housekeeping.js').housekeepingActions>} Simulator
 */

export {};
