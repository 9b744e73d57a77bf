/** Cells of the strip, and how much time each stands for, in ms. */
const CELLS = 60;
const CELL_MS = 1000;

const WORST_FIRST = ['error', 'disconnected', 'stopped', 'connecting', 'connected', 'idle'];

/** Remembers how the connection has been: its status in the last minute, for the strip of small bars, and its last close. */
export function createStatusHistory() {
  /** Oldest first. */
  let changes = [];
  return {
    /** How it was closed last, as `{ code, reason }`; nothing before the first time. */
    lastClose: null,
    add(status, { closeCode, closeReason }, at) {
      if (closeCode !== null) this.lastClose = { code: closeCode, reason: closeReason };
      if (changes.at(-1)?.status !== status) changes.push({ status, at });
      changes = changes.slice(-500);
    },
    /** The worst status in each cell, oldest first; `none` before the first. */
    cells(now) {
      const edge = Math.ceil(now / CELL_MS) * CELL_MS;
      return Array.from({ length: CELLS }, (_, index) => {
        const from = edge - (CELLS - index) * CELL_MS;
        return worst(changes, from, from + CELL_MS);
      });
    },
  };
}

function worst(changes, from, to) {
  const during = changes.filter(({ at }, index) => at < to && (changes[index + 1]?.at ?? Infinity) > from);
  return WORST_FIRST.find((status) => during.some((change) => change.status === status)) ?? 'none';
}
