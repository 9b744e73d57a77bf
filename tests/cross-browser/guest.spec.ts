/** The view in a page that has a modal dialog or an element in fullscreen. */
import { describe, expect, it, type Desk, type Open } from './support/test.js';
import { walk } from './support/view.js';

async function openView(open: Open, name: 'toaster' | 'toaster-element'): Promise<Desk> {
  const desk = await open(name, { options: { duration: 'while-ringing' } });
  await desk.status('connected');
  return desk;
}

/** Shows a native modal dialog with one button in it, and puts the focus there. */
const showDialog = ({ page }: Desk): Promise<void> =>
  page.evaluate(() => {
    const dialog = document.createElement('dialog');
    const button = document.createElement('button');
    button.id = 'inside';
    button.textContent = 'Inside';
    dialog.append(button);
    document.body.append(dialog);
    dialog.showModal();
  });

const closeDialog = ({ page }: Desk): Promise<void> => page.evaluate(() => document.querySelector('dialog')?.close());

const activeId = ({ page }: Desk): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id);

/** Clicks the close button of a toast with the mouse: the driver refuses what lies under something else. */
async function clickClose(desk: Desk, name: string): Promise<void> {
  await desk.page.click(await (await desk.toast(name)).findElement({ css: '.gt-close' }));
}

describe.each(['toaster', 'toaster-element'] as const)('a page around the view, %s:', (name) => {
  it('a toast is clicked and reached by F8 in a native modal dialog that opened before the ring [V3]', async ({ sim, open }) => {
    const desk = await openView(open, name);
    await showDialog(desk);
    sim.ring({ agentName: 'Ada' });
    await desk.toast('Ada');
    expect(await walk(desk.page, 'F8')).toEqual(['region']);
    await desk.page.press('F8');
    expect(await activeId(desk)).toBe('inside');
    await clickClose(desk, 'Ada');
    await desk.toastGone('Ada');
  });

  it('a toast is clicked and reached by F8 in one that opened after the ring, and when it has closed [V3]', async ({ sim, open }) => {
    const desk = await openView(open, name);
    for (const agentName of ['Ada', 'Bob']) sim.ring({ agentName });
    await desk.toast('Bob');
    await showDialog(desk);
    expect(await walk(desk.page, 'F8')).toEqual(['region']);
    await clickClose(desk, 'Bob');
    await desk.toastGone('Bob');
    await closeDialog(desk);
    // The view stands in its own place again in the next frame.
    await desk.page.until(() => !document.querySelector('dialog [popover]'), []);
    await clickClose(desk, 'Ada');
    await desk.toastGone('Ada');
  });

  it('a toast is clicked over an element of the page with the highest z-index there is [V2]', async ({ sim, open }) => {
    const desk = await openView(open, name);
    await desk.page.evaluate(() => {
      const cover = document.createElement('div');
      Object.assign(cover.style, { position: 'fixed', inset: '0', zIndex: '2147483647', background: '#fffc' });
      document.body.append(cover);
    });
    sim.ring({ agentName: 'Ada' });
    await desk.toast('Ada');
    await clickClose(desk, 'Ada');
    await desk.toastGone('Ada');
    expect(await desk.page.evaluate(() => window.desk.dismissals.map(({ reason }) => reason))).toEqual(['user']);
  });
});
