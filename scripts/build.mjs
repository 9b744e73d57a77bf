/**
 * Builds what npm publishes: Rust → Wasm → `dist/wasm`, then `js/` → `dist/package`. A part whose inputs are unchanged is skipped.
 *
 * How the Wasm gets into the JavaScript (`dist/wasm/inline.js`, made by `lib/build-wasm.mjs`): taken apart by kinds of bytes and packed by
 * LZMA, in base64, beside a WebAssembly module of 2.8 kB that unpacks it (`unpack/`).
 *
 * Plain base64 hides the repetition in the bytes from the server's own compression, so that they have to be packed first.
 * 135.7 kB of Wasm were 60.9 kB gzip as a file, 57.9 kB inlined by Zopfli's deflate, which `DecompressionStream` could
 * read, and 53.6 kB inlined by LZMA alone, unpacker and all. `npm run size` prints what they are now.
 * The glue (`dist/wasm/genesys_toasts.js`) has no default path to the binary: `init` must be given one,
 * so that no bundler emits a second copy of it.
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
