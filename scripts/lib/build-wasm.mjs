import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { slimGlue } from './glue.mjs';
import { hash, unlessDone } from './inputs.mjs';
import { writeGenerated } from './options.mjs';
import { DIST, ROOT, cargoTool } from './paths.mjs';
import { Failure, step } from './report.mjs';
import { capture, run, runBin } from './run.mjs';

const WASM = join(DIST, 'wasm');
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target');
const CRATE = ['Cargo.toml', 'Cargo.lock', 'crates', 'src'];

/** The decoder of the inlined bytes, and their packer. */
const UNPACK = 'unpack';

// What every browser that the package supports has (all since Safari 15); wasm-opt refuses code that uses more than it was told.
const FEATURES = ['bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue'];

// All of these make what is left after LZMA smaller (together by 4 %), some of them the code larger: inlining, reduced loops,
// code that is merged or hoisted are unlike what is around them. Functions in the order of their names stand beside their likes.
const OPTIMISE = [
  ...['--flatten', '--rereloop', '-Oz', '--one-caller-inline-max-function-size=0', '--always-inline-max-function-size=0', '--converge'],
  ...['--low-memory-unused', '--reorder-functions-by-name', '--reorder-locals'],
];
const LLVM = ['-disable-lsr', '-simplifycfg-sink-common=false', '-phi-node-folding-threshold=0', '-enable-pre=false'].map((flag) => `-Cllvm-args=${flag}`);

const STRIP = ['--strip-debug', '--strip-producers', '--strip-target-features'];

const INLINE_TYPES = `/** How many bytes the parts of the Wasm binary have. */
export declare const parts: number;
/** How many bytes the Wasm binary has. */
export declare const size: number;
/** A Wasm module, in base64: its \`unpack(start, packed, parts, size)\` unpacks the bytes at \`start\` into those that follow them. */
export declare const unpacker: string;
/** The Wasm binary, packed, in base64. */
export declare const packed: string;
`;

/** In CI the lock file is the truth; on a developer's computer a changed Cargo.toml may still update it. */
export const cargoLock = process.env.CI ? ['--locked'] : [];

/** Compiles the crate to `dist/wasm`: glue, optimised binary, declarations and the inlined bytes. */
export async function buildWasm() {
  await step('Wasm', async () => {
    const outputs = ['genesys_toasts.js', 'genesys_toasts_bg.wasm', 'inline.js'].map((name) => join(WASM, name));
    const key = hash([...CRATE, UNPACK, 'scripts/lib/build-wasm.mjs', 'scripts/lib/glue.mjs', 'scripts/lib/wasm-names.mjs'], capture('rustc', ['--version']), FEATURES);
    const built = await unlessDone('wasm', key, outputs, compile);
    return `${built ? 'built' : 'unchanged'}, ${kilobytes(join(WASM, 'genesys_toasts_bg.wasm'))}`;
  });
}

async function compile() {
  rmSync(WASM, { recursive: true, force: true });
  mkdirSync(WASM, { recursive: true });
  await run(
    cargoTool('wasm-bindgen'),
    [
      await compiled('genesys_toasts', ['--lib', '--no-default-features'], 'The Rust code does not compile to Wasm: see above.'),
      ...['--out-dir', WASM, '--out-name', 'genesys_toasts', '--target', 'web'],
      '--experimental-reset-state-function',
      '--omit-default-module-path',
    ],
    { orElse: 'wasm-bindgen failed: see above. If it speaks of versions, run: npm run setup' },
  );
  await slimGlue(WASM, 'genesys_toasts');
  const binary = join(WASM, 'genesys_toasts_bg.wasm');
  await optimise(binary, binary);
  await inline(binary);
}

/** Compiles to Wasm, and gives the path of what came out. */
async function compiled(name, which, orElse) {
  // Panic messages carry source paths: those of this computer have no place in a published file.
  const remapped = { [cargoHome()]: 'cargo', [join(capture('rustc', ['--print', 'sysroot']), 'lib', 'rustlib', 'src', 'rust')]: 'rust' };
  const flags = [...Object.entries(remapped).map(([from, to]) => `--remap-path-prefix=${from}=${to}`), ...llvmFlags()];
  await run('cargo', ['build', '--release', ...which, '--target', 'wasm32-unknown-unknown', ...cargoLock], {
    env: { RUSTFLAGS: [process.env.RUSTFLAGS, ...flags].filter(Boolean).join(' ') },
    orElse,
  });
  return join(TARGET, 'wasm32-unknown-unknown', 'release', `${name}.wasm`);
}

/** Another version of LLVM may not know them, and would refuse to work. */
function llvmFlags() {
  const probe = ['--crate-type=lib', '--crate-name=probe', '--emit=metadata', '-o', join(WASM, 'probe'), ...LLVM, join(ROOT, 'scripts', 'lib', 'probe.rs')];
  const known = capture('rustc', probe) !== null;
  rmSync(join(WASM, 'probe'), { force: true });
  if (!known) console.log('  (this Rust does not know the flags that make the Wasm 2 kB smaller: it is built without)');
  return known ? LLVM : [];
}

const optimise = (from, to) =>
  runBin('binaryen', [...OPTIMISE, ...STRIP, ...FEATURES.map((feature) => `--enable-${feature}`), from, '-o', to], {
    command: 'wasm-opt',
    orElse: 'wasm-opt failed: see above.',
  });

/** Packs the binary, and writes it with its unpacker into a script. */
async function inline(binary) {
  const orElse = 'The bytes to inline could not be packed: see above.';
  const [unpacker, packed] = ['unpack.wasm', 'packed'].map((name) => join(WASM, name));
  await optimise(await compiled('unpack', ['--package', 'unpack'], orElse), unpacker);
  const pack = ['run', '--quiet', '--release', ...cargoLock, '--package', 'unpack', '--example', 'pack', '--', binary, packed];
  const [parts, size] = (await run('cargo', pack, { quiet: true, stdoutOnly: true, orElse })).output.trim().split(' ').map(Number);
  const base64 = (path) => readFileSync(path).toString('base64');
  const exported = { parts, size, unpacker: base64(unpacker), packed: base64(packed) };
  for (const path of [unpacker, packed]) rmSync(path);
  const lines = Object.entries(exported).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`);
  writeFileSync(join(WASM, 'inline.js'), lines.join(''));
  writeFileSync(join(WASM, 'inline.d.ts'), INLINE_TYPES);
}

/** Writes what comes from the definition of the options and errors in Rust (`scripts/lib/options.mjs`). */
export async function generateOptions({ trustCommit }) {
  await step('options', async () => {
    const inputs = [...CRATE, 'examples', 'scripts/lib/options.mjs', 'js/generated', 'README.md'];
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

const cargoHome = () => process.env.CARGO_HOME ?? join(homedir(), '.cargo');

function kilobytes(path) {
  const compressed = gzipSync(readFileSync(path), { level: 9 }).length;
  return `${(statSync(path).size / 1000).toFixed(1)} kB, ${(compressed / 1000).toFixed(1)} kB gzip`;
}
