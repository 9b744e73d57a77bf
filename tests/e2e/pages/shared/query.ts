import type { GenesysToastsOptions, GetToken, TokenAnswer } from 'genesys-toasts';
import { record } from './record.js';

const query = new URLSearchParams(location.search);

/** Whether the page's query has a flag such as `strict`. */
export const flag = (name: string): boolean => query.has(name);

/** The number that the query gives a name, `otherwise` where it gives none. */
export const count = (name: string, otherwise: number): number => Number(query.get(name) ?? otherwise);

/** Where the simulator is, and how to get a token from it. */
export interface Place {
  readonly tokenUrl: string;
  readonly socketUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export const place: Place = {
  tokenUrl: query.get('tokenUrl') ?? '',
  socketUrl: query.get('socketUrl') ?? '',
  clientId: query.get('clientId') ?? '',
  clientSecret: query.get('clientSecret') ?? '',
};

/** The client's options: with `agent`, a user's id, those of `notifications` with that user's token; else the simulator's place, and whatever `options` has as JSON (`"Infinity"` is the number). */
export function clientOptions(): GenesysToastsOptions {
  const more = JSON.parse(query.get('options') ?? '{}', (_, value: unknown) => (value === 'Infinity' ? Infinity : value)) as object;
  const agent = query.get('agent');
  if (agent === null) return { ...place, ...more };
  const { apiUrl, controlUrl } = { apiUrl: query.get('apiUrl') ?? '', controlUrl: query.get('controlUrl') ?? '' };
  const getToken: GetToken = async ({ reason, signal }) => {
    record.tokens.push(reason);
    const answer = await fetch(`${controlUrl}/issue-token`, { method: 'POST', body: JSON.stringify({ userId: agent }), signal });
    return (await answer.json()) as TokenAnswer;
  };
  return { source: 'notifications', apiUrl, getToken, ...more };
}
