// @ts-check

/** @typedef {import('./prng.js').Prng} Prng */

/** @type {readonly string[]} */
const GIVEN_NAMES = [
  'Maria', 'James', 'Aiko', 'Lukas', 'Fatima', 'Olivia', 'Noah', 'Chloé', 'Mateo', 'Ingrid', 'Kwame', 'Priya', 'Jürgen',
  'Zofia', 'Liam', 'Amina', 'Søren', 'Elena', 'Tomás', 'Grace', 'Yusuf', 'Hannah', 'Minh', 'Isabel',
];

/** @type {readonly string[]} */
const FAMILY_NAMES = [
  'Lopez', 'Smith', 'Tanaka', 'Weber', 'Al-Sayed', 'Brown', 'Dubois', 'García', 'Larsen', 'Mensah', 'Sharma', 'Müller',
  'Kowalska', 'Murphy', 'Okafor', 'Jensen', 'Rossi', 'Novák', 'Taylor', 'Yılmaz', 'Cohen', 'Nguyễn', "O'Neill", 'Silva',
];

/** @type {readonly string[]} */
const AGENT_NAMES = ['Alex Morgan', 'Sam Carter', 'Robin Hayes', 'Jamie Fox', 'Toni Reed', 'Chris Vaughn'];

/** The queues that conversations come from where no other is named. @type {readonly string[]} */
export const QUEUE_NAMES = ['Support', 'Sales', 'Billing', 'Returns', 'Complaints'];

/** An invented customer's name. @param {Prng} random @returns {string} */
export function customerName(random) {
  return `${random.pick(GIVEN_NAMES)} ${random.pick(FAMILY_NAMES)}`;
}

/** An invented agent's name. @param {Prng} random @returns {string} */
export function agentName(random) {
  return random.pick(AGENT_NAMES);
}

/** An invented queue's name: what the participant with role `acd` is called. @param {Prng} random @returns {string} */
export function queueName(random) {
  return random.pick(QUEUE_NAMES);
}
