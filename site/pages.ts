import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository: the folder of all files that are pages. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Files outside `docs/` that are pages, and where. */
const ELSEWHERE: Record<string, string> = {
  // The first page, unless `docs/` has a list of its documents.
  'README.md': existsSync(join(ROOT, 'docs/README.md')) ? 'overview.md' : 'index.md',
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'contributing.md',
  'SECURITY.md': 'security.md',
  'simulator/README.md': 'simulator.md',
  'site/try.md': 'try.md',
};

/** The pages in the order of the sidebar. One that is not there is left out, one of `docs/` that is not named here comes last. */
const GROUPS: { text: string; pages: string[] }[] = [
  { text: 'Guides', pages: ['getting-started', 'login', 'react', 'vanilla-and-element', 'options', 'view', 'alerts', 'actions', 'tabs', 'recipes', 'testing-your-desktop', 'security-and-csp', 'troubleshooting', 'migrating'] },
  { text: 'Reference', pages: ['api', 'rules', 'protocol', 'simulator', 'browsers', 'accessibility', 'changelog'] },
  { text: 'Contributors', pages: ['contributing', 'architecture', 'benchmarks', 'mutation', 'releasing', 'security'] },
];

/** Pages that the navigation has anyway. */
const IN_NAVIGATION = ['index', 'overview', 'try'];

/** The page of a file, such as `login.md` of `docs/login.md`; `null` where it is none. `file`: from the repository's folder, with `/`. */
export function pageOf(file: string): string | null {
  if (ELSEWHERE[file] !== undefined) return existsSync(join(ROOT, file)) ? ELSEWHERE[file] : null;
  const name = /^docs\/([\w-]+\.md)$/.exec(file)?.[1];
  if (name === undefined || !existsSync(join(ROOT, file))) return null;
  return name === 'README.md' ? 'index.md' : name;
}

/** The address of a file's page. */
export function linkTo(file: string): string {
  return `/${String(pageOf(file)).replace(/^index\.md$/, '').replace(/\.md$/, '')}`;
}

/** The files that are pages. */
function pageFiles(): string[] {
  const docs = readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`);
  return [...docs, ...Object.keys(ELSEWHERE)].filter((file) => pageOf(file) !== null);
}

/** The folders of the repository without a page. */
export function otherFolders(): string[] {
  const entries = readdirSync(ROOT, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !['docs', 'simulator', 'site'].includes(entry.name)).map(({ name }) => name);
}

/** What is no page, as globs. */
export function notPages(): string[] {
  const files = readdirSync(ROOT).filter((name) => name.endsWith('.md') && pageOf(name) === null);
  return [...otherFolders().map((name) => `${name}/**`), ...files, 'docs/*/**', 'simulator/*/**', 'site/*/**', '**/node_modules/**'];
}

interface Item {
  text: string;
  link: string;
}

/** The groups of the sidebar. */
export function sidebar(): { text: string; items: Item[] }[] {
  const titles = new Map(pageFiles().map((file) => [String(pageOf(file)).replace(/\.md$/, ''), titleOf(file)]));
  const named = GROUPS.map(({ text, pages }) => ({ text, pages: pages.filter((page) => titles.has(page)) }));
  const known = [...IN_NAVIGATION, ...GROUPS.flatMap(({ pages }) => pages)];
  const others = [...titles.keys()].filter((page) => !known.includes(page)).sort();
  return [...named, { text: 'More', pages: others }]
    .filter(({ pages }) => pages.length > 0)
    .map(({ text, pages }) => ({ text, items: pages.map((page) => ({ text: titles.get(page) ?? page, link: `/${page}` })) }));
}

/** A file's first heading, as plain text. */
function titleOf(file: string): string {
  const heading = /^# (.+)$/m.exec(readFileSync(join(ROOT, file), 'utf8'))?.[1] ?? file;
  return heading.replace(/`/g, '');
}
