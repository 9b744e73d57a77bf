// @ts-check

/** A Genesys Cloud on your own computer: the JavaScript API. */

export { startSimulator } from './server/start.js';
export { DEFAULT_USERS, DEFAULT_USER_ID, queueIdOf } from './directory.js';
export { BadParameter, NotFound } from './check.js';
export { MALFORMED_KINDS, MAX_FRAME_BYTES } from './frames.js';
export { MEDIA_TYPES } from './conversations.js';
export { DISCONNECT_TYPES } from './interactions/disconnect-types.js';
export { SCENARIO_NAMES, planScenario } from './scenarios/index.js';
export { PHONE_KINDS } from './agents/phones.js';
export { DEFAULT_CLIENT, DEFAULT_PORT, DEFAULT_SETTINGS, DESKTOP_SCOPE, ROUTING_EVENTS_SCOPE } from './settings.js';

/** @typedef {import('./api.js').Simulator} Simulator */
/** @typedef {import('./options.js').SimulatorOptions} SimulatorOptions */
/** @typedef {import('./state.js').SimulatorState} SimulatorState */
/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./world.js').Client} Client */
/** @typedef {import('./scenarios/index.js').ScenarioName} ScenarioName */
/** @typedef {import('./scenarios/agenda.js').Step} Step */
/** @typedef {import('./conversations.js').ConversationParams} ConversationParams */
/** @typedef {import('./rings.js').RingStream} RingStream */
/** @typedef {import('./rings.js').Ring} Ring */
/** @typedef {import('./actions/tokens.js').TokenFaultParams} TokenFaultParams */
/** @typedef {import('./actions/sockets.js').HandshakeFaultParams} HandshakeFaultParams */
/** @typedef {import('./actions/requests.js').RequestFaultParams} RequestFaultParams */
/** @typedef {import('./records.js').TokenRequestRecord} TokenRequestRecord */
/** @typedef {import('./records.js').HandshakeRecord} HandshakeRecord */
/** @typedef {import('./records.js').SocketRecord} SocketRecord */
/** @typedef {import('./records.js').FrameRecord} FrameRecord */
/** @typedef {import('./records.js').ApiRequestRecord} ApiRequestRecord */
/** @typedef {import('./records.js').EventRecord} EventRecord */
/** @typedef {import('./directory.js').User} User */
/** @typedef {import('./directory.js').Queue} Queue */
/** @typedef {import('./sockets.js').Source} Source */
/** @typedef {import('./actions/ring-params.js').RingParams} RingParams */
/** @typedef {import('./interactions/interactions.js').RingingLeg} RingingLeg */
/** @typedef {import('./interactions/disconnect-types.js').DisconnectType} DisconnectType */
/** @typedef {import('./agents/phones.js').PhoneKind} PhoneKind */
/** @typedef {import('./agents/agent-states.js').RoutingStatus} RoutingStatus */
/** @typedef {import('./actions/desks.js').LegState} LegState */
