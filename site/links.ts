import { existsSync } from 'node:fs';
import { posix, relative, sep } from 'node:path';
import type { MarkdownRenderer, MarkdownEnv } from 'vitepress';
import { ROOT, linkTo, pageOf } from './pages.js';

type Token = ReturnType<MarkdownRenderer['parse']>[number];

/** Where a relative link leads: to a page, to another file of the repository, or nowhere. */
type Target = { kind: 'page'; href: string } | { kind: 'file'; path: string } | { kind: 'nowhere'; path: string };

/** Links whose files are not there, by page. */
export const deadLinks = new Set<string>();

/**
 * Takes the links of the documents, which are made for the repository, to the pages of the site. What is no page is shown as a path without a link:
 * the site does not know an address of the repository.
 */
export function repositoryLinks(md: MarkdownRenderer): void {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    const file = fileOf(env as MarkdownEnv);
    for (const token of tokens) {
      if (token.type === 'html_block') token.content = withRelativeImages(token.content);
      if (token.children) rewrite(token.children, file);
    }
  });
}

function fileOf(env: MarkdownEnv & { realPath?: string }): string {
  return relative(ROOT, env.realPath ?? env.path).split(sep).join('/');
}

function rewrite(children: Token[], file: string): void {
  let left: Token | null = null;
  for (const child of children) {
    if (child.type === 'html_inline') child.content = withRelativeImages(child.content);
    if (child.type === 'link_open') left = rewriteLink(child, file) ? null : child;
    if (child.type === 'link_close' && left) {
      child.tag = 'span';
      left = null;
    }
  }
}

/** Gives a link its page; one to something else becomes a text with the path as its title, and the answer is false. */
function rewriteLink(link: Token, file: string): boolean {
  const href = link.attrGet('href') ?? '';
  if (href.startsWith('#') || href.startsWith('/') || /^[a-z]+:/i.test(href)) return true;
  const target = targetOf(decodeURI(href), file);
  if (target.kind === 'page') {
    link.attrSet('href', target.href);
    return true;
  }
  if (target.kind === 'nowhere') deadLinks.add(`${file}: ${target.path} is not there`);
  link.type = 'repository_file';
  link.tag = 'span';
  link.attrs = [['class', 'repository-file'], ['title', `${target.path} in the repository`]];
  return false;
}

function targetOf(href: string, file: string): Target {
  const [, path = '', hash = ''] = /^([^#]*)(#.*)?$/.exec(href) ?? [];
  const wanted = posix.join(posix.dirname(file), path).replace(/\/$/, '');
  if (pageOf(wanted) !== null) return { kind: 'page', href: `${linkTo(wanted)}${hash}` };
  return { kind: existsSync(posix.join(ROOT, wanted)) ? 'file' : 'nowhere', path: wanted };
}

/** An image of an HTML tag is found only where its path begins with a dot. */
function withRelativeImages(html: string): string {
  return html.replace(/(<img\b[^>]*?\bsrc=")(?![a-z]+:|\/|\.)/gi, '$1./');
}
