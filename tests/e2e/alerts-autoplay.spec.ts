/** Sound under the browser's own autoplay policy: nothing plays before the agent's first click. */
import { describe, expect, it, type Desk, type Open } from './support/test.js';
import { recordingOf } from './support/audio.js';
import { flagsOf } from './support/flags.js';
import { recordAudio } from './support/record-audio.js';
import { Untouched } from './support/untouched.js';

/** Opens a page that nobody has touched, and waits until its client is connected and would be recorded. */
async function openUntouched(open: Open, name: 'react' | 'vanilla', before = recordAudio): Promise<{ desk: Desk; look: Untouched }> {
  const desk = await open(name, { agent: true, before, options: { duration: 'while-ringing', alerts: { sound: true } } });
  // Chromium says so itself.
  desk.allow(/AudioContext was not allowed to start/);
  const look = await Untouched.of(desk.page);
  await look.until(() => window.desk.client.getSnapshot().status === 'connected' && window.recorders.at(-1)?.ready);
  return { desk, look };
}

/** The line about sound, and its button: `null` where there is none. Runs in the page. */
function line(): { text: string; kind: string | undefined; x: number; y: number } | null {
  const shadow = document.querySelector('.gt-host')?.shadowRoot;
  const node = shadow?.querySelector<HTMLElement>('.gt-alert');
  const button = node?.querySelector('[data-gt-unlock]');
  if (!node?.checkVisibility() || !button) return null;
  const { left, top, width, height } = button.getBoundingClientRect();
  return { text: node.innerText, kind: node.dataset['kind'], x: left + width / 2, y: top + height / 2 };
}

const soundIs = (state: string): boolean => window.desk.client.getSnapshot().alerts.sound === state;

it('is tested with no flag about autoplay [A5]', async ({ browser }) => {
  const context = await browser.newContext();
  const flags = await flagsOf(context, /autoplay|mute-audio|user-gesture|MediaEngagement/i);
  console.log(`\nautoplay: flags about sound: ${flags.join(' ') || 'none'}\n`);
  await context.close();
  expect(flags.filter((flag) => /autoplay/i.test(flag))).toEqual([]);
});

describe.each(['react', 'vanilla'] as const)('the %s page', (name) => {
  it.for(['a click anywhere', 'a key', "the line's button"])('plays after %s, and nothing late [A3] [A5]', async (gesture, { sim, open }) => {
    const { desk, look } = await openUntouched(open, name);
    await look.until(soundIs, 'needs-gesture');
    await look.until(line);
    const shown = await look.evaluate(line);
    expect(shown).toMatchObject({ text: 'Turn on ring sound', kind: 'sound' });
    sim.ring({ mediaType: 'voice', customerName: 'Before' });
    await look.until(() => window.desk.toasts.length === 1);
    expect(await look.evaluate(() => [navigator.userActivation.hasBeenActive, window.recorders.length, window.recorders[0]?.state()])).toEqual([false, 1, 'suspended']);

    // The keyboard and the mouse of the protocol are the agent's.
    if (gesture === 'a key') await desk.page.keyboard.press('a');
    else if (gesture === 'a click anywhere') await desk.page.mouse.click(300, 300);
    else {
      // The toast has moved it.
      const place = await look.evaluate(line);
      await desk.page.mouse.click(place?.x ?? NaN, place?.y ?? NaN);
    }
    await look.until(soundIs, 'ready');
    await look.until(() => document.querySelector('.gt-host')?.shadowRoot?.querySelector('.gt-alert') === null);
    // Long enough for a sound that were late.
    const running = await look.evaluate(() => Date.now());
    await look.until((since) => (window.recorders[0]?.end.at ?? 0) > since + 500, running);

    const { conversationId, notifiedAt } = sim.ring({ mediaType: 'chat', customerName: 'After' });
    await look.until(() => window.recorders[0]?.chunks.length);
    const sounding = await look.evaluate(() => {
      const { alerts, toasts } = window.desk.client.getSnapshot();
      return alerts.sounding.map((id) => toasts.find((toast) => toast.id === id)?.conversationId);
    });
    expect(sounding).toEqual([conversationId]);
    const recording = await recordingOf(desk.page);
    expect(recording.tones()[0]?.began).toBeGreaterThanOrEqual(Math.floor(notifiedAt ?? NaN));
  });

  /**
   * Chromium has no setting that holds audio back after a click. Where another browser does (Firefox: "Block Audio and Video"), `resume()` stays without
   * an answer: so does that of this page's audio contexts, until the test allows it.
   */
  it('says what to do where a click does not help [A5]', async ({ open }) => {
    const { desk, look } = await openUntouched(open, name, () => {
      const { resume } = AudioContext.prototype;
      const recorder = { chunks: [], ready: true, end: { frame: 0, at: 0 }, sampleRate: 0, decoded: 0, state: () => 'suspended' as const };
      Object.assign(window, { recorders: [recorder], allowSound: () => (AudioContext.prototype.resume = resume) });
      AudioContext.prototype.resume = () => new Promise(() => undefined);
    });
    await look.until(soundIs, 'needs-gesture');
    await desk.page.mouse.click(300, 300);
    await look.until(soundIs, 'blocked');
    await look.until(line);
    const shown = await look.evaluate(line);
    expect(shown?.kind).toBe('sound-blocked');
    expect(shown?.text.replaceAll(/\s+/g, ' ')).toBe("The browser plays no sound. Allow sound for this page in the browser's settings. Try again");
    await look.evaluate(() => void (window as unknown as { allowSound: () => void }).allowSound());
    await desk.page.mouse.click(shown?.x ?? NaN, shown?.y ?? NaN);
    await look.until(soundIs, 'ready');
    await look.until(() => document.querySelector('.gt-host')?.shadowRoot?.querySelector('.gt-alert') === null);
  });
});
