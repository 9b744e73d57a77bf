import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { JSDOM } from 'jsdom';

/** What names another file, and by which attribute. */
const NAMES = { 'a[href]': 'href', 'link[href]': 'href', 'img[src]': 'src', 'script[src]': 'src' };

const SITE = 'http://site.invalid';

/**
 * The links of a built site that lead to no file of it, or to no heading of their page; addresses elsewhere are not looked at.
 * `base` is the path that the site is served at. Returns `{ broken, checked }`: a sentence for each that is broken, and how many there are.
 */
export function brokenLinks(folder, base = '/') {
  const pages = new Map(htmlFiles(folder).map((name) => [`${base}${name}`, read(join(folder, name))]));
  const broken = [];
  let checked = 0;
  for (const [path, { links }] of pages) {
    for (const link of links) {
      const { origin, pathname, hash } = new URL(link, `${SITE}${path}`);
      if (origin !== SITE) continue;
      checked += 1;
      const why = complaint({ path: decodeURIComponent(pathname), id: decodeURIComponent(hash.slice(1)) }, { folder, base, pages });
      if (why) broken.push(`${path}: ${link} ${why}`);
    }
  }
  return { broken, checked };
}

function htmlFiles(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.html'));
  return names.map((name) => relative(folder, join(folder, name)).split(sep).join('/'));
}

function read(file) {
  const { document } = new JSDOM(readFileSync(file, 'utf8')).window;
  const links = Object.entries(NAMES).flatMap(([selector, attribute]) => [...document.querySelectorAll(selector)].map((element) => element.getAttribute(attribute)));
  return { links: [...new Set(links)], ids: new Set([...document.querySelectorAll('[id]')].map(({ id }) => id)) };
}

function complaint({ path, id }, { folder, base, pages }) {
  if (!path.startsWith(base)) return `is outside ${base}`;
  const page = path.endsWith('/') ? `${path}index.html` : /\.\w+$/.test(path) ? path : `${path}.html`;
  if (pages.has(page)) return id === '' || pages.get(page).ids.has(id) ? null : 'names a heading that is not there';
  return existsSync(join(folder, page.slice(base.length))) ? null : 'leads nowhere';
}
