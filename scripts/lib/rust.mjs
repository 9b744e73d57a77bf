import { existsSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT, TOOLS, cargoTool } from './paths.mjs';
import { Failure, line } from './report.mjs';
import { capture, onPath, run } from './run.mjs';

const WASM_TARGET = 'wasm32-unknown-unknown';

/** The version of a crate in the text of a Cargo.lock; `null` where it has none. */
export function lockedVersion(lock, crate) {
  return new RegExp(`name = "${crate}"\\nversion = "([^"]+)"`).exec(lock.replaceAll('\r\n', '\n'))?.[1] ?? null;
}

/** Whether the version `found` (`1.95.0`) is not older than `wanted` (`1.85` or `1.85.1`). */
export function atLeast(found, wanted) {
  const [a, b] = [found, wanted].map((version) => version.split('.').map((part) => Number.parseInt(part, 10)));
  for (let i = 0; i < 3; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Checks that Rust is there and new enough for Cargo.toml. Returns its version. */
export function checkRust() {
  // A Rust that was installed a minute ago is not yet on the PATH of this shell.
  if (onPath('cargo').length === 0) process.env.PATH += delimiter + join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'bin');
  const version = /^rustc (\S+)/.exec(capture('rustc', ['--version']) ?? '')?.[1];
  if (!version) throw new Failure('Rust is missing. Install it from https://rustup.rs (its defaults will do), then run this again.');
  const wanted = /^rust-version\s*=\s*"([^"]+)"/m.exec(readFileSync(join(ROOT, 'Cargo.toml'), 'utf8'))?.[1];
  if (wanted && !atLeast(version, wanted)) throw new Failure(`Rust ${version} is here; ${wanted} or newer is needed. Run: rustup update stable`);
  return version;
}

/** Adds the Wasm target to Rust where it is missing. */
export async function installWasmTarget() {
  const folder = capture('rustc', ['--print', 'target-libdir', '--target', WASM_TARGET]);
  if (folder && existsSync(folder)) return WASM_TARGET;
  await run('rustup', ['target', 'add', WASM_TARGET], {
    quiet: true,
    orElse: `Rust's ${WASM_TARGET} target could not be added. Try: rustup target add ${WASM_TARGET}`,
  });
  return `${WASM_TARGET} added`;
}

/** Adds rustfmt and clippy, which a minimal Rust lacks. */
export async function installRustChecks() {
  const missing = [['rustfmt', 'fmt'], ['clippy', 'clippy']].filter(([, command]) => capture('cargo', [command, '--version']) === null);
  const names = missing.map(([component]) => component);
  if (names.length === 0) return 'rustfmt, clippy';
  await run('rustup', ['component', 'add', ...names], { quiet: true, orElse: `Try: rustup component add ${names.join(' ')}` });
  return `${names.join(', ')} added`;
}

/** The wasm-pack that builds the package. */
const WASM_PACK = '0.15.1';

/** Where both tools are compiled: what they share is compiled once. */
const SCRATCH = join(TOOLS, 'build');

// Quick to build matters more here than quick to run: they work on one small file. More units cost more than they save on two cores.
const QUICK = { OPT_LEVEL: '0', LTO: 'off', DEBUG: '0', CODEGEN_UNITS: '4', STRIP: 'none', PANIC: 'abort' };

/** Whether both tools are there in the versions that are wanted. */
export const hasWasmTools = () => hasWasmPack() && hasWasmBindgen(wasmBindgenVersion());

/** Builds wasm-pack into `.tools/cargo`. */
export async function installWasmPack() {
  return hasWasmPack() ? WASM_PACK : installTool('wasm-pack', ['wasm-pack', '--version', WASM_PACK], WASM_PACK);
}

const hasWasmPack = () => capture(cargoTool('wasm-pack'), ['--version']) === `wasm-pack ${WASM_PACK}`;

/** Builds the wasm-bindgen command line tools into `.tools/cargo`, in the exact version of the crate in Cargo.lock. */
export async function installWasmBindgen() {
  const version = wasmBindgenVersion();
  // Without TLS: its test runner speaks to a WebDriver on this computer.
  return hasWasmBindgen(version) ? version : installTool('wasm-bindgen', ['wasm-bindgen-cli', '--version', version, '--no-default-features'], version);
}

const hasWasmBindgen = (version) => capture(cargoTool('wasm-bindgen'), ['--version']) === `wasm-bindgen ${version}` && existsSync(cargoTool('wasm-bindgen-test-runner'));

function wasmBindgenVersion() {
  const lock = join(ROOT, 'Cargo.lock');
  const version = existsSync(lock) ? lockedVersion(readFileSync(lock, 'utf8'), 'wasm-bindgen') : null;
  if (!version) throw new Failure('Cargo.lock names no wasm-bindgen. Take the committed one back: git checkout Cargo.lock');
  return version;
}

/** Removes what is left of the tools' compilation. */
export function removeScratch() {
  rmSync(SCRATCH, { recursive: true, force: true });
}

/**
 * Compiles a tool and installs it. Not `--locked`: then the tools share some fifty crates, which are compiled once, and wasm-bindgen-cli
 * names a crate in its lock file that is not served. Cargo takes no crate that wants a newer Rust than this one.
 */
async function installTool(title, which, version) {
  line(title, `${version} is being compiled, once: about a minute`);
  const command = ['install', ...which, '--root', join(TOOLS, 'cargo')];
  const profile = Object.fromEntries(Object.entries(QUICK).map(([name, value]) => [`CARGO_PROFILE_RELEASE_${name}`, value]));
  await run('cargo', [...command, '--force'], {
    quiet: !process.stdout.isTTY,
    env: { CARGO_TARGET_DIR: SCRATCH, CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS: 'fallback', ...profile },
    orElse: `${title} could not be installed: see above. Is crates.io reachable? Then try: cargo ${command.join(' ')}`,
  });
  return `${version} installed in .tools`;
}
