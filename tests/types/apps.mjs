/**
 * Compiles apps that use the package with `strict`, `skipLibCheck: false`, the oldest TypeScript that is supported and the current one, and both
 * ways to resolve modules: `node tests/types/apps.mjs`. Each app is in a separate folder outside of this repository, with the package's
 * declarations and with what it has of React's, and nothing else: what a declaration needs beyond that is an error.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PACKAGE, ROOT } from '../../scripts/lib/paths.mjs';
import { main } from '../../scripts/lib/report.mjs';

const APPS = join(ROOT, 'tests', 'types', 'apps');
/** The workspaces hold what this repository needs in another version, too. */
const [current, oldest, react19] = ['', 'tests/types', 'tests/react19'].map((workspace) => createRequire(join(ROOT, workspace, 'package.json')));

const COMPILERS = [oldest('typescript'), current('typescript')];
const TYPES_OF_REACT = { plain: null, 'react-18': folderOf(current, '@types/react'), 'react-19': folderOf(react19, '@types/react') };

function folderOf(require, name) {
  return dirname(require.resolve(`${name}/package.json`));
}

/** Makes the app's folder; gives the path of its file. */
function install(root, app) {
  const folder = join(root, app);
  const modules = join(folder, 'node_modules');
  cpSync(join(APPS, app), folder, { recursive: true });
  // A copy: by a link, TypeScript would find what is installed in this repository.
  cpSync(PACKAGE, join(modules, 'genesys-toasts'), { recursive: true, filter: (path) => !/\.(js|map|wasm)$/.test(path) });
  if (TYPES_OF_REACT[app]) {
    mkdirSync(join(modules, '@types'));
    symlinkSync(TYPES_OF_REACT[app], join(modules, '@types', 'react'), 'junction');
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: app, private: true, type: 'module' }));
  return join(folder, app === 'plain' ? 'app.ts' : 'app.tsx');
}

const own = new Map();

/** The compilers' own declarations are read once. */
function memory(path, read) {
  if (!own.has(path)) own.set(path, read());
  return own.get(path);
}

/** What this compiler has against this app, whoever's file it is in, except its own: those take most of the time, and are the same each time. */
function complaints(ts, file, resolution) {
  const options = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    ...(resolution === 'bundler'
      ? { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }
      : { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }),
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) => (/[\\/]lib\.[\w.]+\.d\.ts$/.test(path) ? memory(path, () => getSourceFile(path, ...rest)) : getSourceFile(path, ...rest));
  const program = ts.createProgram([file], options, host);
  const files = program.getSourceFiles().filter((file) => !program.isSourceFileDefaultLibrary(file));
  const found = files.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  return ts.formatDiagnostics([...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics(), ...found], host);
}

await main(() => {
  const root = mkdtempSync(join(tmpdir(), 'genesys-toasts-types-'));
  let failed = 0;
  try {
    for (const app of Object.keys(TYPES_OF_REACT)) {
      const file = install(root, app);
      for (const ts of COMPILERS) {
        for (const resolution of ['bundler', 'nodenext']) {
          const found = complaints(ts, file, resolution);
          if (found) failed++;
          console.log(`TypeScript ${ts.version}, ${resolution}, ${app}: ${found ? `\n${found}` : 'no error'}`);
        }
      }
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return failed > 0 ? 1 : 0;
});
