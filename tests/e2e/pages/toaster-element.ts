/** The client and the element with what the query's `view` has as JSON: `{"hotkey":"Alt+T","visible":2}`. */
import { createGenesysToasts } from 'genesys-toasts';
import 'genesys-toasts/element';
import { clientOptions } from './shared/query.js';
import { record, recorded } from './shared/record.js';
import { viewOptions } from './shared/view-options.js';

record.client = createGenesysToasts(recorded(clientOptions()));
const toaster = document.querySelector('genesys-toaster');
if (toaster) Object.assign(toaster, viewOptions(), { client: record.client });
Object.assign(window, { desk: record });
await record.client.start();
