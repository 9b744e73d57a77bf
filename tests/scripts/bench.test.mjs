import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { barChart } from '../../benches/lib/chart.mjs';
import { section, withSection } from '../../benches/lib/document.mjs';
import { quantile, spread } from '../../benches/lib/stats.mjs';
import { chooseParts, findParts } from '../../scripts/bench.mjs';

const made = [];
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

describe('npm run bench', () => {
  it('finds a part by its place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    made.push(folder);
    for (const name of ['one', 'two', 'lib']) mkdirSync(join(folder, name));
    for (const name of ['one', 'two']) writeFileSync(join(folder, name, 'bench.mjs'), '');
    const parts = findParts(folder);
    expect(parts.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(chooseParts(parts, ['two']).map(({ name }) => name)).toEqual(['two']);
    expect(chooseParts(parts, [])).toHaveLength(2);
    expect(() => chooseParts(parts, ['three'])).toThrow('There is no benchmark three. There are: one, two.');
  });

  it('replaces a section of the document and leaves the others', () => {
    const first = withSection(withSection(undefined, 'a', 'old a'), 'b', 'b of before');
    const second = withSection(first, 'a', 'new a, for $& and $1');
    expect(second).toContain('<!-- bench:a -->\nnew a, for $& and $1\n<!-- /bench:a -->');
    expect(second).toContain('b of before');
    expect(second).not.toContain('old a');
    expect(second).toMatch(/^# Benchmarks/);
  });

  it('writes tables, charts and the machine', () => {
    const table = { title: 'T', head: ['', 'µs'], rows: [['a|b', 1234]], note: 'N' };
    const text = section({ title: 'Part' }, { method: 'M', tables: [table], charts: [{ name: 'c', title: 'C', unit: 'µs', groups: [] }], figures: {} }, 'a machine');
    expect(text).toBe('## Part\n\nM\n\n![C](benchmarks/c.svg)\n\n**T**\n\n|  | µs |\n| --- | ---: |\n| a\\|b | 1,234 |\n\nN\n\nMeasured on: a machine.');
  });

  it('draws bars in proportion, with names as text', () => {
    const bars = [{ name: '<ours>', ours: true, median: 2, low: 1, high: 4 }, { name: 'plain', median: 1 }];
    const svg = barChart({ name: 'c', title: 'A & B', unit: 'ms', groups: [{ label: 'g', bars }] });
    const [ours, plain] = [...svg.matchAll(/<rect [^>]*width="([\d.]+)" [^>]*class="bar/g)].map(([, width]) => Number(width));
    expect(ours / plain).toBeCloseTo(2, 1);
    expect(svg).toContain('&#60;ours&#62;');
    expect(svg).toContain('A &#38; B');
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it('takes quantiles between samples', () => {
    expect(quantile([4, 1, 2, 3], 0.5)).toBe(2.5);
    expect(spread([3, 1, 200])).toBe('3.00 (1.00–200)');
  });
});
