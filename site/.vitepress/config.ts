import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { slug } from 'github-slugger';
import { defineConfig } from 'vitepress';
import { deadLinks, repositoryLinks } from '../links.js';
import { ROOT, linkTo, notPages, otherFolders, pageOf, sidebar } from '../pages.js';

/** A path in the repository. */
const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The package as it is published: `npm run build` makes it. */
const packageFolder = at('dist/package');

/** VitePress looks for its own packages from the folder of the documents, where they are not. Vite finds them when they are imported. */
function dropUnresolvable({ optimizeDeps }: { optimizeDeps: { include?: string[] } }): void {
  optimizeDeps.include = (optimizeDeps.include ?? []).filter((name) => !name.startsWith('vitepress > '));
}

const introduction = [
  { text: 'Try it', link: '/try' },
  { text: 'Overview', link: linkTo('README.md') },
  ...(pageOf('docs/README.md') ? [{ text: 'All documents', link: '/' }] : []),
];

export default defineConfig({
  title: 'genesys-toasts',
  description: 'Tells a contact-centre agent, inside your own web desktop, that a customer is ringing on Genesys Cloud.',
  lang: 'en-GB',
  // The documents lie where they are read in the repository, too.
  srcDir: ROOT,
  srcExclude: notPages(),
  rewrites: (file) => pageOf(file) ?? file,
  outDir: at('dist/site'),
  cacheDir: at('.tools/vitepress'),
  base: process.env['SITE_BASE'] ?? '/',
  cleanUrls: false,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `data:image/svg+xml,${encodeURIComponent(readFileSync(at('demo/src/bell.svg'), 'utf8'))}` }]],
  // Names and addresses of this computer in examples; every other dead link is an error.
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    // As in the repository's own view of these files, which their links were written for.
    anchor: { slugify: (text) => slug(text) },
    config: repositoryLinks,
  },
  buildEnd: () => {
    if (deadLinks.size > 0) throw new Error(`Dead links:\n${[...deadLinks].join('\n')}`);
  },
  vite: {
    resolve: {
      alias: [
        { find: /^genesys-toasts$/, replacement: `${packageFolder}/index.js` },
        { find: /^genesys-toasts\/(react|element)$/, replacement: `${packageFolder}/$1.js` },
      ],
    },
    // Not the pages of the demo, the examples and the tests.
    optimizeDeps: { entries: ['site/.vitepress/theme/index.ts', 'site/try/desk.ts'] },
    plugins: [{ name: 'found-from-this-folder', configResolved: dropUnresolvable }],
    server: { watch: { ignored: otherFolders().map((name) => `${ROOT}/${name}/**`) } },
    build: { target: 'es2022', chunkSizeWarningLimit: 1000 },
  },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Try it', link: '/try' },
      { text: 'Getting started', link: '/getting-started' },
      { text: 'Reference', link: '/api' },
    ].filter(({ link }) => pageOf(link === '/try' ? 'site/try.md' : `docs${link}.md`) !== null),
    sidebar: [{ text: 'Introduction', items: introduction }, ...sidebar()],
    outline: { level: [2, 3] },
  },
});
