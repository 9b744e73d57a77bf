import { createGenesysToasts } from 'genesys-toasts';

const client = createGenesysToasts({ source: 'notifications', getToken: () => globalThis.token, onToast: globalThis.onToast });
void client.start();
