// What `npm run build` writes to dist/wasm. Where it is there, TypeScript takes its own declarations instead.
declare module '*/dist/wasm/genesys_toasts.js' {
  type Glue = import('./engine.js').EngineModule;
  const init: Glue['default'];
  export default init;
  export const __wbg_reset_state: Glue['__wbg_reset_state'];
  export const onPanic: Glue['onPanic'];
  export const Engine: Glue['Engine'];
}

declare module '*/dist/wasm/inline.js' {
  export const parts: number;
  export const size: number;
  export const unpacker: string;
  export const packed: string;
}
