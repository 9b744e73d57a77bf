/** The addresses of the app's pages. */
import type { Simulator } from 'genesys-cloud-simulator';
import type { Variant } from './app.js';

export type PageName = 'react' | 'vanilla' | 'baseline' | 'unbundled' | 'toaster' | 'toaster-element' | 'memory' | 'served' | 'embedded';

export interface PageOptions {
  /** Of the client. They go through JSON, so no functions; `Infinity` may be in them. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** More for the page's query: `{ strict: '' }`. */
  readonly query?: Readonly<Record<string, string>>;
  /** @default 'production' */
  readonly variant?: Variant;
  /** The page's Content-Security-Policy. */
  readonly csp?: string;
  /** The simulator that the page talks to, instead of the test's. */
  readonly sim?: Simulator;
  /** The page is the simulator's default agent's, on the Notifications API. */
  readonly agent?: boolean;
}

export function addressOf(origin: string, name: PageName, sim: Simulator, { options = {}, query = {}, variant = 'production', csp, agent }: PageOptions): string {
  const { tokenUrl, socketUrl, clientId, clientSecret, apiUrl, controlUrl, userId } = sim;
  const place: Record<string, string> = agent ? { apiUrl, controlUrl, agent: userId } : { tokenUrl, socketUrl, clientId, clientSecret };
  const values = JSON.stringify(options, (_, value: unknown) => (value === Infinity ? 'Infinity' : value));
  const search = new URLSearchParams({ ...place, options: values, ...query, ...(csp && { csp }) });
  return `${origin}/${variant}/${name}.html?${search.toString()}`;
}
