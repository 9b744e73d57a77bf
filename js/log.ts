import type { GenesysToastsOptions, Logger } from './types.js';

/** Whether lines of a level go anywhere: to the app's logger, to the console from `warn` up where it gave none, nowhere for `null` [D2]. */
export const isLevelEnabled = (logger: Logger | null | undefined, level: keyof Logger): boolean => !!logger || (logger === undefined && (level === 'warn' || level === 'error'));

/** Logs one line, where it goes anywhere [D2]. */
export function log(logger: Logger | null | undefined, level: keyof Logger, line: string): void {
  if (!isLevelEnabled(logger, level)) return;
  try {
    if (logger) logger[level](line);
    else console[level](`genesys-toasts: ${line}`);
  } catch {
    // A logger that throws has nobody left to tell.
  }
}

let warned = false;

/** Says once for each page that whoever opens it can read a client secret [T12]. */
export function warnOfSecret({ clientSecret, logger }: GenesysToastsOptions): void {
  // Pages and workers have `self`; Node, where a secret may be kept, has not.
  if (clientSecret === undefined || logger === null || warned || typeof self === 'undefined') return;
  warned = true;
  console.warn(
    'genesys-toasts: clientSecret is in the page, where whoever opens it can read it. Fetch the token on your own server, and give getToken instead.',
  );
}
