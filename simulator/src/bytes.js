// @ts-check

const ENCODER = new TextEncoder();

/** A text as UTF-8. @param {string} text */
export function toBytes(text) {
  return ENCODER.encode(text);
}

/** How many bytes a payload has on the wire. @param {string | Uint8Array} payload */
export function byteLength(payload) {
  return typeof payload === 'string' ? toBytes(payload).length : payload.length;
}

/** @param {string} text @returns {Uint8Array | null} `null` where it is no base64. */
export function fromBase64(text) {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

/** @param {Uint8Array} bytes @returns {string} */
export function toBase64Url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** A text that nobody can guess. @param {number} bytes How much chance is in it. @returns {string} In base64url. */
export function secret(bytes) {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(bytes)));
}
