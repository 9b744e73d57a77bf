/** Gives the class of a built-in object, such as `URL`: also of one that comes from another frame, where `instanceof` fails. */
export const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);
