/** `0:07`, `3:12`, `1:02:45`. */
export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Time of day with seconds, by the clock of this computer: `14:03:07`. */
export function timeOfDay(at) {
  const time = new Date(at);
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** Time of day with ms: `14:03:07.042`. */
export function preciseTime(at) {
  return `${timeOfDay(at)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`;
}

/** `Thu 23 Nov 14:03`, by the clock of this computer. */
export function dayAndTime(at) {
  return DAY_AND_TIME.format(at);
}

/** `3.2 s`, `14 s`, `2:05`. */
export function brief(ms) {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 60 ? `${Math.floor(seconds)} s` : clock(ms);
}

/** Without control characters and those that turn the direction of writing around. */
export function plainText(text) {
  return text.replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '');
}

/** The first letters of the first and the last name. */
export function initials(name) {
  const letters = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word)).map((word) => [...word][0]);
  return letters.length === 0 ? '?' : (letters[0] + (letters.length > 1 ? letters.at(-1) : '')).toUpperCase();
}

/** A number that is always the same for the same text; for invented facts. */
export function hash(text) {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

const DAY_AND_TIME = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

function two(number) {
  return String(number).padStart(2, '0');
}
