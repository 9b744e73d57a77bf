/** What a page has played, and what can be measured of it. */
import type { Page } from 'playwright-core';
import './record-audio.js';

/** A stretch of sound without a pause. Frames count from the beginning of the context. */
export interface Tone {
  readonly from: number;
  readonly to: number;
  /** When the quanta with its first and its last sample were rendered, in ms since 1970. */
  readonly began: number;
  readonly ended: number;
}

interface Packed {
  readonly sampleRate: number;
  readonly end: { frame: number; at: number };
  readonly chunks: readonly { frame: number; at: number }[];
  /** The samples of all chunks. */
  readonly base64: string;
}

/** Shorter pauses are within a tone: two sine waves cancel each other for a moment, 40 times a second. */
const PAUSE_S = 0.04;
/** What is quieter is silence: 80 dB below the loudest tone. */
const SILENCE = 1e-4;
const QUANTUM = 128;

export class Recording {
  readonly sampleRate: number;
  readonly end: { readonly frame: number; readonly at: number };
  readonly #chunks: readonly { frame: number; at: number; samples: Float32Array }[];

  constructor({ sampleRate, end, chunks, base64 }: Packed) {
    this.sampleRate = sampleRate;
    this.end = end;
    const bytes = Buffer.from(base64, 'base64');
    const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    this.#chunks = chunks.map((chunk, index) => ({ ...chunk, samples: all.subarray(index * QUANTUM, (index + 1) * QUANTUM) }));
  }

  /** A recording of these samples, as if it had been made in a page. */
  static of(samples: Float32Array, sampleRate: number): Recording {
    const length = Math.ceil(samples.length / QUANTUM);
    const padded = new Float32Array(length * QUANTUM);
    padded.set(samples);
    const chunks = Array.from({ length }, (_, index) => ({ frame: index * QUANTUM, at: (index * QUANTUM * 1_000) / sampleRate }));
    return new Recording({ sampleRate, end: { frame: padded.length, at: 0 }, chunks, base64: Buffer.from(padded.buffer).toString('base64') });
  }

  /** What sounded, oldest first. */
  tones(): Tone[] {
    const tones: Tone[] = [];
    for (const { frame, at, samples } of this.#chunks) {
      for (const [index, sample] of samples.entries()) {
        if (Math.abs(sample) < SILENCE) continue;
        const place = frame + index;
        const last = tones.at(-1);
        if (last && place - last.to < PAUSE_S * this.sampleRate) tones[tones.length - 1] = { ...last, to: place + 1, ended: at };
        else tones.push({ from: place, to: place + 1, began: at, ended: at });
      }
    }
    return tones;
  }

  seconds({ from, to }: Tone): number {
    return (to - from) / this.sampleRate;
  }

  /** The samples from a frame on; where nothing sounded they are 0. */
  samples(from: number, length: number): Float32Array {
    const samples = new Float32Array(length);
    for (const chunk of this.#chunks) {
      const at = chunk.frame - from;
      if (at <= -QUANTUM || at >= length) continue;
      const first = Math.max(0, -at);
      samples.set(chunk.samples.subarray(first, Math.min(QUANTUM, length - at)), at + first);
    }
    return samples;
  }

  /** The strongest frequency between two, and the amplitude of its sine wave, in the middle of a tone. */
  peak(tone: Tone, low: number, high: number): { frequency: number; amplitude: number } {
    // Without the ramps at both ends.
    const margin = Math.ceil(0.025 * this.sampleRate);
    const samples = windowed(this.samples(tone.from + margin, Math.min(tone.to - tone.from - 2 * margin, this.sampleRate)));
    let best = { frequency: NaN, amplitude: 0 };
    for (let frequency = low; frequency <= high; frequency += 0.5) {
      const amplitude = amplitudeAt(samples, frequency / this.sampleRate);
      if (amplitude > best.amplitude) best = { frequency, amplitude };
    }
    return best;
  }

  /** How far the energy above 2 kHz, within 10 ms of a frame, is below that of the tone around another frame, in dB. */
  clickAt(frame: number, tone: Tone): number {
    const length = 2 * Math.round(0.01 * this.sampleRate);
    const high = Math.ceil((2_000 * length) / this.sampleRate);
    const around = (middle: number): number[] => spectrum(windowed(this.samples(middle - length / 2, length)));
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    // A beat of two sine waves is 25 ms long: the level is that of several windows.
    const steps = Array.from({ length: 8 }, (_, step) => tone.from + Math.round((0.04 + step * 0.007) * this.sampleRate));
    const level = sum(steps.map((step) => sum(around(step)))) / steps.length;
    return 10 * Math.log10(level / Math.max(sum(around(frame).slice(high)), Number.MIN_VALUE));
  }
}

/** Hann's window. */
const windowed = (samples: Float32Array): Float32Array => samples.map((sample, index) => sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * index) / samples.length)));

/** The squares of the parts of a signal at each multiple of its own frequency, up to half the sample rate. */
const spectrum = (samples: Float32Array): number[] =>
  Array.from({ length: samples.length / 2 }, (_, bin) => amplitudeAt(samples, bin / samples.length) ** 2);

/** The amplitude of a sine wave in a windowed signal (Goertzel's algorithm); the frequency is a part of the sample rate. */
function amplitudeAt(samples: Float32Array, frequency: number): number {
  const factor = 2 * Math.cos(2 * Math.PI * frequency);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + factor * last - before];
  // Hann's window halves the amplitude, and so does a sum over both directions of time.
  return (4 / samples.length) * Math.sqrt(Math.max(0, before ** 2 + last ** 2 - factor * before * last));
}

/** What the page's newest audio context has played. */
export async function recordingOf(page: Page): Promise<Recording> {
  const packed = await page.evaluate(() => {
    const recorder = window.recorders.at(-1);
    if (!recorder) return null;
    const { sampleRate, end, chunks } = recorder;
    const bytes = new Uint8Array(chunks.length * 128 * 4);
    chunks.forEach(({ samples }, index) => bytes.set(new Uint8Array(samples.buffer), index * 128 * 4));
    let text = '';
    for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
    return { sampleRate, end, chunks: chunks.map(({ frame, at }) => ({ frame, at })), base64: btoa(text) };
  });
  if (!packed) throw new Error('The page has made no audio context.');
  return new Recording(packed);
}

/** Resolves when the page is about to record all that its newest audio context plays. */
export async function recording(page: Page): Promise<void> {
  await page.waitForFunction(() => window.recorders.at(-1)?.ready);
}

/** Resolves when the page plays a tone that began at this time (ms since 1970) or later. */
export async function sounds(page: Page, since: number, timeout = 15_000): Promise<void> {
  await page.waitForFunction((from) => window.recorders.some(({ chunks }) => (chunks.at(-1)?.at ?? 0) >= from), since, { timeout });
}

/** Resolves when the page has been silent for this long after what it played. */
export async function falls(page: Page, silentMs = 300): Promise<void> {
  await page.waitForFunction(
    (ms) => window.recorders.every(({ chunks }) => Date.now() - (chunks.at(-1)?.at ?? 0) > ms),
    silentMs,
  );
}
