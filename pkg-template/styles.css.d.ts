// For side-effect imports under TypeScript's `noUncheckedSideEffectImports`.
export {};
