/** Node's clock and a page's, both on this computer: `performance.timeOrigin + performance.now()`, ms since 1970. */
import type { Page } from 'playwright-core';

export const now = (): number => performance.timeOrigin + performance.now();

/** How far a page's clock is ahead of Node's, in ms, by the quickest of some round trips; `± error` is half of that one. */
export async function offsetOf(page: Page, trips = 30): Promise<{ offset: number; error: number }> {
  let best = { offset: 0, error: Infinity };
  for (let trip = 0; trip < trips; trip++) {
    const before = now();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const after = now();
    const error = (after - before) / 2;
    if (error < best.error) best = { offset: there - (before + error), error };
  }
  return best;
}

/** One frame of a screen at 60 Hz. */
const FRAME_MS = 1000 / 60;
/** The last stretch is waited out in a loop: a timer is late by a millisecond or two. */
const SPIN_MS = 3;

/** Resolves at a given place within a frame (0 to 1) of an imagined screen that runs by Node's clock. */
export async function atPhase(phase: number): Promise<void> {
  const earliest = performance.now() + SPIN_MS + 2;
  const target = (Math.ceil(earliest / FRAME_MS - phase) + phase) * FRAME_MS;
  await new Promise((resolve) => setTimeout(resolve, target - performance.now() - SPIN_MS));
  while (performance.now() < target);
}

/** Places within a frame that lie as evenly as so many can, in an order without a pattern. */
export const phases = (count: number): number[] => Array.from({ length: count }, (_, index) => (index * 0.6180339887498949) % 1);

/** The value below which the share `q` (0 to 1) of the sorted values lies, between two of them where it falls there. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const [low = NaN, high = low] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
  return low + (high - low) * (place % 1);
}
