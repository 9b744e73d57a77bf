/** The agent answers and declines in the view. */
import { DESKTOP_SCOPE } from 'genesys-cloud-simulator';
import { describe, expect, it } from './support/test.js';

const NAME = 'Maria Lopez';

describe('actions', () => {
  it.for(['toaster', 'toaster-element'] as const)('answer and decline, each with one request: %s', async (name, { sim, open }) => {
    sim.configure({ userScope: DESKTOP_SCOPE });
    const desk = await open(name, { agent: true, options: { actions: ['answer', 'decline'] } });
    await desk.status('connected');
    const asked = (): unknown[] => sim.records.apiRequests.filter(({ method }) => method === 'PATCH').map(({ body, status }) => [body, status]);
    const states = (conversationId: string): unknown[] => sim.legs({ conversationId }).flatMap(({ userId, state, disconnectType }) => (userId === sim.userId ? [[state, disconnectType]] : []));

    const answered = sim.ring({ mediaType: 'voice', customerName: NAME });
    await desk.toast(NAME);
    await desk.page.click(await desk.page.find('.gt-answer'));
    await desk.toastGone(NAME);
    expect(asked()).toEqual([[{ state: 'connected' }, 202]]);
    expect(states(answered.conversationId)).toEqual([['connected', null]]);

    const declined = sim.ring({ mediaType: 'voice', customerName: 'Lukas Weber' });
    await desk.toast('Lukas Weber');
    await desk.page.click(await desk.page.find('.gt-item[data-state="open"] .gt-decline'));
    await desk.page.click(await desk.page.find('.gt-decline[data-armed]'));
    await desk.toastGone('Lukas Weber');
    expect(asked()).toEqual([
      [{ state: 'connected' }, 202],
      [{ state: 'disconnected' }, 202],
    ]);
    expect(states(declined.conversationId)).toEqual([['terminated', 'client']]);
    expect(await desk.page.evaluate(() => window.desk.dismissals.map(({ reason }) => reason))).toEqual(['answered', 'moved']);
  });
});
