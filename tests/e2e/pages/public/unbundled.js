/** The package as it is published, without a bundler. */
import { createGenesysToasts } from '/genesys-toasts/index.js';
import '/genesys-toasts/element.js';

const query = new URLSearchParams(location.search);
const place = Object.fromEntries(['tokenUrl', 'socketUrl', 'clientId', 'clientSecret'].map((name) => [name, query.get(name)]));
const record = { toasts: [], dismissals: [], statuses: [], errors: [] };

record.client = createGenesysToasts({
  ...place,
  ...JSON.parse(query.get('options') ?? '{}'),
  onToast: (toast) => record.toasts.push(toast),
  onDismiss: ({ conversationId }, reason) => record.dismissals.push({ conversationId, reason }),
  onStatus: (status, detail) => record.statuses.push({ status, ...detail }),
  onError: ({ code, message }) => record.errors.push({ code, message }),
});
window.desk = record;
document.querySelector('genesys-toaster').client = record.client;
await record.client.start();
