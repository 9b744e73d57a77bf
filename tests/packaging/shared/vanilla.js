import { createGenesysToasts } from 'genesys-toasts';
import 'genesys-toasts/element';
import { options } from './options.js';

const client = createGenesysToasts(options);
const toaster = document.createElement('genesys-toaster');
toaster.client = client;
document.body.append(toaster);
client.start();
