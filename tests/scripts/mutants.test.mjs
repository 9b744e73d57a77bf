import { expect, it } from 'vitest';
import { countByFile, score } from '../../scripts/mutants.mjs';

const outcome = (file, summary) => ({ scenario: { Mutant: { file } }, summary });

it('counts the mutants of each file, without the run that had none', () => {
  const outcomes = [
    { scenario: 'Baseline', summary: 'Success' },
    outcome('src/engine/b.rs', 'CaughtMutant'),
    outcome('src/engine/a.rs', 'MissedMutant'),
    outcome('src/engine/b.rs', 'Timeout'),
    outcome('src/engine/b.rs', 'Unviable'),
  ];
  expect(countByFile({ outcomes })).toEqual([
    { file: 'src/engine/a.rs', caught: 0, missed: 1, unviable: 0 },
    { file: 'src/engine/b.rs', caught: 2, missed: 0, unviable: 1 },
  ]);
});

it('scores without those that do not compile', () => {
  expect(score([{ caught: 9, missed: 1, unviable: 30 }])).toBeCloseTo(0.9);
});
