import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchors, fences, links } from '../../scripts/lib/markdown.mjs';
import { withTable } from '../../scripts/lib/options.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';

const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const listed = (...patterns) => execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns], { cwd: ROOT, encoding: 'utf8' }).split('\n');
const documents = listed('*.md').filter((path) => path && existsSync(join(ROOT, path)));

/** Why a link of a document leads nowhere; `undefined` where it does not. */
function brokenLink(document, target) {
  if (/^[a-z]+:/.test(target)) return undefined;
  const [path, anchor] = target.split('#');
  const file = path ? join(dirname(document), decodeURIComponent(path)) : document;
  if (!existsSync(join(ROOT, file))) return `${target}: there is no ${relative('', file)}`;
  if (anchor && file.endsWith('.md') && !anchors(read(file)).includes(anchor)) return `${target}: ${file} has no such heading`;
  return undefined;
}

describe('Markdown', () => {
  const text = '# A `b` · c\n[one](a.md#x) `[no](b.md)`\n\n<!-- file: c.js -->\n```js options\n# none\n[no](c.md)\n```\n## Same\n## Same\n<img src="d.png">';

  it('is read: links, pictures and headings, and none in code', () => {
    expect(links(text)).toEqual([{ target: 'a.md#x', line: 2 }, { target: 'd.png', line: 11 }]);
    expect(anchors(text)).toEqual(['a-b--c', 'same', 'same-1']);
  });

  it('is read: blocks of code', () => {
    expect(fences(text)).toEqual([{ language: 'js', meta: 'options', line: 5, file: 'c.js', code: '# none\n[no](c.md)\n' }]);
  });
});

describe('the documents', () => {
  it.each(documents)('%s: each link leads to a file and a heading', (document) => {
    const broken = links(read(document)).flatMap(({ target, line }) => (brokenLink(document, target) ? [`${document}:${line}: ${brokenLink(document, target)}`] : []));
    expect(broken).toEqual([]);
  });

  it('are listed in docs/README.md, all of them', () => {
    const targets = links(read('docs/README.md')).map(({ target }) => target);
    expect(readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md') && name !== 'README.md').filter((name) => !targets.includes(name))).toEqual([]);
  });

  it.each(documents.flatMap((document) => fences(read(document)).filter(({ file }) => file).map((fence) => [document, fence.file, fence.code])))('%s: shows %s as it is', (_, file, code) => {
    expect(code).toBe(read(file));
  });

  it('of the package: the README leads from npm to the repository, whose address npm puts before relative links', () => {
    // npm takes them as of `directory`, if there is one: the README is at the repository's root, and the simulator's is in its folder.
    expect(JSON.parse(read('pkg-template/package.json')).repository?.directory).toBeUndefined();
    expect(['simulator', undefined]).toContain(JSON.parse(read('simulator/package.json')).repository?.directory);
    for (const readme of ['README.md', 'simulator/README.md']) expect(links(read(readme)).filter(({ target }) => target.startsWith('/'))).toEqual([]);
  });
});

describe('docs/options.md', () => {
  it('gets the table of the options in its place, and keeps the rest', () => {
    const guide = 'before\n<!-- options: generated from src/engine/config.rs by `npm run build` -->\nold\n<!-- /options -->\nafter\n';
    const written = withTable(guide, [{ path: 'maxToasts', kind: 'integer', doc: 'How many | toasts.', default: 50, min: 1, max: 1000 }]);
    expect(written).toContain('| `maxToasts` | How many \\| toasts. 1 to 1000. | `50` |\n');
    expect(written).toMatch(/^before\n[^]*\nafter\n$/);
    expect(written).not.toContain('old');
    expect(() => withTable('no place', [])).toThrow('docs/options.md has no place for the table of options');
  });

  it('has a row for each option', () => {
    const paths = [...read('js/generated/options.ts').matchAll(/^ {2}\{"path":"([^"]+)"/gm)].map(([, path]) => path);
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !read('docs/options.md').includes(`| \`${path}\` | `))).toEqual([]);
  });
});

describe('docs/troubleshooting.md', () => {
  const guide = read('docs/troubleshooting.md');
  const missing = (words) => words.filter((word) => !guide.includes(word));

  it('has a row for each error code', () => {
    const codes = [...read('js/generated/options.ts').matchAll(/"code": "(\w+)"/g)].map(([, code]) => `\n| \`${code}\` | `);
    expect(codes.length).toBeGreaterThan(10);
    expect(missing(codes)).toEqual([]);
  });

  it('has each sentence with which the view warns', () => {
    const labels = read('js/toaster/labels.ts');
    const problems = [.../PROBLEMS[^]*?\};/.exec(labels)[0].matchAll(/^ {2}\w+: '(.*)',$/gm)].map(([, text]) => text);
    const warnings = [...labels.matchAll(/^ {2}(?:blind|reconnecting|reconnectingNow|offline|retry|recovered|problem): '(.*)',$/gm)].map(([, text]) => text);
    expect(warnings).toHaveLength(7);
    expect(problems.length).toBeGreaterThan(5);
    expect(missing([...problems, ...warnings])).toEqual([]);
  });

  it('has each warning of the engine', () => {
    const sources = listed('src/engine').filter((path) => path.endsWith('.rs') && !basename(path).includes('test'));
    const texts = sources.flatMap((path) => [...read(path).matchAll(/(?:LogLevel::Warn,\s*(?:format!\(\s*)?|lose_channel\(cx, )"([^"]+)"/g)].map(([, text]) => text));
    expect(texts.length).toBeGreaterThan(10);
    expect(missing(texts.map((text) => text.replaceAll(/\{[^}]*\}/g, '…')))).toEqual([]);
  });
});
