/** Frames as strings that nobody has seen yet. */

const decoder = new TextDecoder();
const encoder = new TextEncoder();
let made = 0;

/** @returns {string} An id of a UUID's form and length. */
const nextId = () => `bb262a93-4ce1-4c61-aa03-${(++made).toString(16).padStart(12, '0')}`;

/**
 * Makes strings of one text, each with a conversation id of its own and each decoded from bytes, flat, as a socket's are.
 *
 * @param {{ text: string, id: string }} template `id`: the id of the conversation in the text
 * @param {number} count
 * @returns {string[]}
 */
export function freshFrames({ text, id }, count) {
  const pieces = id ? text.split(id) : [text];
  return Array.from({ length: count }, () => decoder.decode(encoder.encode(pieces.join(nextId()))));
}

/**
 * Makes one pass over a recorded shift: every conversation gets a new id, the same one in all of its frames.
 *
 * @param {readonly { text: string, id: string }[]} shift
 * @returns {string[]}
 */
export function freshShift(shift) {
  const ids = new Map();
  return shift.map(({ text, id }) => {
    if (!ids.has(id)) ids.set(id, nextId());
    return decoder.decode(encoder.encode(text.split(id).join(ids.get(id))));
  });
}
