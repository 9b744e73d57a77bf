// The files that `npm run build` writes to dist/wasm. After a build TypeScript uses the declarations there.
declare module '*/dist/wasm/glue.js' {
  /** Returns the functions of a new instance, which are then to be instantiated. */
  export default function createGlue(): import('./engine.js').EngineModule;
}

declare module '*/dist/wasm/inline.js' {
  /** The Wasm binary, compressed by zlib, in base64. */
  export const packed: string;
}
