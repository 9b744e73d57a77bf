import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readOptions } from '../../scripts/docs.mjs';
import { brokenLinks } from '../../scripts/lib/site-links.mjs';

describe('npm run docs', () => {
  it('serves, or builds for a place', () => {
    expect(readOptions([])).toEqual({ build: false, base: '/', port: 5174, open: true });
    expect(readOptions(['--build', '--base', '/docs/v1/'])).toMatchObject({ build: true, base: '/docs/v1/' });
  });

  it('says what is wrong with its options', () => {
    expect(() => readOptions(['--port', 'eighty'])).toThrow('--port takes a port number, got eighty.');
    expect(() => readOptions(['--base', 'docs'])).toThrow('--base takes a path such as /genesys-toasts/, got docs.');
    expect(() => readOptions(['--biuld'])).toThrow(/--biuld.*Known options: --build/s);
  });
});

describe('the links of a site', () => {
  let folder;
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function site(pages) {
    folder = mkdtempSync(join(tmpdir(), 'genesys-toasts-links-'));
    for (const [name, html] of Object.entries(pages)) writeFileSync(join(folder, name), html);
    return folder;
  }

  it('lead to pages, headings and files, or elsewhere', () => {
    const pages = {
      'index.html': '<a href="/a#b">a</a> <a href="a.html">a</a> <a href="/">home</a> <a href="https://example.com/x">x</a> <a href="mailto:a@b.c">mail</a> <img src="./x.svg">',
      'a.html': '<h1 id="b">B</h1> <a href="#b">b</a> <a href="#">top</a>',
      'x.svg': '',
    };
    expect(brokenLinks(site(pages))).toEqual({ broken: [], checked: 6 });
  });

  it('are broken where no file or heading is, each with its page', () => {
    const pages = { 'index.html': '<a href="b">b</a> <img src="x.png"> <a href="/a#c">c</a>', 'a.html': '<p id="b"></p>' };
    expect(brokenLinks(site(pages)).broken).toEqual(['/index.html: b leads nowhere', '/index.html: /a#c names a heading that is not there', '/index.html: x.png leads nowhere']);
  });

  it('are under the path that the site is served at', () => {
    expect(brokenLinks(site({ 'index.html': '<a href="/docs/">home</a> <a href="/other">other</a>' }), '/docs/').broken).toEqual(['/docs/index.html: /other is outside /docs/']);
  });
});
