import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './report.mjs';
import { shortenNames } from './wasm-names.mjs';

/** What the package and its tests take from the glue. */
const EXPORTS = ['default', '__wbg_reset_state', 'panicForTest', 'Engine'];

/** What they take from the driver's own JavaScript. */
const DRIVER_EXPORTS = ['onPanic'];

/** Instantiates a compiled module: fetching and compiling are done by `js/load.ts`, which says more when they fail. */
const INIT = `async function __wbg_init_once({ module_or_path: module }) {
    return __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);
}`;

/** Copies a text into the module's memory. wasm-bindgen's own does so letter by letter, which takes four times as long for a frame of 8 kB. */
const PASS_STRING = `function passStringToWasm0(text, malloc, realloc) {
    let size = text.length;
    let ptr = malloc(size, 1) >>> 0;
    cachedTextEncoder ??= new TextEncoder();
    const copy = (rest, at) => cachedTextEncoder.encodeInto(rest, getUint8ArrayMemory0().subarray(ptr + at, ptr + size));
    let { read, written } = copy(text, 0);
    if (read < text.length) {
        ptr = realloc(ptr, size, size = written + (text.length - read) * 3, 1) >>> 0;
        written += copy(text.slice(read), written).written;
        ptr = realloc(ptr, size, written, 1) >>> 0;
    }
    WASM_VECTOR_LEN = written;
    return ptr;
}`;

/** Made when they are needed: the glue is imported where they are not there, by tests in jsdom and by servers. */
const ENCODER = 'let cachedTextEncoder;';
const DECODER = 'let cachedTextDecoder;';
const DECODE_TEXT = `function decodeText(bytes) {
    numBytesDecoded += bytes.length;
    if (!cachedTextDecoder || numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
        cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
        cachedTextDecoder.decode();
        numBytesDecoded = bytes.length;
    }
    return cachedTextDecoder.decode(bytes);
}`;

const TYPES = `/** Instantiates, once for each page. */
export default function init(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
/** Sets who is told when the instance panics. */
export function onPanic(callback: (message: string) => void): void;
`;

/** Makes one file of wasm-bindgen's glue and the JavaScript of `src/`, without what nobody calls, and shortens their names. */
export async function slimGlue(folder, name) {
  const path = join(folder, `${name}.js`);
  const types = join(folder, `${name}.d.ts`);
  const binary = join(folder, `${name}_bg.wasm`);
  const { bytes, names } = shortenNames(readFileSync(binary));
  writeFileSync(binary, bytes);
  const parts = [
    [/^async function __wbg_init_once\([^]*?^}/m, INIT],
    [/^function passStringToWasm0\([^]*?^}/m, PASS_STRING],
    [/^const cachedTextEncoder = [^]*?^}/m, ENCODER],
    [/^let cachedTextDecoder = [^]*?\.decode\(\);$/m, DECODER],
    [/^function decodeText\([^]*?^}/m, DECODE_TEXT],
  ];
  for (const [part, by] of parts) writeFileSync(path, replaced(path, part, by));
  writeFileSync(path, renamed(readFileSync(path, 'utf8'), names));
  writeFileSync(types, replaced(types, /^export type InitInput [^]*/m, TYPES));
  const { build } = await import('esbuild');
  await build({
    stdin: {
      contents: `export { ${EXPORTS.join(', ')} } from './${name}.js'; export { ${DRIVER_EXPORTS.join(', ')} } from './${driver(folder)}';`,
      resolveDir: folder,
    },
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

/** Where wasm-bindgen has put `src/driver/browser.js`. */
const driver = (folder) => `snippets/${readdirSync(join(folder, 'snippets'))[0]}/src/driver/browser.js`;

/** The glue with other names for what the binary imports and exports. */
function renamed(glue, { imports, exports }) {
  const own = (names, name) => names.get(name) ?? name;
  return glue
    .replace(/^(\s+)(\w+)(?=: function\()/gm, (_, space, name) => space + own(imports, name))
    .replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${own(exports, name)}`);
}

function replaced(path, part, by) {
  const text = readFileSync(path, 'utf8');
  if (!part.test(text)) throw new Failure(`wasm-bindgen writes ${path} in another way than it did: adapt scripts/lib/glue.mjs.`);
  return text.replace(part, () => by);
}
