import { writeFileSync } from 'node:fs';

/**
 * wasm-bindgen's glue keeps the state of one instance in its module. In a function, each call has a state of its own, so that a fresh
 * instance can follow one that panicked.
 */
const BEFORE = `export default function createGlue() {
  let abandoned = false;
  const Registry = globalThis.FinalizationRegistry;
  const FinalizationRegistry = Registry && class extends Registry {
    constructor(free) {
      super((held) => {
        if (!abandoned) free(held);
      });
    }
  };`;

const AFTER = `  return {
    ...glue,
    abandon() {
      abandoned = true;
    },
  };
}`;

const TYPES = `/** The glue that wasm-bindgen writes. */
type Glue = typeof import('./pkg/genesys_toasts.js');

/** Gives glue with a state of its own, which has to be instantiated. */
export default function createGlue(): Glue & {
  /** From now on garbage is not freed in the instance: nobody calls into one that panicked. */
  abandon(): void;
};
`;

/** Bundles wasm-bindgen's glue, as it is, into a function that gives its exports, and writes types for it. */
export async function writeGlueFactory(glue, path) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [glue],
    outfile: path,
    bundle: true,
    format: 'iife',
    globalName: 'glue',
    banner: { js: BEFORE },
    footer: { js: AFTER },
    // The client gives the binary. Without a default address no bundler emits a second copy of it.
    define: { 'import.meta.url': 'undefined' },
    target: 'es2022',
    platform: 'neutral',
    logLevel: 'warning',
  });
  writeFileSync(path.replace(/\.js$/, '.d.ts'), TYPES);
}
