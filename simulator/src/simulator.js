// @ts-check

import { agentActions } from './actions/agents.js';
import { deskActions } from './actions/desks.js';
import { channelActions } from './actions/channels.js';
import { conversationActions } from './actions/conversations.js';
import { frameActions } from './actions/frames.js';
import { housekeepingActions } from './actions/housekeeping.js';
import { requestActions } from './actions/requests.js';
import { scenarioActions } from './actions/scenarios.js';
import { socketActions } from './actions/sockets.js';
import { tokenActions } from './actions/tokens.js';
import { AgentStates } from './agents/agent-states.js';
import { WaitingRings } from './agents/waiting-rings.js';
import { CallRouter } from './call-router.js';
import { ControlEndpoint } from './control.js';
import { Conversations } from './conversations.js';
import { Delivery } from './delivery.js';
import { DEFAULT_USER_ID, Directory } from './directory.js';
import { HandshakeEndpoint } from './handshake.js';
import { Calls } from './interactions/calls.js';
import { Desk } from './interactions/desk.js';
import { InteractionSync } from './interactions/interaction-sync.js';
import { Interactions } from './interactions/interactions.js';
import { Network } from './network.js';
import { Channels } from './notifications/channels.js';
import { Publisher } from './notifications/publisher.js';
import { AuthorizeEndpoint } from './oauth-authorize.js';
import { AuthorizationCodes } from './oauth-codes.js';
import { TokenEndpoint } from './oauth.js';
import { Records } from './records.js';
import { agentRoutes } from './rest/agents.js';
import { channelRoutes } from './rest/channels.js';
import { conversationRoutes } from './rest/conversations.js';
import { ApiEndpoint } from './rest/endpoint.js';
import { participantRoutes } from './rest/participants.js';
import { queueRoutes } from './rest/queues.js';
import { tokenRoutes } from './rest/tokens.js';
import { userRoutes } from './rest/users.js';
import { Rings } from './rings.js';
import { requestListener } from './router.js';
import { ScenarioPlayer } from './scenarios/player.js';
import { AUTHORIZE_PATH, CONTROL_PATH, DEFAULT_CLIENT, ROUTING_EVENTS_PATH, TOKEN_PATH } from './settings.js';
import { Sockets } from './sockets.js';
import { stateReader } from './state.js';
import { Timers } from './timers.js';
import { Tokens } from './tokens.js';
import { Waiters } from './until.js';

/** @typedef {import('./state.js').SimulatorState} SimulatorState */
/** @typedef {import('./world.js').World} World */

/** The close code of `reset()`: the server goes away. */
const CLOSE_GOING_AWAY = 1001;

/**
 * Makes a simulator that nobody can reach yet: `server/` brings it requests and handshakes from a port, `in-page/` from the page that it runs in.
 * Nothing here needs Node.
 *
 * @param {ReturnType<typeof import('./options.js').readOptions>} options
 * @param {string} url Where it will be found, such as `http://127.0.0.1:4780`.
 */
export function createSimulator({ seed, clients, users, settings, scenario, speed, recordLimit, log }, url) {
  const urls = urlsOf(url);
  const directory = new Directory(users);
  const records = new Records(recordLimit);
  const network = new Network((offline) => {
    if (offline) sockets.dropAll();
    log(offline ? 'offline' : 'online');
    world.changed();
  });
  const tokens = new Tokens((token) => {
    log(`a token of ${token.clientId} is ${token.state}`);
    sockets.tokenEnded(token);
    channels.tokenEnded(token);
    world.changed();
  });
  const timers = new Timers();
  /** @type {World} */
  const world = {
    settings: { current: settings }, clients, directory, tokens, records, network, timers, log, changed: () => waiters.changed(),
  };
  const sockets = new Sockets(world);
  const delivery = new Delivery(world, sockets);
  const channels = new Channels(world, sockets, seed);
  const publisher = new Publisher(world, channels);
  const agents = new AgentStates(world, (topicName, body) => publisher.announce(topicName, body));
  const waitingRings = new WaitingRings(agents);
  const interactions = new Interactions(
    world,
    seed,
    (interaction) => {
      const at = publisher.publish(interaction);
      agents.follow(interaction);
      desk.follow(interaction);
      return at;
    },
    ({ conversationId }, { userId }) => void callRouter.move('queued', { conversationId, detail: userId === null ? {} : { userId } }),
    (interaction) => agents.drop(interaction),
  );
  const interactionSync = new InteractionSync(world, interactions, {
    missed: (userId) => agents.missed(userId),
    connectedAtOnce: ({ conversationId }) => conversations.noteAnswer(conversationId),
    autoAnswer: ({ conversationId }, { userId }) => void callRouter.move('connected', { conversationId, detail: userId === null ? {} : { userId } }),
  });
  const conversations = new Conversations(
    seed,
    (event) => {
      const sentAt = delivery.sendEvent(event);
      const { id, state, mediaType } = event.conversation;
      log(`${state} ${mediaType} ${id}${sentAt === null ? ' (held back)' : ''}`);
      return sentAt;
    },
    (conversation, detail) => interactionSync.follow(conversation, detail),
    (conversationId, detail) => waitingRings.hold(conversationId, detail),
  );
  agents.onAvailable = (userId) => {
    for (const { conversationId, detail } of waitingRings.takeFor(userId)) {
      if (conversations.isQueued(conversationId)) conversations.offer('ringing', { conversationId }, detail);
    }
  };
  const callRouter = new CallRouter(conversations, interactions, interactionSync);
  const rings = new Rings(world, conversations);
  const calls = new Calls(interactions, interactionSync);
  const desk = new Desk(world, { interactions, interactionSync, callRouter, calls, agents });
  const codes = new AuthorizationCodes();
  const tokenEndpoint = new TokenEndpoint(world, codes);
  const authorizeEndpoint = new AuthorizeEndpoint(world, codes);
  const handshakes = new HandshakeEndpoint(world, sockets, channels);
  const api = new ApiEndpoint(world, [
    ...channelRoutes(channels, urls.url.replace(/^http/, 'ws')),
    ...agentRoutes(directory, agents),
    ...conversationRoutes(world, interactions),
    ...participantRoutes(world, interactions, desk),
    ...userRoutes(world, agents),
    ...queueRoutes(directory),
    ...tokenRoutes(tokens),
  ]);
  const player = new ScenarioPlayer(performStep, () => world.changed());

  const clearFaults = () => {
    tokenEndpoint.faults.clear();
    handshakes.faults.clear();
    api.faults.clear();
    channels.clearFaults();
    delivery.faults.clear();
    publisher.faults.clear();
    sockets.silenceNew = null;
    sockets.unsilence();
    network.goOnline();
    world.changed();
  };
  const clearRecords = () => {
    records.clear();
    sockets.countOpen();
    world.changed();
  };
  const reset = () => {
    player.stop();
    rings.stop();
    delivery.faults.reset();
    publisher.faults.reset();
    timers.clear();
    tokens.clear();
    sockets.closeAndForget(CLOSE_GOING_AWAY, 'reset');
    channels.reset();
    network.breakWaiting();
    clearFaults();
    tokenEndpoint.reset();
    api.reset();
    conversations.reset();
    interactions.reset();
    agents.reset();
    waitingRings.clear();
    world.settings.current = settings;
    clearRecords();
  };

  const actions = {
    ...conversationActions({ conversations, callRouter, rings, directory }),
    ...agentActions({ interactions, calls, callRouter, directory }),
    ...deskActions({ directory, agents, interactions }),
    ...frameActions(delivery, conversations, { 'routing-events': delivery.faults, notifications: publisher.faults }),
    ...tokenActions(world, tokenEndpoint, channels),
    ...socketActions(world, sockets, handshakes),
    ...channelActions(channels),
    ...requestActions(api),
    ...scenarioActions(player, seed),
    ...housekeepingActions(world, { clearFaults, clearRecords, reset }),
  };
  const byName = /** @type {Record<string, import('./control.js').Action>} */ (/** @type {unknown} */ (actions));

  /** @param {import('./scenarios/agenda.js').Step} step */
  function performStep({ action, params }) {
    // A fault that nobody is there for would wait, and with it all that follow: the first client would meet hundreds.
    if (action.startsWith('fail') && sockets.open().length === 0) return;
    if ((action === 'failRequests' || params.source === 'notifications') && channels.size === 0) return;
    interactions.inScenario = true;
    try {
      byName[action]?.(params);
    } finally {
      interactions.inScenario = false;
    }
  }

  const state = stateReader({ urls, seed, world, sockets, channels, conversations, interactions, agents, delivery, publisher, api, tokenEndpoint, handshakes, player, rings });
  /** @type {Waiters<SimulatorState>} */
  const waiters = new Waiters(state);
  const control = new ControlEndpoint({ actions: byName, state, records, log });
  if (scenario !== null) player.run(scenario, seed, speed);

  return {
    /** What its user gets. */
    simulator: {
      ...urls,
      ...DEFAULT_CLIENT,
      ...actions,
      seed,
      userId: DEFAULT_USER_ID,
      users: directory.users(),
      queues: directory.usualQueues(),
      state,
      records: {
        tokenRequests: records.tokenRequests.entries,
        handshakes: records.handshakes.entries,
        sockets: records.sockets.entries,
        frames: records.frames.entries,
        apiRequests: records.apiRequests.entries,
        events: records.events.entries,
      },
      /** @type {import('./api.js').SimulatorCore['until']} */
      until: (predicate, waitOptions) => waiters.until(predicate, waitOptions),
    },
    answer: requestListener({ urls, network, tokenEndpoint, authorizeEndpoint, api, control }),
    /** @param {import('./handshake.js').Upgrade} upgrade */
    upgrade: (upgrade) => handshakes.handle(upgrade),
    /** Ends timers, sockets and waiting requests. Harmless when called again. */
    stop: () => {
      player.stop();
      rings.stop();
      delivery.faults.reset();
      publisher.faults.reset();
      timers.clear();
      tokens.clear();
      network.goOnline();
      network.breakWaiting();
      sockets.dropAll();
      waiters.close();
    },
  };
}

/** @param {string} url */
function urlsOf(url) {
  return {
    url,
    apiUrl: url,
    tokenUrl: `${url}${TOKEN_PATH}`,
    authorizeUrl: `${url}${AUTHORIZE_PATH}`,
    socketUrl: `${url.replace(/^http/, 'ws')}${ROUTING_EVENTS_PATH}`,
    controlUrl: `${url}${CONTROL_PATH}`,
  };
}
