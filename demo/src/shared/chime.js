/** A sound of 0.6 s: two bells, 988 Hz and 1319 Hz. */
const RATE = 16_000;
const SECONDS = 0.6;
const TONES = [
  { hertz: 988, from: 0 },
  { hertz: 1319, from: 0.15 },
];

let url;

/** The address of a sound file, made at the first call. A desktop has a file on its server: `/sounds/call.mp3`. */
export function chimeUrl() {
  url ??= URL.createObjectURL(new Blob([wav(samples())], { type: 'audio/wav' }));
  return url;
}

function samples() {
  return Int16Array.from({ length: RATE * SECONDS }, (_, index) => {
    const at = index / RATE;
    const sum = TONES.reduce((level, tone) => level + bell(tone, at), 0);
    return Math.round(sum * 0.45 * 32_767);
  });
}

/** It begins at once, fades, and has come to an end with the file. */
function bell({ hertz, from }, at) {
  if (at < from) return 0;
  return Math.sin(2 * Math.PI * hertz * (at - from)) * Math.exp(-6 * (at - from)) * Math.min(1, (SECONDS - at) / 0.05);
}

/** The bytes of a WAV file: 16 bit, one channel. */
function wav(levels) {
  const view = new DataView(new ArrayBuffer(44 + levels.length * 2));
  const text = (at, word) => [...word].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, 36 + levels.length * 2, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, levels.length * 2, true);
  levels.forEach((level, index) => view.setInt16(44 + index * 2, level, true));
  return view.buffer;
}
