/**
 * Builds what npm publishes: Rust → Wasm → `dist/wasm`, then `js/` → `dist/package`. A part whose inputs are unchanged is skipped.
 *
 * How the Wasm gets into the JavaScript (`dist/wasm/inline.js`, made by `lib/build-wasm.mjs`):
 *
 *     export const encoding = 'deflate';     // zlib format, what `new DecompressionStream('deflate')` reads
 *     export default '<base64 of the compressed bytes>';
 *
 * Plain base64 hides the repetition in the bytes from the server's own compression: 111.8 kB of Wasm came to 66.7 kB gzip
 * (58.5 kB brotli) as plain base64, and to 51.4 kB gzip (51.2 kB brotli) deflated first, against 51.1 kB as a file of its own.
 * `DecompressionStream` is in Chrome 80, Firefox 113, Safari 16.4 and Node 18; a page that must run in something older
 * passes the `wasm` option. Zopfli does the deflating: 5.7 % less again. The glue (`dist/wasm/genesys_toasts.js`) has no default path to the binary: `init` must be given one,
 * so that no bundler emits a second copy of it.
 */
import { buildPackage } from './lib/build-package.mjs';
import { buildWasm, generateOptions } from './lib/build-wasm.mjs';
import { isMain } from './lib/paths.mjs';
import { bold, main } from './lib/report.mjs';
import { setUp } from './setup.mjs';

/** Builds everything that is out of date and prints a line for each part. */
export async function build() {
  console.log(bold('Build'));
  await buildWasm();
  await generateOptions();
  await buildPackage();
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setUp('build');
    await build();
  });
}
