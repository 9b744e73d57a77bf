/** The hook and the view with what the query's `view` has as JSON: `{"hotkey":"Alt+T","visible":2}`. */
import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';
import { clientOptions } from './shared/query.js';
import { record, recorded } from './shared/record.js';
import { viewOptions } from './shared/view-options.js';

function Desktop(): ReactElement {
  const { client } = useGenesysToasts(recorded(clientOptions()));
  record.client = client;
  return <GenesysToaster client={client} {...viewOptions()} />;
}

createRoot(document.getElementById('root') ?? document.body).render(<Desktop />);
Object.assign(window, { desk: record });
