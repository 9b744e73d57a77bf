// @ts-check

import { STATUS_CODES } from 'node:http';
import { WebSocketServer } from 'ws';
import { breakConnection } from '../network.js';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:stream').Duplex} Duplex */
/** @typedef {import('../handshake.js').Upgrade} Upgrade */

/** The largest message that a client may send, in bytes. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/**
 * Takes a server's `upgrade` events to the simulator's handshakes.
 *
 * @param {(upgrade: Upgrade) => void} handle
 * @returns {(request: IncomingMessage, connection: Duplex, head: Buffer) => void}
 */
export function upgradeListener(handle) {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES });
  return (request, connection, head) => {
    connection.on('error', () => breakConnection(connection));
    handle({
      url: request.url ?? '/',
      origin: request.headers.origin ?? null,
      connection,
      breakWhenClientLeaves: () => breakWhenClientLeaves(connection),
      accept: (onOpen) => server.handleUpgrade(request, connection, head, onOpen),
      refuse: (answer) => refuse(connection, answer),
    });
  };
}

/** An upgraded connection that nobody reads wouldn't notice that the client has gone. @param {Duplex} connection @returns {() => void} Stops looking. */
function breakWhenClientLeaves(connection) {
  const onEnd = () => breakConnection(connection);
  connection.once('end', onEnd);
  connection.resume();
  return () => {
    connection.off('end', onEnd);
    connection.pause();
  };
}

/** Answers an upgrade with an HTTP error. @param {Duplex} connection @param {import('../handshake.js').Refused} refused */
function refuse(connection, { status, headers, body }) {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  connection.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
