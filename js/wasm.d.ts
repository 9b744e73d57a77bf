// What `npm run build` writes to dist/wasm. Where it is there, TypeScript takes its own declarations instead.
declare module '*/dist/wasm/glue.js' {
  /** Gives glue with a state of its own, which has to be instantiated. */
  export default function createGlue(): import('./engine.js').EngineModule;
}

declare module '*/dist/wasm/inline.js' {
  /** The Wasm binary, compressed by zlib, in base64. */
  export const packed: string;
}
