import { performance } from 'node:perf_hooks';

const coloured = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint(1);
export const red = paint(31);
export const green = paint(32);
export const grey = paint(90);

/** A failure that one line explains: what happened and what to do. Printed without a stack. */
export class Failure extends Error {}

/** `1.2 s`, `83 s`, from milliseconds. */
export function seconds(ms) {
  const s = ms / 1000;
  return s < 10 ? `${s.toFixed(1)} s` : `${Math.round(s)} s`;
}

/** A clock that starts now; calling it gives the milliseconds since. */
export function stopwatch() {
  const start = performance.now();
  return () => performance.now() - start;
}

/** Prints one line of a script's progress: what, a detail, how long. */
export function line(title, detail, ms) {
  console.log(`  ${title.padEnd(18)} ${grey(detail)}${ms === undefined ? '' : ` ${grey(`(${seconds(ms)})`)}`}`);
}

/**
 * Runs one step and prints its line with its time. `work` returns the detail to print, `null` to print nothing.
 */
export async function step(title, work) {
  const elapsed = stopwatch();
  const detail = await work();
  if (detail !== null) line(title, detail ?? 'done', elapsed());
}

/** Prints rows of cells as aligned columns; numbers are set to the right. */
export function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const right = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number' || /^[\d.,]+( |$)/.test(row[column])));
  const print = (row) => row.map((cell, i) => (right[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ').trimEnd();
  console.log(bold(print(cells[0])));
  console.log(grey(widths.map((width) => '-'.repeat(width)).join('  ').trimEnd()));
  for (const row of cells.slice(1)) console.log(print(row));
}

/** Why this Node is too old or an odd one for the tools (Vite, Vitest), in one line; `null` where it will do. */
export function nodeComplaint(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  const enough = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  return enough ? null : `Node ${version} is here; 20.19 or newer, or 22.12 or newer, is needed. Install one from https://nodejs.org, then run this again.`;
}

/** Runs a script's main function; a `Failure` ends in one line and exit code 1, anything else keeps its stack. */
export async function main(work) {
  try {
    const complaint = nodeComplaint(process.version);
    if (complaint) throw new Failure(complaint);
    const code = await work();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    console.error(red(error instanceof Failure ? `\n${error.message}` : `\n${error.stack ?? error}`));
    process.exitCode = 1;
  }
}
