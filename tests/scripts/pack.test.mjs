import { describe, expect, it } from 'vitest';
import { opener, readOptions } from '../../scripts/demo.mjs';
import { fileComplaints, manifestTargets } from '../../scripts/pack.mjs';

describe('the files of a package', () => {
  const contents = { needed: ['package.json'], allowed: [/^chunks\/[\w-]+\.js$/] };

  it('are right when the needed, the named and only allowed ones are there', () => {
    expect(fileComplaints(contents, ['chunks/a.js', 'x.css'], ['package.json', 'chunks/a.js', 'x.css', 'chunks/b.js'])).toEqual([]);
  });

  it('are wrong when one is missing or has no place there', () => {
    expect(fileComplaints(contents, ['chunks/b.js'], ['chunks/a.js', '.env'])).toEqual(['package.json is missing', 'chunks/b.js is missing', '.env has no place in it']);
  });

  it('include all that the manifest names', () => {
    const manifest = { main: './index.js', exports: { '.': { types: './index.d.ts', default: './index.js' }, './x.css': './x.css' }, bin: { a: 'bin/a.js' } };
    expect(manifestTargets(manifest)).toEqual(['index.d.ts', 'index.js', 'x.css', 'bin/a.js']);
  });
});

describe('the demo', () => {
  it('has ports of its own choice', () => {
    expect(readOptions([])).toEqual({ port: 5173, simulatorPort: 4780, open: true });
    expect(readOptions(['--port', '0', '--no-open'])).toEqual({ port: 0, simulatorPort: 4780, open: false });
  });

  it('reports what is wrong with its options', () => {
    expect(() => readOptions(['--port', 'eighty'])).toThrow('--port takes a port number, got eighty.');
    expect(() => readOptions(['--prot', '80'])).toThrow(/--prot.*Known options: --port/s);
  });

  it('opens a browser only where there is a desktop', () => {
    expect(opener('http://a', { env: {}, platform: 'linux' })).toBeNull();
    expect(opener('http://a', { env: { DISPLAY: ':0' }, platform: 'linux' })).toEqual(['xdg-open', ['http://a']]);
    expect(opener('http://a', { env: {}, platform: 'darwin' })).toEqual(['open', ['http://a']]);
    expect(opener('http://a', { env: { CI: 'true' }, platform: 'darwin' })).toBeNull();
  });
});
