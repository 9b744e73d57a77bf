import type { GenesysToastsOptions, Logger } from './types.js';

/** Whether lines of a level are logged: all of them with a logger of the app, none with `null`, else `warn` and `error`, to the console [D2]. */
export const isLevelEnabled = (logger: Logger | null | undefined, level: keyof Logger): boolean => !!logger || (logger === undefined && (level === 'warn' || level === 'error'));

/** Logs one line, if lines of its level are logged [D2]. */
export function log(logger: Logger | null | undefined, level: keyof Logger, line: string): void {
  if (!isLevelEnabled(logger, level)) return;
  try {
    if (logger) logger[level](line);
    else console[level](`genesys-toasts: ${line}`);
  } catch {
    // There is nothing to report an exception of the logger to.
  }
}

let warned = false;

/** Warns once for each page that everyone who opens it can read the client secret [T12]. */
export function warnOfSecret({ clientSecret, logger }: GenesysToastsOptions): void {
  // Pages and workers have `self`. Node does not, and a secret is safe there.
  if (clientSecret === undefined || logger === null || warned || typeof self === 'undefined') return;
  warned = true;
  console.warn(
    'genesys-toasts: clientSecret is in the page, where whoever opens it can read it. Fetch the token on your own server, and give getToken instead.',
  );
}
