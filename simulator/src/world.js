// @ts-check

/**
 * What the parts of one simulator share.
 *
 * @typedef {object} World
 * @property {{ current: import('./settings.js').Settings }} settings
 * @property {Map<string, Client>} clients By client id.
 * @property {import('./directory.js').Directory} directory
 * @property {import('./tokens.js').Tokens} tokens
 * @property {import('./records.js').Records} records
 * @property {import('./network.js').Network} network
 * @property {import('./timers.js').Timers} timers
 * @property {() => void} changed To be called after every change that `until()` may wait for.
 * @property {(line: string) => void} log
 */

/**
 * An OAuth client that the simulator knows.
 *
 * @typedef {object} Client
 * @property {string} clientId
 * @property {string} clientSecret
 * @property {string} [scope] What its tokens may do, in place of the settings `scope` and `userScope`.
 * @property {readonly string[]} [redirectUris] Pages that a user who signed in is returned to, besides those of this computer.
 */

export {};
