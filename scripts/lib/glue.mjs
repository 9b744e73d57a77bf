import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './report.mjs';

/** What the package and its tests take from the glue. */
const EXPORTS = ['default', '__wbg_reset_state', 'onPanic', 'panicForTest', 'Engine'];

/** Instantiates a compiled module: fetching and compiling are done by `js/load.ts`, which says more when they fail. */
const INIT = `async function __wbg_init_once({ module_or_path: module }) {
    return __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);
}`;

const TYPES = `/** Instantiates, once for each page. */
export default function init(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
`;

/** Makes one file of wasm-bindgen's glue and the JavaScript of `src/`, without what nobody calls. */
export async function slimGlue(folder, name) {
  const path = join(folder, `${name}.js`);
  const types = join(folder, `${name}.d.ts`);
  writeFileSync(path, replaced(path, /^async function __wbg_init_once\([^]*?^}/m, INIT));
  writeFileSync(types, replaced(types, /^export type InitInput [^]*/m, TYPES));
  const { build } = await import('esbuild');
  await build({
    stdin: { contents: `export { ${EXPORTS.join(', ')} } from './${name}.js';`, resolveDir: folder },
    outfile: path,
    allowOverwrite: true,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    logLevel: 'warning',
  });
  rmSync(join(folder, 'snippets'), { recursive: true, force: true });
}

function replaced(path, part, by) {
  const text = readFileSync(path, 'utf8');
  if (!part.test(text)) throw new Failure(`wasm-bindgen writes ${path} in another way than it did: adapt scripts/lib/glue.mjs.`);
  return text.replace(part, () => by);
}
