import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { files, hash, unlessDone } from './inputs.mjs';
import { DIST, PACKAGE, ROOT } from './paths.mjs';
import { Failure, step } from './report.mjs';
import { runBin } from './run.mjs';

const ENTRIES = { index: 'js/index.ts', react: 'js/react/index.ts', element: 'js/element/index.ts' };
const TEXTS = ['README.md', 'CHANGELOG.md', 'LICENSE'];

/** Bundles `js/` and puts everything that npm publishes into `dist/package`. */
export async function buildPackage() {
  const inputs = ['js', 'dist/wasm', 'pkg-template', ...TEXTS, 'package-lock.json', 'scripts/lib/build-package.mjs', 'scripts/tsconfig.types.json'];
  const missing = Object.values(ENTRIES).filter((path) => !existsSync(join(ROOT, path)));
  if (missing.length > 0) throw new Failure(`${missing.join(', ')} missing: there is no JavaScript to bundle.`);
  await step('package', async () => {
    const built = await unlessDone('package', hash(inputs), [join(PACKAGE, 'package.json'), join(PACKAGE, 'index.js')], assemble);
    return `${built ? 'built' : 'unchanged'}, dist/package`;
  });
}

async function assemble() {
  rmSync(PACKAGE, { recursive: true, force: true });
  mkdirSync(PACKAGE, { recursive: true });
  await bundle();
  await declarations();
  for (const name of files('pkg-template')) copyFileSync(join(ROOT, name), join(PACKAGE, name.slice('pkg-template/'.length)));
  copyFileSync(join(DIST, 'wasm/engine.wasm'), join(PACKAGE, 'engine.wasm'));
  for (const name of TEXTS) if (existsSync(join(ROOT, name))) copyFileSync(join(ROOT, name), join(PACKAGE, name));
}

async function bundle() {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: ROOT,
    // The instance is no entry of the package: a chunk with a name of its own, by which tests find the current one's `panicForTest`.
    entryPoints: { ...ENTRIES, 'chunks/instance': 'js/instance.ts' },
    outdir: PACKAGE,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    external: ['react', 'react/jsx-runtime', 'react-dom'],
    jsx: 'automatic',
    plugins: [minifiedStyles],
    // Names stay, for readable stacks; the application's own bundler shortens them.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    sourcemap: true,
    logLevel: 'warning',
  });
  dropMaps();
}

/** Style sheets are texts in the package, without comments and blanks. */
const minifiedStyles = {
  name: 'minified-styles',
  setup({ onLoad, esbuild }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, legalComments: 'none' });
      return { contents: code, loader: 'text' };
    });
  },
};

/** The inlined Wasm has no source, and its map would hold the bytes a second time; fflate's would be twenty times its script. */
function dropMaps() {
  const chunks = join(PACKAGE, 'chunks');
  for (const name of readdirSync(chunks).filter((file) => /^in(line|flate)-/.test(file))) {
    const path = join(chunks, name);
    if (name.endsWith('.map')) rmSync(path);
    else writeFileSync(path, readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n'));
  }
}

/** What an entry declares beside what its module exports. */
const DECLARED = { element: ['js/element/events.ts'] };

/** One declaration file for each module under `types/`, and one beside each entry, which every `moduleResolution` finds. */
async function declarations() {
  await runBin('typescript', ['-p', join(ROOT, 'scripts/tsconfig.types.json')], {
    command: 'tsc',
    orElse: 'The TypeScript declarations cannot be made: see above.',
  });
  for (const [name, source] of Object.entries(ENTRIES)) {
    const modules = [source, ...(DECLARED[name] ?? [])].map((path) => './types/' + path.slice('js/'.length).replace(/\.ts$/, '.js'));
    writeFileSync(join(PACKAGE, `${name}.d.ts`), modules.map((module) => `export * from '${module}';\n`).join(''));
  }
}
