import { dirname, join } from 'node:path';
import { ROOT, cargoTool } from './paths.mjs';
import { pathWith, run } from './run.mjs';

/**
 * Runs wasm-pack as `run` runs a command. It takes wasm-bindgen and wasm-opt from PATH: those that the set-up has installed. All that it warns of is
 * that it could not ask for a newer version of itself.
 */
export function wasmPack(args, { env, ...options }) {
  const tools = pathWith(dirname(cargoTool('wasm-bindgen')), join(ROOT, 'node_modules', '.bin'));
  return run(cargoTool('wasm-pack'), ['--log-level', 'error', ...args], { ...options, env: { ...tools, ...env } });
}
