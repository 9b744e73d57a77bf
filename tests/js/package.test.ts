// @vitest-environment node
/** What is in the package that npm publishes, and what a bundler leaves of it. */
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const PACKAGE = join(import.meta.dirname, '..', '..', 'dist', 'package');

/** What an app gets of the package where it says this, and which modules of others it imports. */
async function bundled(code: string): Promise<{ text: string; imports: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: PACKAGE },
    alias: { 'genesys-toasts': PACKAGE },
    // They are loaded when a client starts, and not looked at here.
    external: ['react', 'react/*', 'react-dom', './inline-*', './inflate-*'],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    minify: true,
    // Names that the package keeps are how its parts are known here.
    minifyIdentifiers: false,
    outdir: 'out',
    // It warns of imports that only keep an order, in a package as in any other.
    logLevel: 'error',
  });
  const text = outputFiles.map((file) => file.text).join('');
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  return { text, imports: [...new Set(imports)].filter((path) => path.startsWith('react')) };
}

/** Names that stand for a part of the package, each in the code that has that part. */
const TOASTER = 'gt-announcer';
const CLIENT = '__wbg_';
const ELEMENT = 'observedAttributes';

describe('a bundle', () => {
  it('of everything has all parts by which they are known here', async () => {
    const { text, imports } = await bundled("export * from 'genesys-toasts'; export { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react'; import 'genesys-toasts/element';");
    expect([TOASTER, CLIENT, ELEMENT].map((part) => text.includes(part))).toEqual([true, true, true]);
    expect(imports).toContain('react');
  });

  it('of the client carries no React, no toaster and no element', async () => {
    const { text, imports } = await bundled("export { createGenesysToasts } from 'genesys-toasts';");
    expect([TOASTER, CLIENT, ELEMENT].map((part) => text.includes(part))).toEqual([false, true, false]);
    expect(imports).toEqual([]);
  });

  it('of the hook carries no toaster and no element', async () => {
    const { text, imports } = await bundled("export { useGenesysToasts } from 'genesys-toasts/react';");
    expect([TOASTER, CLIENT, ELEMENT].map((part) => text.includes(part))).toEqual([false, true, false]);
    expect(imports).toContain('react');
  });

  it('of the toaster alone carries no client', async () => {
    const { text } = await bundled("export { GenesysToaster } from 'genesys-toasts/react';");
    expect([TOASTER, CLIENT, ELEMENT].map((part) => text.includes(part))).toEqual([true, false, false]);
  });

  it('of names that nobody uses is empty', async () => {
    const { text } = await bundled("import { createGenesysToasts } from 'genesys-toasts'; import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';");
    expect(text.trim()).toBe('');
  });

  it('of the element is included although nothing is imported from it', async () => {
    const { text } = await bundled("import 'genesys-toasts/element';");
    expect(text.includes(ELEMENT)).toBe(true);
  });
});

/** Where text becomes code: `eval`, `Function`, and timers that take a text. */
function evaluations(name: string, text: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const called = node.expression.getText();
      const timer = /(^|\.)set(Timeout|Interval)$/.test(called) && node.arguments?.[0] && ts.isStringLiteralLike(node.arguments[0]);
      if (/(^|\.)(eval|Function)$/.test(called) || called.endsWith('.constructor') || timer) found.push(`${name}: ${node.getText().slice(0, 80)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('an import', () => {
  it('changes nothing in the environment', async () => {
    const missing = ['WebSocket', 'fetch', 'TextDecoder', 'TextEncoder', 'performance', 'navigator', 'WebAssembly', 'atob', 'setTimeout'];
    const code = `
      const [touched, entries] = [[], ${JSON.stringify(['index', 'react', 'element', 'jsx'].map((name) => pathToFileURL(join(PACKAGE, `${name}.js`)).href))}];
      for (const name of ${JSON.stringify(missing)}) Object.defineProperty(globalThis, name, { get() { touched.push(name + new Error().stack); } });
      for (const entry of entries) await import(entry);
      const ours = touched.filter((one) => one.includes('dist/package'));
      console.log(JSON.stringify(ours));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code]);
    expect(JSON.parse(stdout)).toEqual([]);
  });
});

/** The completions of an editor where `|` stands in this code. */
function offered(marked: string): string[] {
  const file = join(PACKAGE, '..', 'app.ts');
  const code = marked.replace('|', '');
  const options: ts.CompilerOptions = { strict: true, moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext, types: [], paths: { 'genesys-toasts': [join(PACKAGE, 'index.d.ts')] } };
  const service = ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot(name) {
      const text = name === file ? code : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => PACKAGE,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: (name) => ts.sys.readFile(name),
  });
  return service.getCompletionsAtPosition(file, marked.indexOf('|'), {})?.entries.map(({ name }) => name) ?? [];
}

describe('an editor', () => {
  const media = ['voice', 'callback', 'chat', 'email', 'message', 'social', 'video', 'cobrowse', 'screenshare'];

  it('offers the media types that are known', () => {
    expect(offered("import type { Toast } from 'genesys-toasts'; declare const toast: Toast; if (toast.mediaType === '|') {}").sort()).toEqual([...media].sort());
  });

  it('offers them, and `default`, for a duration', () => {
    const names = offered("import { createGenesysToasts } from 'genesys-toasts'; createGenesysToasts({ source: 'notifications', getToken: () => '', duration: { | } });");
    expect(names).toEqual(expect.arrayContaining([...media, 'default']));
  });
});

describe('the files of the package', () => {
  it('name no folder of the computer that built them', () => {
    const texts = readdirSync(PACKAGE, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => ({ name, text: readFileSync(join(parentPath, name), 'latin1') }));
    const folders = [homedir(), join(import.meta.dirname, '..', '..')];
    expect(texts.map(({ name }) => name)).toContain('engine.wasm');
    expect(texts.filter(({ text }) => folders.some((folder) => text.includes(`${folder}/`))).map(({ name }) => name)).toEqual([]);
  });
});

describe('the scripts of the package', () => {
  const scripts = readdirSync(PACKAGE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));

  it('do not evaluate strings as code', () => {
    expect(scripts.length).toBeGreaterThan(5);
    expect(scripts.flatMap((name) => evaluations(name, readFileSync(join(PACKAGE, name), 'utf8')))).toEqual([]);
  });

  it.each(['eval("1")', 'globalThis.eval("1")', 'new Function("1")', 'Function("1")()', '(() => 0).constructor("1")', 'setTimeout("1", 5)', 'self.setInterval(`1`)'])(
    'would be found out by %s',
    (code) => {
      expect(evaluations('one.js', code)).toHaveLength(1);
    },
  );
});
