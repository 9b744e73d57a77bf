import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { difference } from '../../scripts/api.mjs';
import { SECTIONS, page, readExports } from '../../scripts/lib/api-page.mjs';
import { report } from '../../scripts/lib/api-report.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';

const DECLARATIONS = `
/** Says why. */
export type Reason =
  /** The agent did it. */
  | 'user'
  /** The time was over. */
  | 'timeout';
interface Base {
  /** Unique. */
  readonly id: string;
}
/** A toast. */
export interface Toast extends Base {
  /**
   * How long | it stays, in ms.
   *
   * - short
   * - long
   *
   * @default 8000
   */
  stays?: number | undefined;
  /** Why it left. */
  reason: Reason | null;
  /** Inner values. */
  inner: {
    /** One of them. */
    one: string;
  };
  /** Removes it. */
  readonly remove: (now?: boolean) => string | null;
}
/**
 * Makes a toast.
 *
 * @throws RangeError where it cannot
 */
export declare function make(toast: Toast): Toast;
export {};
`;
const SHOWN = [{ title: 'Functions', names: ['make'] }, { title: 'Types', names: [] }];
// TypeDoc and TypeScript take seconds on a busy computer.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const folder = mkdtempSync(join(tmpdir(), 'api-'));

async function exportsOf(name, text) {
  const [path, tsconfig] = [join(folder, `${name}.d.ts`), join(folder, `tsconfig.${name}.json`)];
  writeFileSync(path, text);
  writeFileSync(tsconfig, JSON.stringify({ compilerOptions: { strict: true, lib: ['ES2022'], types: [] }, files: [path] }));
  return readExports([path], tsconfig);
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('docs/api.md', () => {
  let text;
  beforeAll(async () => {
    text = page(await exportsOf('toasts', DECLARATIONS), undefined, SHOWN);
  });

  it('has a function with its signature, description and errors', () => {
    expect(text).toContain('## Functions\n\n### make\n\n`make(toast: Toast): Toast`\n\nMakes a toast.\n\nThrows RangeError where it cannot.\n');
  });

  it('has each export that no section names in the last one, and links to all', () => {
    expect(text).toContain('- [Functions](#functions): [`make`](#make)\n- [Types](#types): [`Reason`](#reason), [`Toast`](#toast)\n');
    expect(text.indexOf('### Reason')).toBeGreaterThan(text.indexOf('## Types'));
  });

  it('has a row for each member, also inherited ones and those in members, with type, default and description', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toEqual([
      "| `'user'` | The agent did it. |",
      "| `'timeout'` | The time was over. |",
      '| `id` | `string` |  | Unique. |',
      '| `stays?` | `number` | `8000` | How long \\| it stays, in ms.<br>• short<br>• long |',
      '| `reason` | [`Reason`](#reason) \\| `null` |  | Why it left. |',
      '| `inner` |  |  | Inner values. |',
      '| `inner.one` | `string` |  | One of them. |',
      '| `remove(now?: boolean): string \\| null` |  |  | Removes it. |',
    ]);
  });

  it('cannot be written where something has no doc comment, or one that names a rule', async () => {
    const exports = await exportsOf('wrong', '/** A. */\nexport interface A { one: string }\n/** A text [O1]. */\nexport type B = string;\n');
    const only = (name) => new Map([[name, exports.get(name)]]);
    expect(() => page(only('A'), undefined, SHOWN)).toThrow('These have no doc comment: A.one');
    expect(() => page(only('B'), undefined, SHOWN)).toThrow('Doc comments name rules, which users do not know: [O1]');
  });

  it('has a section for each thing that users look up, and every name that a section has is there', () => {
    const known = readFileSync(join(ROOT, 'docs/api.md'), 'utf8');
    for (const { title, names = [] } of SECTIONS) {
      expect(known).toContain(`\n## ${title}\n`);
      for (const name of names) expect(known).toContain(`\n### ${name}\n`);
    }
  });
});

describe('etc/genesys-toasts.api.md', () => {
  it('has the declarations without comments, and what is not exported apart', async () => {
    const path = join(folder, 'report.d.ts');
    writeFileSync(path, DECLARATIONS);
    const text = await report({ toasts: path });
    expect(text).toContain("## toasts\n\n```ts\nexport type Reason = 'user' | 'timeout';\n");
    expect(text).toContain('Not exported, but part of these:\n\n```ts\ninterface Base {\n    readonly id: string;\n}\n```\n');
    expect(text).not.toContain('Why it left');
  });

  it('is compared line by line', () => {
    expect(difference('a\nb\nc', 'a\nd\nc')).toEqual(['- b', '+ d']);
  });
});
