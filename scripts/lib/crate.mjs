import { homedir } from 'node:os';
import { join } from 'node:path';
import { capture, run } from './run.mjs';

/** In CI the lock file is the truth; on a developer's computer a changed Cargo.toml may still update it. */
export const cargoLock = process.env.CI ? ['--locked'] : [];

const cargoHome = () => process.env.CARGO_HOME ?? join(homedir(), '.cargo');

/** Panic messages carry source paths: those of this computer have no place in a published file. */
function remapped() {
  const prefixes = { [cargoHome()]: 'cargo', [join(capture('rustc', ['--print', 'sysroot']), 'lib', 'rustlib', 'src', 'rust')]: 'rust' };
  return Object.entries(prefixes).map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}

/** The environment in which the crate that is published is compiled. */
export const releaseEnvironment = () => ({ RUSTFLAGS: [process.env.RUSTFLAGS, ...remapped()].filter(Boolean).join(' ') });

/** Compiles the crate as wasm-pack does, which then finds it done. */
export async function compileCrate() {
  await run('cargo', ['build', '--quiet', '--lib', '--release', '--target', 'wasm32-unknown-unknown', ...cargoLock], { quiet: true, env: releaseEnvironment(), orElse: 'The crate could not be compiled: see above.' });
  return 'compiled for Wasm';
}
