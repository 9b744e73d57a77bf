/** Returns the class of a built-in object, such as `URL`, also for an object of another frame, where `instanceof` fails. */
export const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);
