/** The sound of a ring, as the browser's audio graph plays it. */
import { describe, expect, it, openSounding, type Desk } from './support/alerts.js';
import { falls, Recording, recordingOf, sounds, type Tone } from './support/audio.js';
import { wav } from './support/wav.js';

/** What two sine waves may differ from what they are to be: of the frequency, and of the amplitude. */
const FREQUENCY = 0.01;
const AMPLITUDE = 0.05;
/** How far a click is below the tone, in dB. */
const QUIET_DB = 40;

function expectTone(recording: Recording, tone: Tone, frequencies: readonly number[], volume: number): void {
  for (const wanted of frequencies) {
    const { frequency, amplitude } = recording.peak(tone, wanted * 0.95, wanted * 1.05);
    expect(Math.abs(frequency / wanted - 1), `${String(frequency)} Hz, not ${String(wanted)}`).toBeLessThan(FREQUENCY);
    const level = volume / frequencies.length;
    expect(Math.abs(amplitude / level - 1), `amplitude ${String(amplitude)}, not ${String(level)}`).toBeLessThan(AMPLITUDE);
  }
}

const tonesAfter = (recording: Recording, since: number): Tone[] => recording.tones().filter(({ began }) => began >= since);

describe('the tone', () => {
  it('of a call is 440 and 480 Hz for 2 s, every 6 s, without a click [A4]', { timeout: 30_000 }, async ({ sim, open }) => {
    const desk = await openSounding(open);
    const { notifiedAt } = sim.ring({ mediaType: 'voice' });
    await sounds(desk.page, (notifiedAt ?? NaN) + 5_500);
    sim.abandon({});
    await falls(desk.page);
    const recording = await recordingOf(desk.page);
    const [first, second] = recording.tones();
    if (!first || !second) throw new Error('no second cadence');
    expectTone(recording, first, [440, 480], 0.5);
    expect(recording.seconds(first)).toBeCloseTo(2, 1);
    const [byAudio, byClock] = [((second.from - first.from) / recording.sampleRate) * 1_000, second.began - first.began];
    const [start, end] = [recording.clickAt(first.from, first), recording.clickAt(first.to, first)];
    console.log(
      `\na call: audible ${(first.began - (notifiedAt ?? NaN)).toFixed(0)} ms after the send, ${recording.seconds(first).toFixed(3)} s long, again after ` +
        `${byAudio.toFixed(0)} ms (${String(byClock)} by the clock); above 2 kHz ${start.toFixed(0)} dB below it at its start, ${end.toFixed(0)} dB at its end\n`,
    );
    expect(Math.abs(byAudio - 6_000)).toBeLessThan(50);
    expect(start).toBeGreaterThan(QUIET_DB);
    expect(end).toBeGreaterThan(QUIET_DB);
  });

  it('of another medium is 880 and 960 Hz, twice for 0.15 s, without a click [A4]', async ({ sim, open }) => {
    const desk = await openSounding(open);
    sim.ring({ mediaType: 'chat' });
    await desk.toasts.first().waitFor();
    await sounds(desk.page, 1);
    await falls(desk.page, 1_000);
    const recording = await recordingOf(desk.page);
    const tones = recording.tones();
    expect(tones.map((tone) => recording.seconds(tone).toFixed(2))).toEqual(['0.15', '0.15']);
    for (const tone of tones) {
      expectTone(recording, tone, [880, 960], 0.5);
      expect(recording.clickAt(tone.from, tone)).toBeGreaterThan(QUIET_DB);
      expect(recording.clickAt(tone.to, tone)).toBeGreaterThan(QUIET_DB);
    }
  });

  it('of a ring during a call is 350 Hz, once [A9]', { timeout: 30_000 }, async ({ sim, open }) => {
    const desk = await openSounding(open);
    sim.ring({ mediaType: 'voice' });
    await sounds(desk.page, 1);
    sim.answer({});
    await desk.page.waitForFunction(() => window.desk.dismissals.length === 1);
    await falls(desk.page);
    const since = Date.now();
    sim.ring({ mediaType: 'voice', customerName: 'Second' });
    await sounds(desk.page, since);
    // A call's own cadence would begin again after 6 s.
    await falls(desk.page, 7_000);
    await desk.toast('Second').waitFor();
    const recording = await recordingOf(desk.page);
    const tones = tonesAfter(recording, since);
    expect(tones.map((tone) => recording.seconds(tone).toFixed(1))).toEqual(['0.3']);
    expectTone(recording, tones[0] as Tone, [350], 0.5);
  });

  it('has the volume of the options, which a change gives to the next cadence [A4] [A11]', { timeout: 60_000 }, async ({ sim, open }) => {
    const desk = await openSounding(open, 'vanilla', { options: { alerts: { sound: { volume: 0.25 } } } });
    sim.ring({ mediaType: 'voice' });
    await sounds(desk.page, 1);
    const since = Date.now();
    await desk.page.evaluate(() => window.desk.client.update({ alerts: { sound: { volume: 0.5 } } }));
    await sounds(desk.page, since + 4_000);
    await falls(desk.page);
    const recording = await recordingOf(desk.page);
    const [first, second] = recording.tones();
    expectTone(recording, first as Tone, [440, 480], 0.25);
    expectTone(recording, second as Tone, [440, 480], 0.5);
  });
});

describe('the end of the sound', () => {
  /** What ends it, and when the page learned of it, in ms since 1970. */
  const ENDS: Record<string, (desk: Desk, end: { abandon(): void; answer(): void }) => Promise<number>> = {
    abandoned: (desk, { abandon }) => {
      abandon();
      return dismissedAt(desk);
    },
    answered: (desk, { answer }) => {
      answer();
      return dismissedAt(desk);
    },
    'closed by the agent': async (desk) => {
      await desk.page.getByRole('button', { name: 'Dismiss notification' }).click();
      return dismissedAt(desk);
    },
    'client.silence()': (desk) => desk.page.evaluate(() => (window.desk.client.silence(), Date.now())),
    'client.mute()': (desk) => desk.page.evaluate(() => (window.desk.client.mute(), Date.now())),
    'client.update() without sound': (desk) => desk.page.evaluate(() => (window.desk.client.update({ alerts: {} }), Date.now())),
    'client.stop()': (desk) => desk.page.evaluate(() => (window.desk.client.stop(), Date.now())),
  };

  const dismissedAt = async (desk: Desk): Promise<number> => {
    await desk.page.waitForFunction(() => window.desk.dismissedAt.length > 0);
    return desk.page.evaluate(() => window.desk.dismissedAt[0] ?? NaN);
  };

  it.for(Object.entries(ENDS))('is within 100 ms, and without a click: %s [A2] [A10] [A11]', async ([name, end], { sim, open }) => {
    const desk = await openSounding(open);
    const since = Date.now();
    sim.ring({ mediaType: 'voice' });
    // Not in its ramp.
    await sounds(desk.page, since + 300);
    const at = await end(desk, { abandon: () => sim.abandon({}), answer: () => sim.answer({}) });
    await falls(desk.page, 500);
    const recording = await recordingOf(desk.page);
    const [tone, ...more] = recording.tones();
    expect(more).toEqual([]);
    if (!tone) throw new Error('no tone');
    const silent = tone.ended - at;
    const click = recording.clickAt(tone.to, tone);
    console.log(`${name}: silent ${String(silent)} ms later; above 2 kHz ${click.toFixed(0)} dB below the tone`);
    expect(recording.seconds(tone), 'it ended by itself').toBeLessThan(1.9);
    expect(silent).toBeLessThan(100);
    expect(click).toBeGreaterThan(QUIET_DB);
  });
});

it('leaves nothing of a tone that stop() ended for the next ring [A3]', async ({ sim, open }) => {
  const desk = await openSounding(open);
  const since = Date.now();
  sim.ring({ mediaType: 'voice' });
  await sounds(desk.page, since + 300);
  await desk.page.evaluate(() => window.desk.client.stop());
  await desk.page.waitForFunction(() => window.recorders[0]?.state() === 'suspended');
  sim.abandon({});
  const again = await desk.page.evaluate(() => Date.now());
  await desk.page.evaluate(() => window.desk.client.start());
  await desk.status('connected');
  sim.ring({ mediaType: 'chat' });
  await sounds(desk.page, again);
  await falls(desk.page, 1_000);
  const recording = await recordingOf(desk.page);
  const [first, ...tones] = recording.tones();
  expect(first?.ended).toBeLessThan(again);
  expect(tones.map((tone) => recording.seconds(tone).toFixed(2))).toEqual(['0.15', '0.15']);
});

describe('a file of the app', () => {
  it('plays in place of the tone [A4]', async ({ sim, open }) => {
    let requests = 0;
    const desk = await openSounding(open, 'vanilla', {
      options: { alerts: { sound: { url: { voice: '/ring.wav' }, volume: 0.5 } } },
      prepare: (page) =>
        page.route('**/ring.wav', (route) => {
          requests++;
          return route.fulfill({ contentType: 'audio/wav', body: wav({ frequency: 1_000, seconds: 0.5, amplitude: 0.8 }) });
        }),
    });
    // It is there before it is needed.
    await desk.page.waitForFunction(() => window.recorders.at(-1)?.decoded === 1);
    sim.ring({ mediaType: 'voice' });
    await sounds(desk.page, 1);
    await falls(desk.page);
    const first = await recordingOf(desk.page);
    const [tone] = first.tones();
    if (!tone) throw new Error('no tone');
    const { frequency, amplitude } = first.peak(tone, 900, 1_100);
    expect(frequency).toBeCloseTo(1_000, 0);
    expect(Math.abs(amplitude / 0.4 - 1)).toBeLessThan(AMPLITUDE);
    expect(first.seconds(tone)).toBeCloseTo(0.5, 1);
    sim.abandon({});
    // Another medium has no file.
    const since = Date.now();
    sim.ring({ mediaType: 'chat' });
    await sounds(desk.page, since);
    await falls(desk.page);
    const second = await recordingOf(desk.page);
    expectTone(second, tonesAfter(second, since)[0] as Tone, [880, 960], 0.5);
    expect(requests).toBe(1);
  });

  it('that cannot be loaded is replaced by the tone, with one warning [A4]', async ({ sim, open }) => {
    let requests = 0;
    const desk = await openSounding(open, 'vanilla', {
      options: { alerts: { sound: { url: '/ring.wav' } } },
      prepare: (page) =>
        page.route('**/ring.wav', (route) => {
          requests++;
          return route.fulfill({ status: 404 });
        }),
    });
    desk.allow(/^Failed to load resource/, /alerts\.sound\.url/);
    await expect.poll(() => desk.complaints.some((text) => text.includes('alerts.sound.url'))).toBe(true);
    sim.ring({ mediaType: 'voice' });
    await sounds(desk.page, 1);
    await falls(desk.page);
    const recording = await recordingOf(desk.page);
    expectTone(recording, recording.tones()[0] as Tone, [440, 480], 0.5);
    expect(requests).toBe(2);
    const warnings = desk.complaints.filter((text) => text.includes('alerts.sound.url'));
    expect(warnings).toEqual([expect.stringContaining('/ring.wav could not be loaded (status 404); the built-in tone plays instead')]);
  });
});

describe('the measure of these tests', () => {
  it('finds the click of a tone that is cut off, and none where it fades out', () => {
    const rate = 44_100;
    const tone = (fadeS: number): Float32Array =>
      Float32Array.from({ length: rate }, (_, index) => {
        const left = rate / 2 - index;
        return left <= 0 ? 0 : 0.25 * Math.sin((2 * Math.PI * 440 * index) / rate + 1) * Math.min(1, left / (fadeS * rate || 1));
      });
    const [cut, faded] = [0, 0.02].map((fadeS) => Recording.of(tone(fadeS), rate));
    const click = (recording: Recording | undefined): number => recording?.clickAt(rate / 2, recording.tones()[0] as Tone) ?? NaN;
    expect(click(cut)).toBeLessThan(QUIET_DB);
    expect(click(faded)).toBeGreaterThan(QUIET_DB);
  });
});
