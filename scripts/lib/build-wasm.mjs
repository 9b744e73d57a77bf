import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cargoLock, releaseEnvironment } from './crate.mjs';
import { writeGlueFactory } from './glue-factory.mjs';
import { hash, unlessDone } from './inputs.mjs';
import { writeGenerated } from './options.mjs';
import { DIST, ROOT } from './paths.mjs';
import { Failure, step } from './report.mjs';
import { capture, run } from './run.mjs';
import { wasmPack } from './wasm-pack.mjs';

const WASM = join(DIST, 'wasm');
const CRATE = ['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', 'crates', 'src'];
const NAME = 'genesys_toasts';

const INLINE_TYPES = `/** The Wasm binary, compressed by zlib, in base64. */
export declare const packed: string;
`;

/** Compiles the crate to `dist/wasm`: what wasm-pack makes (`pkg/`), the glue as a factory, the binary as a file and as a script. */
export async function buildWasm() {
  await step('Wasm', async () => {
    const outputs = ['glue.js', 'engine.wasm', 'inline.js'].map((name) => join(WASM, name));
    const key = hash([...CRATE, 'scripts/lib/build-wasm.mjs', 'scripts/lib/crate.mjs', 'scripts/lib/glue-factory.mjs', 'scripts/lib/wasm-pack.mjs'], capture('rustc', ['--version']));
    const built = await unlessDone('wasm', key, outputs, compile);
    return `${built ? 'built' : 'unchanged'}, ${kilobytes(join(WASM, 'engine.wasm'))}`;
  });
}

async function compile() {
  rmSync(WASM, { recursive: true, force: true });
  mkdirSync(WASM, { recursive: true });
  const pkg = join(WASM, 'pkg');
  const words = ['build', '--target', 'web', '--release', '--mode', 'no-install', '--no-pack', '--out-dir', pkg, '--out-name', NAME];
  await wasmPack([...words, '--', ...cargoLock], {
    env: releaseEnvironment(),
    orElse: 'wasm-pack failed: see above. If it speaks of versions, run: npm run setup',
  });
  // npm would leave everything out of a package that this file names.
  rmSync(join(pkg, '.gitignore'), { force: true });
  const binary = join(WASM, 'engine.wasm');
  copyFileSync(join(pkg, `${NAME}_bg.wasm`), binary);
  await writeGlueFactory(join(pkg, `${NAME}.js`), join(WASM, 'glue.js'));
  await inline(binary);
}

/**
 * Writes the binary into a script. Plain base64 hides repetition from the server's own compression, so the bytes are compressed first, by
 * Zopfli, which finds a smaller form of the same format than zlib does.
 */
async function inline(binary) {
  const { zlibAsync } = await import('@gfx/zopfli');
  const packed = Buffer.from(await zlibAsync(readFileSync(binary), { numiterations: 15 })).toString('base64');
  writeFileSync(join(WASM, 'inline.js'), `export const packed = '${packed}';\n`);
  writeFileSync(join(WASM, 'inline.d.ts'), INLINE_TYPES);
}

/** Writes what comes from the definition of the options and errors in Rust (`scripts/lib/options.mjs`). */
export async function generateOptions({ trustCommit }) {
  await step('options', async () => {
    const inputs = [...CRATE, 'examples/option_table.rs', 'scripts/lib/options.mjs', 'js/generated', 'docs/options.md'];
    const generated = ['js/generated/options.ts', 'js/generated/option-types.ts'].map((path) => join(ROOT, path));
    if (generated.every(existsSync) && trustCommit && isCommitted(inputs)) return 'as committed';
    let changed = [];
    await unlessDone('options', hash(inputs), generated, async () => {
      const orElse = 'examples/option_table.rs failed: see above.';
      const { output } = await run('cargo', ['run', '--quiet', ...cargoLock, '--example', 'option_table'], { quiet: true, stdoutOnly: true, orElse });
      changed = writeGenerated(JSON.parse(output));
      if (changed.length > 0 && process.env.CI) throw new Failure(`${changed.join(', ')}: out of date. Run npm run build and commit what it writes.`);
    });
    return changed.length > 0 ? `${changed.join(', ')} written` : 'unchanged';
  });
}

/** Whether these paths are just as in the last commit: CI has checked then that what is generated from them fits them. */
const isCommitted = (paths) => capture('git', ['status', '--porcelain', '--', ...paths]) === '';

function kilobytes(path) {
  const compressed = gzipSync(readFileSync(path), { level: 9 }).length;
  return `${(statSync(path).size / 1000).toFixed(1)} kB, ${(compressed / 1000).toFixed(1)} kB gzip`;
}
