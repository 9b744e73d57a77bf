import { describe, expect, it } from 'vitest';
import { LIMIT, rowOf, verdict } from '../../scripts/size.mjs';

const peers = [
  { name: 'large', gzip: 300_000 },
  { name: 'small', gzip: 100_000 },
];

describe('the size of what a page loads', () => {
  it('is accepted up to its share of the smallest peer', () => {
    expect(verdict(LIMIT * 100_000, peers)).toEqual({ within: true, text: `${(LIMIT * 100).toFixed(2)} kB gzip is ${LIMIT.toFixed(2)} of the nearest peer (small, 100.00 kB); ${String(LIMIT)} is allowed: within the limit` });
  });

  it('is too much beyond', () => {
    expect(verdict(LIMIT * 100_000 + 1, peers)).toMatchObject({ within: false, text: expect.stringContaining('too much') });
  });

  it('is counted by parts, and a file without a part is an error', () => {
    expect(new Set(['inline-AB12.js', 'inflate-CD34.js', 'ours.js'].map(rowOf)).size).toBe(3);
    expect(rowOf('chunk-EF56.js')).toBe(rowOf('ours.js'));
    expect(() => rowOf('engine.wasm')).toThrow('unknown to scripts/size.mjs');
  });
});
