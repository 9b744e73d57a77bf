/** A desktop without React: the client and the element. */
import { createGenesysToasts } from 'genesys-toasts';
import 'genesys-toasts/element';
import './shared/paint.js';
import { clientOptions } from './shared/query.js';
import { record, recorded } from './shared/record.js';

record.client = createGenesysToasts(recorded(clientOptions()));
const toaster = document.querySelector('genesys-toaster');
if (toaster) toaster.client = record.client;
Object.assign(window, { desk: record });
await record.client.start();
