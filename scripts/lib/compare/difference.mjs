/** Where two records of a shift differ. */

const LINES_BEFORE = 10;

const same = (a, b) => a !== undefined && b !== undefined && a.kind === b.kind && a.text === b.text;

/** The place of the first line that differs; -1 where none does. */
export function firstDifference(before, after) {
  for (let at = 0; at < Math.max(before.length, after.length); at++) if (!same(before[at], after[at])) return at;
  return -1;
}

/** Whether the records say the same. */
export const agree = (before, after) => firstDifference(before, after) < 0;

const printed = (line) => (line ? `${(line.at / 1000).toFixed(3).padStart(10)} s  ${line.kind}: ${line.text}` : '(the record ends)');

/** Both sides of the first difference, each with the lines before it. */
export function describeDifference(before, after) {
  const at = firstDifference(before, after);
  const part = (name, lines) => {
    const from = Math.max(at - LINES_BEFORE, 0);
    return [`--- ${name}`, ...lines.slice(from, at).map((line) => `  ${printed(line)}`), `> ${printed(lines[at])}`].join('\n');
  };
  return [part('before', before), part('after', after)].join('\n\n');
}

/** How many lines there are of each kind that is counted. */
export function count(lines) {
  const counts = { callbacks: 0, sockets: 0, requests: 0 };
  for (const { kind, text } of lines) {
    if (/^on[A-Z]/.test(kind)) counts.callbacks++;
    if (kind === 'request') counts.requests++;
    if (kind === 'socket' && text.startsWith('opens')) counts.sockets++;
  }
  return counts;
}
