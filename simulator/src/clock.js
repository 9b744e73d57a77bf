// @ts-check

/** How far the running clock may be from the clock on the wall before it is set right, in ms. */
const MAX_DRIFT_MS = 5;

let origin = performance.timeOrigin;

/**
 * The time of day in ms since 1970, with fractions: comparable with `performance.timeOrigin + performance.now()` of
 * another process on the same computer that started a short while ago.
 *
 * @returns {number}
 */
export function now() {
  const time = origin + performance.now();
  const drift = Date.now() - time;
  if (Math.abs(drift) <= MAX_DRIFT_MS) return time;
  origin += drift;
  return time + drift;
}
