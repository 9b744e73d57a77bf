/** The view by keyboard. */
import { describe, expect, it, type Desk, type Open } from './support/test.js';
import { deepFocus } from '../support/browser/deep-focus.js';
import { walk } from './support/view.js';

/** Opens a view whose toasts stay, the focus in the page's own field. */
async function openView(open: Open, name: 'toaster' | 'toaster-element', view: object = {}): Promise<Desk> {
  const desk = await open(name, { options: { duration: 'while-ringing' }, query: { view: JSON.stringify(view) } });
  await desk.status('connected');
  await desk.page.click(await desk.page.find('textarea'));
  await desk.page.until(() => document.activeElement?.localName === 'textarea', []);
  return desk;
}

describe.each(['toaster', 'toaster-element'] as const)('keyboard, %s:', (name) => {
  it('F8 goes to the toasts and back, Tab through toasts, buttons and “n more”', async ({ sim, open }) => {
    const desk = await openView(open, name, { visible: 2 });
    for (const agentName of ['Ada', 'Bob', 'Cleo']) sim.ring({ agentName, mediaType: 'chat' });
    await desk.page.find('.gt-more', '1 more');
    await desk.toast('Cleo');
    expect(await desk.page.evaluate(deepFocus)).toBe('textarea');
    expect(await walk(desk.page, 'F8', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab')).toEqual(['region', 'toast Cleo', 'close Cleo', 'toast Bob', 'close Bob', 'more']);
    expect(await walk(desk.page, 'Enter', 'Shift+Tab', 'Shift+Tab')).toEqual(['more', 'close Ada', 'toast Ada']);
    expect(await walk(desk.page, 'F8')).toEqual(['textarea']);
  });

  it('Escape closes the toast with the focus, on to the next one, at the end back to where it was', async ({ sim, open }) => {
    const desk = await openView(open, name);
    for (const agentName of ['Ada', 'Bob', 'Cleo']) sim.ring({ agentName });
    await desk.toast('Ada');
    await desk.page.type('before, ');
    expect(await walk(desk.page, 'F8', 'Tab', 'Tab', 'Tab', 'Escape', 'Escape', 'Escape')).toEqual(['region', 'toast Cleo', 'close Cleo', 'toast Bob', 'toast Ada', 'toast Cleo', 'textarea']);
    await desk.page.type('after');
    expect(await desk.page.evaluate(() => document.querySelector('textarea')?.value)).toBe('before, after');
    expect(await desk.page.evaluate(() => window.desk.dismissals.map(({ reason }) => reason))).toEqual(['user', 'user', 'user']);
  });

  it('Enter and Space press the close button', async ({ sim, open }) => {
    const desk = await openView(open, name);
    for (const agentName of ['Ada', 'Bob', 'Cleo']) sim.ring({ agentName });
    await desk.toast('Ada');
    expect(await walk(desk.page, 'F8', 'Tab', 'Tab', 'Enter', 'Tab', 'Space')).toEqual(['region', 'toast Cleo', 'close Cleo', 'toast Bob', 'close Bob', 'toast Ada']);
  });
});
