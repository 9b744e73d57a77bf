// @ts-check

import { ORGANISATION, emailOf } from '../directory.js';

/** @typedef {import('../prng.js').Prng} Prng */
/** @typedef {import('./interaction.js').Party} Party */

/** The organisation's end of a conversation. @param {string} mediaType @returns {Party} */
export function organisationParty(mediaType) {
  const { name, number, mailbox, deploymentId } = ORGANISATION;
  if (mediaType === 'email') return { name, address: mailbox };
  return { name, address: mediaType === 'message' ? deploymentId : `tel:${number}` };
}

/** A user's end of a conversation. @param {import('../directory.js').User} user @returns {Party} */
export function userParty({ userId, name }) {
  const [firstName = ''] = name.toLowerCase().split(' ');
  return { name, address: `sip:${userId.slice(0, 4)}.${firstName}@localhost` };
}

/**
 * A customer's end of a conversation: with an invented address where none is given.
 *
 * @param {{ mediaType: string, name: string, address: string | undefined, random: Prng }} customer
 * @returns {Party}
 */
export function customerParty({ mediaType, name, address, random }) {
  // Drawn in any case, so that giving one doesn't change what follows. The range is kept free for inventions.
  const line = String(random.between(100, 199)).padStart(4, '0');
  if (address !== undefined) return { name, address };
  if (mediaType === 'email') return { name, address: emailOf(name, 'mail.example') };
  if (mediaType === 'voice' || mediaType === 'callback') {
    return { name, address: `tel:+1317555${line}`, displayable: `+1 317-555-${line}` };
  }
  return { name, address: '' };
}
