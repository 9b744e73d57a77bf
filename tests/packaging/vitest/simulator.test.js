// A desktop on the simulator: a call rings, and the agent answers it.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startSimulator } from 'genesys-cloud-simulator';
import { createGenesysToasts } from 'genesys-toasts';

let sim;
beforeAll(async () => {
  sim = await startSimulator();
});
afterAll(() => sim.close());

test('a toast comes when a call rings, and goes when it is answered', async () => {
  const left = vi.fn();
  const client = createGenesysToasts({
    source: 'notifications',
    apiUrl: sim.apiUrl,
    getToken: () => sim.issueToken({ userId: sim.userId }),
    onDismiss: (toast, reason) => left(toast.callerName, reason),
  });
  await client.start();
  await sim.until(({ channels }) => channels[0]?.topics.length > 0);

  sim.ring({ mediaType: 'voice', customerName: 'Maria Lopez' });
  await vi.waitFor(() => expect(client.getSnapshot().toasts).toMatchObject([{ callerName: 'Maria Lopez' }]));
  sim.answer({});
  await vi.waitFor(() => expect(left).toHaveBeenCalledWith('Maria Lopez', 'answered'));
  client.stop();
});
