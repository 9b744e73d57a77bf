/** Figures out of samples. */

/** @param {readonly number[]} values @param {number} q 0 to 1 @returns {number} between two samples where it falls there */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  return low + (high - low) * (place % 1);
}

/** @param {readonly number[]} values @returns {{ median: number, min: number, max: number, low: number, high: number }} `low` to `high`: the middle half. */
export const summary = (values) => ({
  median: quantile(values, 0.5),
  min: Math.min(...values),
  max: Math.max(...values),
  low: quantile(values, 0.25),
  high: quantile(values, 0.75),
});

/** Three digits that count. @param {number} value @returns {string} */
export function digits(value) {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/** `1.23 (1.20–1.31)`: median, least and most. @param {readonly number[]} values @returns {string} */
export function spread(values) {
  const { median, min, max } = summary(values);
  return `${digits(median)} (${digits(min)}–${digits(max)})`;
}
