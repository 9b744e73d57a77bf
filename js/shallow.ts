/**
 * Whether two values are the same, or arrays or plain objects with the same entries.
 *
 * @param same - compares two entries
 */
export function shallowEqual(a: unknown, b: unknown, same: (a: unknown, b: unknown) => boolean = Object.is): boolean {
  if (Object.is(a, b)) return true;
  if (!isPlain(a) || !isPlain(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}

/** The same for two levels: entries that are arrays or plain objects are compared by their entries. */
export const shallowEqualTwice = (a: unknown, b: unknown): boolean => shallowEqual(a, b, (one, other) => shallowEqual(one, other));

/** The same for all levels. */
export const deepEqual = (a: unknown, b: unknown): boolean => shallowEqual(a, b, deepEqual);

/** Whether two objects have the same entries. All functions count as equal, because they may be written inline. */
export function sameButFunctions(a: object, b: object): boolean {
  const [old, now] = [Object.entries(a), b as Record<string, unknown>];
  const same = ([key, value]: [string, unknown]): boolean => Object.is(value, now[key]) || (typeof value === 'function' && typeof now[key] === 'function');
  return old.length === Object.keys(b).length && old.every(same);
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && [Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(value) as null);
