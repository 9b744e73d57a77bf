// @ts-check

/** @typedef {ReturnType<ReturnType<typeof stateReader>>} SimulatorState */

/** The most conversations, and the most rings, that the state lists: the newest. */
const CONVERSATIONS_LISTED = 200;

/**
 * Reads the current state.
 *
 * @param {object} parts
 * @param {Record<'url' | 'apiUrl' | 'authorizeUrl' | 'tokenUrl' | 'socketUrl' | 'controlUrl', string>} parts.urls
 * @param {number} parts.seed
 * @param {import('./world.js').World} parts.world
 * @param {import('./sockets.js').Sockets} parts.sockets
 * @param {import('./notifications/channels.js').Channels} parts.channels
 * @param {import('./conversations.js').Conversations} parts.conversations
 * @param {import('./interactions/interactions.js').Interactions} parts.interactions
 * @param {import('./agents/agent-states.js').AgentStates} parts.agents
 * @param {import('./delivery.js').Delivery} parts.delivery
 * @param {import('./notifications/publisher.js').Publisher} parts.publisher
 * @param {import('./rest/endpoint.js').ApiEndpoint} parts.api
 * @param {import('./oauth.js').TokenEndpoint} parts.tokenEndpoint
 * @param {import('./handshake.js').HandshakeEndpoint} parts.handshakes
 * @param {import('./scenarios/player.js').ScenarioPlayer} parts.player
 * @param {import('./rings.js').Rings} parts.rings
 */
export function stateReader(parts) {
  const { urls, seed, world, sockets, channels, conversations, interactions, agents, delivery, publisher, api, tokenEndpoint, handshakes, player, rings } = parts;
  return () => {
    const open = sockets.open();
    const { counters } = world.records;
    const { offlineUntil } = world.network;
    return {
      ...urls,
      seed,
      settings: { ...world.settings.current },
      counters: { ...counters, closes: { ...counters.closes }, socketsOpen: open.length },
      sockets: open.map(({ socketId, source, channelId, token, silent, record }) => ({
        socketId,
        source,
        channelId,
        clientId: token.clientId,
        openedAt: record.openedAt,
        tokenExpiresAt: token.expiresAt,
        silent,
        framesDelivered: record.framesDelivered,
      })),
      channels: channels.list().map(({ channelId, token, createdAt, lastUsedAt, expiresAt, topics, connection, deaf }) => ({
        channelId,
        clientId: token.clientId,
        userId: token.userId,
        createdAt,
        lastUsedAt,
        expiresAt,
        topics: [...topics],
        socketId: connection?.socketId ?? null,
        deaf,
      })),
      agents: agents.list(),
      rings: interactions.rings(undefined, CONVERSATIONS_LISTED),
      conversations: conversations.newest(CONVERSATIONS_LISTED).map(({ participants: _, offered: __, ...shown }) => shown),
      conversationCount: conversations.size,
      faults: {
        tokenRequests: tokenEndpoint.faults.list(),
        handshakes: handshakes.faults.list(),
        requests: api.faults.list(),
        duplicateFrames: delivery.faults.duplicates.list(),
        delayFrames: delivery.faults.delays.list(),
        reorderFrames: delivery.faults.reorderState(),
        duplicateEvents: publisher.faults.duplicates.list(),
        delayEvents: publisher.faults.delays.list(),
        reorderEvents: publisher.faults.reorderState(),
        deafenNewChannels: channels.deafenNew,
        silenceNewSockets: sockets.silenceNew !== null,
        offlineUntil: offlineUntil === Infinity ? 'forever' : offlineUntil,
      },
      scenario: player.state(),
      streams: rings.list(),
    };
  };
}
