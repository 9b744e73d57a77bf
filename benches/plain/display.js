/** Text from the network, fit to be shown [E6]. */

const MAX_CHARACTERS = 200;

// eslint-disable-next-line no-control-regex -- these are what is taken out
const UNWANTED = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Takes out control characters and those that override the writing direction, and cuts after 200 characters.
 *
 * @param {unknown} value
 * @returns {string} Empty where it is no text, or nothing is left of it.
 */
export function displayText(value) {
  if (typeof value !== 'string') return '';
  const clean = value.replace(UNWANTED, '').trim();
  // No text has more characters than units.
  return clean.length <= MAX_CHARACTERS ? clean : [...clean].slice(0, MAX_CHARACTERS).join('').trimEnd();
}
