/** Notifications of the operating system, as the browser takes them; and where it takes none. */
import { describe, expect, hide, it } from './support/background.js';

const ON = { alerts: { notification: true } };

describe('a page that may show notifications', () => {
  it('shows one for a ring, and closes it when the ring ends [A1] [A2] [A7]', async ({ sim, bare, desktop }) => {
    const tab = await desktop({ options: { alerts: { notification: { showCaller: true } } } });
    expect(await tab.evaluate(() => window.desk.client.getSnapshot().alerts.notification)).toBe('granted');
    sim.ring({ mediaType: 'voice', customerName: 'Maria Lopez', queueName: 'Support' });
    await tab.until(() => window.desk.toasts.length === 1);
    // The agent sees the toast.
    expect(await tab.evaluate(() => window.witness.notifications)).toEqual([]);
    const other = await hide(bare, tab);
    await tab.until(() => window.witness.notifications[0]?.shownAt);
    sim.answer({});
    await tab.until(() => window.witness.notifications[0]?.goneAt);
    const notifications = await tab.evaluate(() => window.witness.notifications);
    const closedAt: unknown = expect.any(Number);
    expect(notifications).toEqual([expect.objectContaining({ title: 'Incoming: Voice', body: 'Maria Lopez · Support', closedAt })]);
    expect(notifications[0]?.tag).not.toContain('Maria');
    await other.close();
  });

  it('replaces the one of a second client on the page [A7]', async ({ sim, bare, desktop }) => {
    const tab = await desktop({ options: ON, query: { hooks: '2' } }, 'react');
    await sim.until(({ counters, channels }) => counters.socketsOpen === 2 && channels.every(({ topics }) => topics.length > 0));
    const other = await hide(bare, tab);
    sim.ring({ mediaType: 'voice' });
    await tab.until(() => window.witness.notifications.length === 2 && window.witness.notifications[1]?.shownAt);
    // The browser closes the first one: the page does not.
    await tab.until(() => window.witness.notifications[0]?.goneAt);
    const [first, second] = await tab.evaluate(() => window.witness.notifications);
    expect(second).toMatchObject({ tag: first?.tag, goneAt: null });
    sim.ring({ mediaType: 'voice' });
    await tab.until(() => window.witness.notifications.length === 4);
    const tags = await tab.evaluate(() => window.witness.notifications.map(({ tag }) => tag));
    expect(new Set(tags).size).toBe(2);
    await other.close();
  });
});

/** Nobody can answer the question in a browser without a window: Chromium denies it by itself. */
describe.each(['react', 'vanilla'] as const)('the %s page that may not show notifications', (name) => {
  it('asks only when the agent clicks, and says how to allow them where that was denied [A6]', async ({ sim, open }) => {
    const desk = await open(name, {
      agent: true,
      options: ON,
      before: () => {
        const ask = Notification.requestPermission.bind(Notification);
        const questions: boolean[] = [];
        Notification.requestPermission = () => {
          questions.push(navigator.userActivation.isActive);
          return ask();
        };
        Object.assign(window, { questions });
      },
    });
    await desk.status('connected');
    const state = (): Promise<unknown[]> =>
      desk.page.evaluate(() => [Notification.permission, window.desk.client.getSnapshot().alerts.notification, (window as unknown as { questions: boolean[] }).questions]);
    const button = desk.page.getByRole('button', { name: 'Allow notifications' });
    await button.waitFor();
    sim.ring({ customerName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').waitFor();
    expect(await state()).toEqual(['default', 'default', []]);
    await button.click();
    await desk.page.waitForFunction(() => window.desk.client.getSnapshot().alerts.notification === 'denied');
    expect(await state()).toEqual(['denied', 'denied', [true]]);
    await desk.page.locator('.gt-alert-text', { hasText: "Notifications are blocked. Allow them for this page in the browser's settings." }).waitFor();
    // Once it is denied, nothing asks again.
    expect(await desk.page.evaluate(async () => (await window.desk.client.unlockAlerts()).notification)).toBe('denied');
    expect((await state())[2]).toEqual([true]);
    await desk.page.getByRole('button', { name: 'Hide this message' }).click();
    await desk.page.locator('.gt-alert').waitFor({ state: 'detached' });
  });
});

it('has neither sound nor notifications in a worker, and nothing throws [A12]', async ({ site, sim, open }) => {
  const desk = await open('vanilla');
  const { tokenUrl, socketUrl, clientId, clientSecret } = sim;
  const code = `
    import { createGenesysToasts } from '${site.origin}/genesys-toasts/index.js';
    const alerts = { sound: true, notification: true };
    const client = createGenesysToasts({ ...${JSON.stringify({ tokenUrl, socketUrl, clientId, clientSecret })}, alerts, onToast: async ({ conversationId }) => {
      client.testAlert();
      client.silence();
      const unlocked = await client.unlockAlerts();
      client.mute();
      postMessage({ conversationId, unlocked, now: client.getSnapshot().alerts });
    } });
    await client.start();`;
  await desk.status('connected');
  await desk.page.evaluate((text) => {
    const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })), { type: 'module' });
    const messages: unknown[] = [];
    worker.onmessage = ({ data }) => messages.push(data);
    worker.onerror = ({ message }) => messages.push(message);
    Object.assign(window, { messages });
  }, code);
  await sim.until(({ counters }) => counters.socketsOpen === 2);
  const { conversationId } = sim.ring({ agentName: 'Maria Lopez' });
  await desk.page.waitForFunction(() => (window as unknown as { messages: unknown[] }).messages.length > 0);
  const messages = await desk.page.evaluate(() => (window as unknown as { messages: unknown[] }).messages);
  const unlocked = { sound: 'off', notification: 'unsupported', muted: null, sounding: [] };
  expect(messages).toEqual([{ conversationId, unlocked, now: { ...unlocked, muted: { until: null } } }]);
});
