import { createGenesysToasts } from 'genesys-toasts';
import 'genesys-toasts/element';

const client = createGenesysToasts({ source: 'notifications', getToken: () => globalThis.token });
document.querySelector('genesys-toaster').client = client;
void client.start();
