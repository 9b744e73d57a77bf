import { join } from 'node:path';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/lib/paths.mjs';

/** Gives the lines of a hook in which a ref is read or written during render. */
async function refsDuringRender(body) {
  const lines = ["import { useEffect, useRef } from 'react';", 'export function useLast(value: number): unknown {', '  const last = useRef(0);', ...body, '}'];
  const eslint = new ESLint({ cwd: ROOT });
  const [{ messages }] = await eslint.lintText(`${lines.join('\n')}\n`, { filePath: join(ROOT, 'js/react/useGenesysToasts.ts') });
  return messages.filter(({ ruleId }) => ruleId === 'react-hooks/refs').map(({ line }) => lines[line - 1].trim());
}

it('a ref that is read or written while React renders is an error of ESLint, one in an effect is none', async () => {
  expect(await refsDuringRender(['  last.current = value;', '  return value;'])).toContain('last.current = value;');
  expect(await refsDuringRender(['  return last.current;'])).toContain('return last.current;');
  expect(await refsDuringRender(['  useEffect(() => {', '    last.current = value;', '  });', '  return value;'])).toEqual([]);
}, 120_000);
