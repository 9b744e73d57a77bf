import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { slimGlue } from './glue.mjs';
import { hash, unlessDone, writeIfChanged } from './inputs.mjs';
import { DIST, ROOT, cargoTool } from './paths.mjs';
import { Failure, step } from './report.mjs';
import { capture, run, runBin } from './run.mjs';

const WASM = join(DIST, 'wasm');
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target');
const CRATE = ['Cargo.toml', 'Cargo.lock', 'src'];

// What every browser that the package supports has (all since Safari 15); wasm-opt refuses code that uses more than it was told.
const FEATURES = ['bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue'];

// Inlining makes the code smaller, but not what is left of it after compression. `-tnh` would bring nothing: traps happen (D4).
const OPTIMISE = ['-Oz', '--one-caller-inline-max-function-size=0', '--always-inline-max-function-size=0', '--converge'];

/** In CI the lock file is the truth; on a developer's computer a changed Cargo.toml may still update it. */
export const cargoLock = process.env.CI ? ['--locked'] : [];

/** Compiles the crate to `dist/wasm`: glue, optimised binary, declarations and the inlined bytes. */
export async function buildWasm() {
  await step('Wasm', async () => {
    const outputs = ['genesys_toasts.js', 'genesys_toasts_bg.wasm', 'inline.js'].map((name) => join(WASM, name));
    const key = hash([...CRATE, 'scripts/lib/build-wasm.mjs', 'scripts/lib/glue.mjs'], capture('rustc', ['--version']), FEATURES);
    const built = await unlessDone('wasm', key, outputs, compile);
    return `${built ? 'built' : 'unchanged'}, ${kilobytes(join(WASM, 'genesys_toasts_bg.wasm'))}`;
  });
}

async function compile() {
  await run('cargo', ['build', '--release', '--lib', '--target', 'wasm32-unknown-unknown', ...cargoLock], {
    // Panic messages carry source paths: those of this computer have no place in a published file.
    env: { RUSTFLAGS: [process.env.RUSTFLAGS, `--remap-path-prefix=${cargoHome()}=cargo`].filter(Boolean).join(' ') },
    orElse: 'The Rust code does not compile to Wasm: see above.',
  });
  rmSync(WASM, { recursive: true, force: true });
  mkdirSync(WASM, { recursive: true });
  await run(
    cargoTool('wasm-bindgen'),
    [
      join(TARGET, 'wasm32-unknown-unknown', 'release', 'genesys_toasts.wasm'),
      ...['--out-dir', WASM, '--out-name', 'genesys_toasts', '--target', 'web'],
      '--experimental-reset-state-function',
      '--omit-default-module-path',
    ],
    { orElse: 'wasm-bindgen failed: see above. If it speaks of versions, run: npm run setup' },
  );
  await slimGlue(WASM, 'genesys_toasts');
  const binary = join(WASM, 'genesys_toasts_bg.wasm');
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  await runBin('binaryen', [...OPTIMISE, '--strip-debug', '--strip-producers', ...features, binary, '-o', binary], {
    command: 'wasm-opt',
    orElse: 'wasm-opt failed: see above.',
  });
  const text = (await deflate(readFileSync(binary))).toString('base64');
  writeFileSync(join(WASM, 'inline.js'), `export const encoding = 'deflate';\nexport default '${text}';\n`);
  writeFileSync(
    join(WASM, 'inline.d.ts'),
    "/** How the bytes are packed under the base64. */\nexport const encoding: 'deflate';\n/** The Wasm binary, compressed, in base64. */\ndeclare const bytes: string;\nexport default bytes;\n",
  );
}

/** Compresses to the zlib format as small as can be: Zopfli takes a second and comes out about 6 % below zlib's best. */
async function deflate(bytes) {
  const { default: zopfli } = await import('@gfx/zopfli');
  return Buffer.from(await zopfli.zlibAsync(bytes, { numiterations: 15 }));
}

/** Writes `js/generated/options.ts` from the option definitions in Rust. */
export async function generateOptions() {
  if (!existsSync(join(ROOT, 'examples', 'option_table.rs'))) return;
  await step('option table', async () => {
    const target = join(ROOT, 'js', 'generated', 'options.ts');
    if (existsSync(target) && !process.env.CI && isCommitted([...CRATE, 'examples', 'js/generated'])) return 'as committed';
    const key = hash([...CRATE, 'examples']);
    let changed = false;
    await unlessDone('options', key, [target], async () => {
      const { output } = await run('cargo', ['run', '--quiet', ...cargoLock, '--example', 'option_table'], {
        quiet: true,
        stdoutOnly: true,
        orElse: 'examples/option_table.rs failed: see above.',
      });
      const known = existsSync(target);
      changed = writeIfChanged(target, output);
      if (changed && known && process.env.CI) throw new Failure('js/generated/options.ts was out of date. Run npm run build and commit it.');
    });
    return changed ? 'js/generated/options.ts written' : 'unchanged';
  });
}

/** Whether these paths are just as in the last commit: CI has checked then that what is generated from them fits them. */
const isCommitted = (paths) => capture('git', ['status', '--porcelain', '--', ...paths]) === '';

const cargoHome = () => process.env.CARGO_HOME ?? join(homedir(), '.cargo');

function kilobytes(path) {
  const compressed = gzipSync(readFileSync(path), { level: 9 }).length;
  return `${(statSync(path).size / 1000).toFixed(1)} kB, ${(compressed / 1000).toFixed(1)} kB gzip`;
}
