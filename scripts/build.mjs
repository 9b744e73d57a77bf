/**
 * Builds what npm publishes: Rust → Wasm → `dist/wasm` by wasm-pack, then `js/` → `dist/package`. A part whose inputs are unchanged is skipped.
 *
 * The package has the Wasm twice: as a file for those who serve it (`engine.wasm`), and inlined in a script, compressed, which needs no setting
 * of any bundler (`dist/wasm/inline.js`).
 */
import { buildPackage } from './lib/build-package.mjs';
import { buildWasm, generateOptions } from './lib/build-wasm.mjs';
import { isMain } from './lib/paths.mjs';
import { bold, main } from './lib/report.mjs';
import { setUp } from './setup.mjs';

/**
 * Builds everything that is out of date and prints a line for each part. The demo trusts what is generated and committed:
 * it need not compile Rust for this computer as well.
 */
export async function build({ trustCommit = false } = {}) {
  console.log(bold('Build'));
  await buildWasm();
  await generateOptions({ trustCommit });
  await buildPackage();
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setUp('build');
    await build();
  });
}
