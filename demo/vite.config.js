import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, searchForWorkspaceRoot } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The package as it is published: `npm run build` makes it. `GENESYS_TOASTS_PACKAGE` names another folder with the same files. */
const packageFolder = process.env.GENESYS_TOASTS_PACKAGE ?? fileURLToPath(new URL('../dist/package', import.meta.url));

const page = (name) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  root: here,
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^genesys-toasts$/, replacement: `${packageFolder}/index.js` },
      { find: /^genesys-toasts\/(react|element)$/, replacement: `${packageFolder}/$1.js` },
    ],
    dedupe: ['react', 'react-dom'],
  },
  // Named here, so that Vite need not find them at the first visit and then load the page again.
  optimizeDeps: { include: ['react', 'react/jsx-runtime', 'react/jsx-dev-runtime', 'react-dom/client'] },
  server: { fs: { allow: [searchForWorkspaceRoot(here), packageFolder] } },
  build: { target: 'es2022', rollupOptions: { input: [page('index.html'), page('vanilla.html'), page('away.html')] } },
});
