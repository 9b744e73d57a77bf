// @ts-check

import { byteLength } from '../bytes.js';
import { now } from '../clock.js';
import { FrameFaults } from '../frame-faults.js';
import { aggregateConversation, flatConversation } from '../interactions/shapes.js';
import { eventFrame } from './frames.js';

/** @typedef {import('../interactions/interaction.js').Interaction} Interaction */
/** @typedef {import('../records.js').EventKind} EventKind */
/** @typedef {import('../world.js').World} World */
/** @typedef {import('./channels.js').Channels} Channels */

/** Sends the events of conversations and users to the channels that are subscribed to their topics. */
export class Publisher {
  faults;
  #world;
  #channels;

  /** @param {World} world @param {Channels} channels */
  constructor(world, channels) {
    this.faults = new FrameFaults(world.timers);
    this.#world = world;
    this.#channels = channels;
  }

  /**
   * Sends a conversation as it is now, once for each topic that it belongs to.
   *
   * @param {Interaction} interaction
   * @returns {number | null} When; `null` where nobody is subscribed, or a fault delays it.
   */
  publish(interaction) {
    if (this.#channels.size === 0) return null;
    const frames = topicsOf(interaction)
      .filter(({ topicName }) => this.#channels.subscribers(topicName).length > 0)
      .map(({ topicName, body }) => ({ topicName, text: eventFrame(topicName, body(interaction)) }));
    if (frames.length === 0) return null;
    return this.faults.pass((passage) => {
      const at = now();
      for (const frame of frames) this.#send(passage, frame, interaction.conversationId);
      return at;
    });
  }

  /** Sends an event about a user themselves; faults are for those of conversations. @param {string} topicName @param {() => unknown} body */
  announce(topicName, body) {
    if (this.#channels.subscribers(topicName).length > 0) this.#send('event', { topicName, text: eventFrame(topicName, body()) }, null);
  }

  /** @param {EventKind} kind @param {{ topicName: string, text: string }} frame @param {string | null} conversationId */
  #send(kind, { topicName, text }, conversationId) {
    const { records, changed } = this.#world;
    const takers = this.#channels.subscribers(topicName).filter((channel) => !channel.deaf && this.#channels.deliver(channel, text));
    records.counters.eventsDelivered += takers.length;
    const bytes = byteLength(text);
    records.events.add({ at: now(), kind, topicName, conversationId, bytes, deliveredTo: takers.length });
    changed();
  }
}

/** The topics that a conversation's event belongs to: of its users, then of its queues. @param {Interaction} interaction */
function topicsOf({ legs, medium }) {
  const users = new Set(legs.flatMap(({ userId }) => userId ?? []));
  const queues = new Set(legs.flatMap(({ queue }) => queue?.queueId ?? []));
  const prefixes = [
    ...[...users].map((id) => `v2.users.${id}.conversations`),
    ...[...queues].map((id) => `v2.routing.queues.${id}.conversations`),
  ];
  return prefixes.flatMap((prefix) => [
    { topicName: prefix, body: aggregateConversation },
    { topicName: `${prefix}.${medium.list}`, body: flatConversation },
  ]);
}
