/** A sine wave as a WAV file: 16 bits, one channel. */
export function wav({ frequency, seconds, amplitude }: { frequency: number; seconds: number; amplitude: number }): Buffer {
  const rate = 44_100;
  const length = Math.round(seconds * rate);
  const file = Buffer.alloc(44 + 2 * length);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + 2 * length, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  // PCM, one channel.
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(2 * rate, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * length, 40);
  for (let at = 0; at < length; at++) file.writeInt16LE(Math.round(32_767 * amplitude * Math.sin((2 * Math.PI * frequency * at) / rate)), 44 + 2 * at);
  return file;
}
