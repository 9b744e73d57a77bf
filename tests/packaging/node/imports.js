import { strict as assert } from 'node:assert';

const before = Object.keys(globalThis).length;
const { createGenesysToasts } = await import('genesys-toasts');
const { useGenesysToasts, GenesysToaster } = await import('genesys-toasts/react');
await import('genesys-toasts/element');
assert.equal(Object.keys(globalThis).length, before);
assert.equal(typeof useGenesysToasts, 'function');
assert.ok(GenesysToaster);

const errors = [];
const client = createGenesysToasts({ source: 'notifications', getToken: () => 'token', onError: (error) => errors.push(error) });
assert.equal(client.getSnapshot().status, 'idle');
if (typeof WebSocket === 'undefined') {
  const thrown = await Promise.resolve(client.start()).catch((error) => error);
  const error = errors[0] ?? thrown;
  assert.equal(error.code, 'unsupported');
  assert.match(error.message, /WebSocket/);
  console.log(`${process.version}: imported; start(): ${error.message}`);
} else {
  console.log(`${process.version}: imported`);
}
client.stop();
