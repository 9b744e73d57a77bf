// @ts-check

import { DEFAULT_USER_ID } from '../directory.js';

/** @typedef {import('../interactions/interaction-sync.js').MoveDetail} MoveDetail */
/** @typedef {import('./agent-states.js').AgentStates} AgentStates */

/** Rings that wait in their queue until the agent takes rings again. */
export class WaitingRings {
  /** By conversation id, oldest first. @type {Map<string, MoveDetail>} */
  #waiting = new Map();
  #agents;

  /** @param {AgentStates} agents */
  constructor(agents) {
    this.#agents = agents;
  }

  /** Keeps a ring for later, where the agent takes none now. @param {string} conversationId @param {MoveDetail} detail @returns {boolean} Whether it was kept. */
  hold(conversationId, detail) {
    this.#waiting.delete(conversationId);
    if (detail.direct || this.#agents.takesRings(detail.userId ?? DEFAULT_USER_ID)) return false;
    this.#waiting.set(conversationId, detail);
    return true;
  }

  /** Those that waited for a user, who takes rings again. @param {string} userId @returns {{ conversationId: string, detail: MoveDetail }[]} Oldest first. */
  takeFor(userId) {
    const found = [...this.#waiting].filter(([, detail]) => (detail.userId ?? DEFAULT_USER_ID) === userId);
    for (const [conversationId] of found) this.#waiting.delete(conversationId);
    return found.map(([conversationId, detail]) => ({ conversationId, detail }));
  }

  clear() {
    this.#waiting.clear();
  }
}
