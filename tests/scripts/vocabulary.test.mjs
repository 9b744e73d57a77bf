import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { RETIRED, retiredIn, vocabularyComplaints } from '../../scripts/lib/vocabulary.mjs';

describe('a retired word', () => {
  const list = [
    { retired: 'gadget', use: 'tool' },
    { retired: 'Gizmo', use: 'Tool' },
    { retired: 'spin_up', use: 'start' },
    { retired: 'at full tilt', use: 'fast', in: ['src'] },
  ];
  const found = (text, path = 'src/a.rs') => retiredIn(path, text, list);

  it('is found with its place and what to use instead', () => {
    expect(found('one\ntwo gadget\n')).toEqual(['src/a.rs:2: "gadget" is retired, use: tool']);
    expect(found('fn spin_up(&self)')).toEqual(['src/a.rs:1: "spin_up" is retired, use: start']);
  });

  it('is a whole word; a small first letter stands for a capital one as well', () => {
    expect(found('gadgets, a_gadget, gadget_b, go-gadget')).toEqual([]);
    expect(found('Gadget')).toHaveLength(1);
    expect(found('gizmo')).toEqual([]);
    expect(found('Spin_up')).toEqual([]);
  });

  it('may be retired in some folders only', () => {
    expect(found('it runs at full tilt')).toHaveLength(1);
    expect(found('it runs at full tilt', 'docs/a.md')).toEqual([]);
    expect(found('it runs at full tilt', 'src2/a.rs')).toEqual([]);
  });
});

describe('the list of retired words', () => {
  it('names each word once, and what to use instead', () => {
    const words = RETIRED.map(({ retired }) => retired);
    expect(words).toEqual([...new Set(words)]);
    expect(RETIRED.filter(({ retired, use }) => use === '' || use === retired)).toEqual([]);
  });

  it('has no word that this repository uses', () => {
    expect(vocabularyComplaints()).toEqual([]);
  });
});

describe('the glossary', () => {
  const document = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
  const [, section = ''] = document.split('## Glossary');
  const rows = section.split('\n## ')[0].split('\n').filter((line) => line.startsWith('| '));
  const terms = rows.slice(2).map((row) => row.split(' | '));

  it('has at most 30 terms, in alphabetical order', () => {
    const names = terms.map(([name]) => name.slice(2));
    expect(names.length).toBeGreaterThan(20);
    expect(names.length).toBeLessThanOrEqual(30);
    expect(names).toEqual(names.toSorted());
  });

  it('names files that exist', () => {
    const paths = terms.flatMap(([, , where]) => [...where.matchAll(/`([^`]+)`/g)].map(([, path]) => path));
    const missing = paths.filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, 'src/engine', path)));
    expect(missing).toEqual([]);
  });
});
