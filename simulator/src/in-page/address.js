// @ts-check

/**
 * Whether an address is the simulator's own.
 *
 * @param {unknown} address A URL, or what can be made into one; relative ones are the page's.
 * @param {string} origin The simulator's, such as `https://simulator.invalid`.
 */
export function isOwn(address, origin) {
  try {
    return new URL(String(address), globalThis.location?.href).origin.replace(/^ws/, 'http') === origin;
  } catch {
    return false;
  }
}
