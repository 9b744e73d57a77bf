/** Takes over what the server has rendered. */
import { StrictMode, version } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { clientOptions } from './shared/query.js';
import { record, recorded } from './shared/record.js';
import { Served } from './shared/served.js';

/** What `window.served` has on this page. */
export interface ServedPage {
  /** React's. */
  readonly version: string;
  /** What the server has sent: where it is still on the page later, it was taken over, not made again. */
  readonly nodes: readonly Element[];
}

const root = document.getElementById('root') ?? document.body;
const served: ServedPage = { version, nodes: [...root.querySelectorAll('*')] };

function meet(client: typeof record.client): void {
  record.client = client;
}

Object.assign(window, { desk: record, served });
hydrateRoot(
  root,
  <StrictMode>
    <Served options={recorded(clientOptions())} meet={meet} />
  </StrictMode>,
);
