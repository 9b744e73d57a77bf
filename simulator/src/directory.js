// @ts-check

import { NotFound } from './check.js';
import { QUEUE_NAMES } from './names.js';
import { Prng, deriveSeed } from './prng.js';

/**
 * Somebody who works in the simulated organisation.
 *
 * @typedef {object} User
 * @property {string} userId
 * @property {string} name
 * @property {string} [email]
 * @property {readonly string[]} [permissions] What they may do, in place of the setting `permissions`.
 */

/** @typedef {{ queueId: string, name: string }} Queue */

/** The user that rings are for where no other is named. */
export const DEFAULT_USER_ID = 'f6fadfa7-e5c1-4b62-9362-da5cc13da58a';

/** The agent of the start, and colleagues. @type {readonly Readonly<User>[]} */
export const DEFAULT_USERS = Object.freeze([
  { userId: DEFAULT_USER_ID, name: 'Mara Lindqvist' },
  { userId: '2c63888f-28f0-4481-be6d-dce7a7ace732', name: 'Tomasz Wierzbicki' },
  { userId: '7b0c2f7e-9a41-4d0e-8c5b-1f6d3a52e9c4', name: 'Aisha Rahman' },
  { userId: 'c95e1d38-4b72-4f1a-a6d0-82e7f4b90d16', name: 'Jonas Keller' },
]);

/** The ids of things of which there is one in the organisation. */
export const ORGANISATION = Object.freeze({
  organizationId: '8a119b9e-16bc-4732-8f7b-7676d015b0dc',
  divisionId: 'bc67ba94-637d-4efa-a09e-467ada679f81',
  teamId: 'dd2ee150-d284-4277-b89c-1af40ce8fcc9',
  scriptId: '45ac16b9-c20d-4c21-8f8a-7abff2e91ac7',
  languageId: 'ac8efe12-1c59-49f1-ba2d-de83458bfed0',
  skillIds: Object.freeze(['5796a670-482c-490e-8d97-82bfcdc83011', '0b80a255-53a1-4945-a932-58ef7777682c']),
  workflowId: 'b9c8b9ff-e46e-4627-9419-c7723226db94',
  deploymentId: '710929fe-b99c-403c-9520-dcccfe91a12e',
  name: 'Northwind Support',
  number: '+13175550100',
  mailbox: 'support@northwind.example',
});

/** Queues named in conversations that are remembered; beyond it their ids are worked out again. */
const MAX_QUEUES = 1000;

/** Who works here, and which queues there are. */
export class Directory {
  /** @type {Map<string, User>} */
  #users;
  /** @type {Map<string, Queue>} */
  #queues = new Map();

  /** @param {readonly User[]} users Besides the default ones, or in their place where one has its id. */
  constructor(users) {
    this.#users = new Map([...DEFAULT_USERS, ...users].map((user) => [user.userId, { email: emailOf(user.name), ...user }]));
  }

  /** @returns {User[]} The default one first. */
  users() {
    return [...this.#users.values()];
  }

  /** @param {string} userId @returns {User | null} */
  find(userId) {
    return this.#users.get(userId) ?? null;
  }

  /** @param {string} userId @param {string} [parameter] What names them. @returns {User} @throws {NotFound} */
  user(userId, parameter = 'userId') {
    const user = this.#users.get(userId);
    if (!user) throw new NotFound(`${parameter}: nobody has the id ${JSON.stringify(userId)}`);
    return user;
  }

  /** Those that conversations come from where no other is named. @returns {Queue[]} */
  usualQueues() {
    return QUEUE_NAMES.map((name) => this.queue(name));
  }

  /** The usual queues, and all that a conversation has named. @returns {Queue[]} */
  queues() {
    return [...new Map([...this.usualQueues(), ...this.#queues.values()].map((queue) => [queue.queueId, queue])).values()];
  }

  /** The queue of a name: any name is one, and has the same id in every simulator. @param {string} name @returns {Queue} */
  queue(name) {
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = { queueId: queueIdOf(name), name };
    if (this.#queues.size < MAX_QUEUES) this.#queues.set(name, queue);
    return queue;
  }
}

/** The id of the queue of this name. @param {string} name @returns {string} */
export function queueIdOf(name) {
  return new Prng(deriveSeed(0, `queue ${name}`)).uuid();
}

/** An invented address for a name. @param {string} name @param {string} [host] */
export function emailOf(name, host = 'northwind.example') {
  return `${mailName(name)}@${host}`;
}

/** A name as the part of an address before the `@`. @param {string} name */
export function mailName(name) {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '.').replace(/^\.|\.$/g, '') || 'nobody';
}
