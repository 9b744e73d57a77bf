/** In place of an earlier version where none is measured. */
export const createGenesysToasts = undefined;
