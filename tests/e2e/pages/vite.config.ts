import { join } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig(({ mode }) => {
  const root = process.argv[3] ?? '.';
  const pages = (process.env.E2E_PAGES ?? '').split(',');
  return {
    // Built pages are served from a folder for each mode.
    base: './',
    esbuild: { jsx: 'automatic' },
    build: {
      outDir: join('dist', mode),
      minify: mode === 'production',
      target: 'es2022',
      reportCompressedSize: false,
      rollupOptions: { input: pages.map((page) => join(root, page)) },
    },
  };
});
