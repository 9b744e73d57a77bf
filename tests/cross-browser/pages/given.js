/** A client with a `getToken` that throws `throws` (its query says so: the words), so often as `times` says, and then gives the simulator's token. */
import { createGenesysToasts } from '/genesys-toasts/index.js';
import '/genesys-toasts/element.js';

const query = new URLSearchParams(location.search);
const record = { toasts: [], dismissals: [], statuses: [], errors: [], tokens: [] };
const times = Number(query.get('times'));

async function getToken({ reason, signal }) {
  record.tokens.push(reason);
  if (record.tokens.length <= times) throw new Error(query.get('throws'));
  const answer = await fetch(`${query.get('controlUrl')}/issue-token`, { method: 'POST', body: '{}', signal });
  return answer.json();
}

record.client = createGenesysToasts({
  source: 'routing-events',
  socketUrl: query.get('socketUrl'),
  getToken,
  ...JSON.parse(query.get('options') ?? '{}'),
  onToast: (toast) => record.toasts.push(toast),
  onDismiss: ({ conversationId }, reason) => record.dismissals.push({ conversationId, reason }),
  onStatus: (status, detail) => record.statuses.push({ status, ...detail }),
  onError: ({ code, message }) => record.errors.push({ code, message }),
});
window.desk = record;
document.querySelector('genesys-toaster').client = record.client;
await record.client.start();
