/** Node's clock and a page's: the method of tests/e2e/support/clock.ts. */

/** One frame of a screen at 60 Hz. */
const FRAME_MS = 1000 / 60;
const SPIN_MS = 3;

const now = () => performance.timeOrigin + performance.now();

/** How far a page's clock is ahead of Node's, in ms, by the quickest of some round trips. @param {import('playwright-core').Page} page */
export async function offsetOf(page, trips = 30) {
  let best = { offset: 0, error: Infinity };
  for (let trip = 0; trip < trips; trip++) {
    const before = now();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const error = (now() - before) / 2;
    if (error < best.error) best = { offset: there - (before + error), error };
  }
  return best.offset;
}

/** Resolves at a place within a frame (0 to 1) of an imagined screen that runs by Node's clock. @param {number} phase */
export async function atPhase(phase) {
  const earliest = performance.now() + SPIN_MS + 2;
  const target = (Math.ceil(earliest / FRAME_MS - phase) + phase) * FRAME_MS;
  await new Promise((resolve) => setTimeout(resolve, target - performance.now() - SPIN_MS));
  while (performance.now() < target);
}

/** Places within a frame that lie as evenly as so many can. @param {number} count */
export const phases = (count) => Array.from({ length: count }, (_, index) => (index * 0.6180339887498949) % 1);
