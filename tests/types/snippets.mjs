/**
 * Compiles the code of README and docs against the package's declarations: `node tests/types/snippets.mjs`, after a build. TypeScript is compiled strictly;
 * JavaScript, also that in HTML, is checked for names and types that are wrong, not for what may be null. Names that stand for the reader's
 * own app are in `snippets/app.d.ts`. A block that is a copy of a file of this repository is checked where that file is run.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fences } from '../../scripts/lib/markdown.mjs';
import { DIST, ROOT } from '../../scripts/lib/paths.mjs';
import { main } from '../../scripts/lib/report.mjs';
import { packageBin } from '../../scripts/lib/run.mjs';

const FOLDER = join(DIST, 'snippets');
/** docs/api.md lists declarations: it is no code to copy. */
const GUIDES = ['README.md', 'simulator/README.md', ...readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md') && name !== 'api.md').map((name) => `docs/${name}`)];

/** Files that are beside the reader's page, and what they are here. */
const BESIDE = [
  [/'(\.\/node_modules)?\/genesys-toasts\/index\.js'/g, "'genesys-toasts'"],
  [/'(\.\/node_modules)?\/genesys-toasts\/element\.js'/g, "'genesys-toasts/element'"],
  [/'\.\/SonnerToasts'/g, "'../../examples/sonner/SonnerToasts'"],
  [/'\.\/webrtcSdkPhone'/g, "'../../examples/phones/webrtcSdkPhone'"],
];

/** The module that a block of code is: `{ ending, code }`; `undefined` where it is in another language. */
function moduleOf({ language, meta, code }) {
  if (meta === 'options') return { ending: 'ts', code: `const options: import('genesys-toasts').GenesysToastsOptions = {\n${code}};\nvoid options;` };
  if (language === 'html') {
    const script = /<script type="module">\n([^]*?)<\/script>/.exec(code);
    return script ? { ending: 'js', code: '\n'.repeat(code.slice(0, script.index).split('\n').length + 1) + script[1] } : undefined;
  }
  return ['ts', 'tsx', 'js'].includes(language) ? { ending: language, code: `\n${code}` } : undefined;
}

/** Writes each block as a file in which it stands in the same line as in its document. */
function write() {
  let count = 0;
  for (const guide of GUIDES) {
    for (const fence of fences(readFileSync(join(ROOT, guide), 'utf8'))) {
      const module = fence.file ? undefined : moduleOf(fence);
      if (!module) continue;
      const name = `${guide.replaceAll('/', '.')}.${fence.line}.${module.ending}`;
      const code = BESIDE.reduce((text, [from, to]) => text.replaceAll(from, to), module.code);
      writeFileSync(join(FOLDER, name), `${'\n'.repeat(fence.line - 1)}${code}\nexport {};\n`);
      count++;
    }
  }
  return count;
}

function configure(name, include, more) {
  const from = (path) => relative(FOLDER, join(ROOT, path)).replaceAll('\\', '/');
  const declarations = ['', '/react', '/element', '/jsx'].map((entry) => [`genesys-toasts${entry}`, [from(`dist/package/${entry.slice(1) || 'index'}.d.ts`)]]);
  const paths = Object.fromEntries(declarations);
  const compilerOptions = { types: ['node'], noUnusedLocals: false, noUnusedParameters: false, noPropertyAccessFromIndexSignature: false, esModuleInterop: true, paths, ...more };
  writeFileSync(join(FOLDER, name), JSON.stringify({ extends: from('tsconfig.json'), compilerOptions, include: [...include, from('tests/types/snippets/app.d.ts')] }, null, 2));
  return join(FOLDER, name);
}

/** What the compiler has against the blocks. The simulator's source, which they import, is checked by its own project. */
function complaints(project) {
  const { status, stdout } = spawnSync(process.execPath, [packageBin('typescript', 'tsc'), '-p', project, '--noEmit', '--pretty', 'false'], { cwd: ROOT, encoding: 'utf8' });
  const ours = stdout.split(/^(?=\S)/m).filter((complaint) => !complaint.startsWith('simulator/'));
  if (status !== 0 && stdout.trim() === '') throw new Error(`tsc ended with ${status}.`);
  return ours.join('');
}

await main(() => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const count = write();
  const projects = [
    configure('tsconfig.typescript.json', ['*.ts', '*.tsx'], {}),
    configure('tsconfig.javascript.json', ['*.js'], { allowJs: true, checkJs: true, strict: false, noImplicitAny: false, exactOptionalPropertyTypes: false }),
  ];
  const failed = projects.map(complaints).join('');
  console.log(failed || `README and docs: ${count} blocks of code compile`);
  return failed ? 1 : 0;
});
