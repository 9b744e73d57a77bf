import { describe, expect, it } from 'vitest';
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
