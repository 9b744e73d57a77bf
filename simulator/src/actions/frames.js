// @ts-check

import { toBytes } from '../bytes.js';
import { BadParameter, check } from '../check.js';
import { MALFORMED_KINDS, MAX_FRAME_BYTES, malformedFrame, oversizedFrame } from '../frames.js';
import { SOURCES } from '../sockets.js';

/** @typedef {import('../conversations.js').Conversations} Conversations */
/** @typedef {import('../delivery.js').Delivery} Delivery */
/** @typedef {import('../frame-faults.js').FrameFaults} FrameFaults */
/** @typedef {import('../sockets.js').Source} Source */

/** @typedef {number | 'forever'} Times How often a fault occurs; in process `Infinity` is also taken. */

/** One open socket, or those of one source; left out: all. @typedef {{ socketId?: number, source?: Source }} SocketSelection */

/** The parameters that choose sockets. */
export const SELECTION = /** @type {const} */ (['socketId', 'source']);

/** The most copies of one frame. */
const MAX_COPIES = 1000;

/** The largest frame that is sent, in bytes. */
const MAX_SIZE_BYTES = 256 * 1024 * 1024;

/** How late a late frame is. */
const DELAY_MS = 1000;

/**
 * The actions that send frames of all kinds, or make the line treat them badly.
 *
 * @param {Delivery} delivery
 * @param {Conversations} conversations
 * @param {Readonly<Record<Source, FrameFaults>>} faults
 */
export function frameActions(delivery, conversations, faults) {
  /** @param {{ source?: Source }} params */
  const lineOf = ({ source = 'routing-events' }) => faults[check.oneOf(source, 'source', SOURCES)];
  return {
    /** Sends a text frame as it is. @param {{ text: string } & SocketSelection} params */
    sendText: (params) => {
      check.known(params, ['text', ...SELECTION]);
      return { sentAt: delivery.send('text', check.string(params.text, 'text'), readSelection(params)) };
    },

    /** Sends any JSON. @param {{ frame: unknown } & SocketSelection} params */
    sendFrame: (params) => {
      check.known(params, ['frame', ...SELECTION]);
      if (params.frame === undefined) throw new BadParameter('frame: expected any JSON value');
      return { sentAt: delivery.send('text', JSON.stringify(params.frame), readSelection(params)) };
    },

    /** Sends a frame that breaks the format. @param {{ kind?: string, socketId?: number }} [params] */
    sendMalformed: (params = {}) => {
      check.known(params, ['kind', 'socketId']);
      const kind = check.oneOf(params.kind ?? 'not-json', 'kind', MALFORMED_KINDS);
      return { sentAt: delivery.send('malformed', malformedFrame(kind, conversations.sampleRing()), readRoutingEvents(params)) };
    },

    /** Sends a ring whose frame is too large. @param {{ sizeBytes?: number, socketId?: number }} [params] */
    sendOversized: (params = {}) => {
      check.known(params, ['sizeBytes', 'socketId']);
      const sizeBytes = check.count(params.sizeBytes ?? MAX_FRAME_BYTES + 1, 'sizeBytes');
      if (sizeBytes > MAX_SIZE_BYTES) throw new BadParameter(`sizeBytes: expected at most ${MAX_SIZE_BYTES}, got ${sizeBytes}`);
      const ring = conversations.sampleRing();
      const sentAt = delivery.send('oversized', oversizedFrame(sizeBytes, ring), readRoutingEvents(params), ring);
      return { conversationId: ring.conversation.id, sentAt };
    },

    /** Sends a binary frame. @param {{ base64?: string } & SocketSelection} [params] */
    sendBinary: (params = {}) => {
      check.known(params, ['base64', ...SELECTION]);
      const bytes =
        params.base64 === undefined
          ? toBytes(JSON.stringify(conversations.sampleRing()))
          : check.base64(params.base64, 'base64');
      return { sentAt: delivery.send('binary', bytes, readSelection(params)) };
    },

    /** Sends a ring's frame under another `eventType`. @param {{ eventType?: string, socketId?: number }} [params] */
    sendOtherEvent: (params = {}) => {
      check.known(params, ['eventType', 'socketId']);
      const eventType = check.string(params.eventType ?? 'routing.queue.event', 'eventType');
      const ring = { ...conversations.sampleRing(), eventType };
      return { sentAt: delivery.send('other-event', JSON.stringify(ring), readRoutingEvents(params), ring) };
    },

    /** The next conversation frames come more than once. @param {{ times?: Times, copies?: number, delayMs?: number, source?: Source }} [params] */
    duplicateFrames: (params = {}) => {
      check.known(params, ['times', 'copies', 'delayMs', 'source']);
      const copies = check.count(params.copies ?? 1, 'copies');
      if (copies > MAX_COPIES) throw new BadParameter(`copies: expected at most ${MAX_COPIES}, got ${copies}`);
      const fault = { copies, delayMs: check.wait(params.delayMs ?? 0, 'delayMs') };
      lineOf(params).duplicates.add(fault, check.times(params.times ?? 1, 'times'));
      return {};
    },

    /** The next conversation frames come late. @param {{ times?: Times, delayMs?: number, source?: Source }} [params] */
    delayFrames: (params = {}) => {
      check.known(params, ['times', 'delayMs', 'source']);
      const fault = { delayMs: check.wait(params.delayMs ?? DELAY_MS, 'delayMs') };
      lineOf(params).delays.add(fault, check.times(params.times ?? 1, 'times'));
      return {};
    },

    /** Holds the next conversation frames and sends them in reverse order. @param {{ count?: number, source?: Source }} [params] */
    reorderFrames: (params = {}) => {
      check.known(params, ['count', 'source']);
      lineOf(params).reorder(check.count(params.count ?? 2, 'count', 2));
      return {};
    },
  };
}

/** Which sockets a frame in the shape of routing events goes to. @param {{ socketId?: number }} params */
function readRoutingEvents(params) {
  return { source: /** @type {const} */ ('routing-events'), ...readSelection(params) };
}

/** Which sockets an action means. @param {SocketSelection} params @returns {import('../sockets.js').Selection} */
export function readSelection({ socketId, source }) {
  return {
    ...(socketId === undefined ? {} : { socketId: check.count(socketId, 'socketId') }),
    ...(source === undefined ? {} : { source: check.oneOf(source, 'source', SOURCES) }),
  };
}
