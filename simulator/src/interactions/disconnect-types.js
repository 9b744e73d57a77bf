// @ts-check

/** The words that the API has for the end of a leg, as events write them. */
export const DISCONNECT_TYPES = Object.freeze(
  /** @type {const} */ ([
    'endpoint', 'endpoint.dnd', 'client', 'system', 'timeout',
    'transfer', 'transfer.conference', 'transfer.consult', 'transfer.forward', 'transfer.noanswer', 'transfer.notavailable', 'transfer.dnd',
    'transport.failure', 'error', 'peer', 'other', 'spam', 'uncallable', 'inactivity', 'session.expired', 'takeover',
  ]),
);

/** @typedef {typeof DISCONNECT_TYPES[number]} DisconnectType */
