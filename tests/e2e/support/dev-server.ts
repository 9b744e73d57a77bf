/** The app in tests/e2e/hmr under Vite's development server, as while it is written: what is saved comes to the page as a hot update. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';
import { ROOT } from '../../../scripts/lib/paths.mjs';

export interface DevServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Saves a file of the app with another text: what `edit` makes of the one in this repository. */
  readonly save: (name: string, edit: (text: string) => string) => void;
  readonly close: () => Promise<void>;
}

const SOURCES = join(ROOT, 'tests', 'e2e', 'hmr');

/** The package.json beside whose packages each React is found. */
const OWNERS = { 18: join(ROOT, 'package.json'), 19: join(ROOT, 'tests', 'react19', 'package.json') };

/** @param app - the folder whose node_modules has the package */
export async function serveForDevelopment(app: string, version: keyof typeof OWNERS): Promise<DevServer> {
  const root = mkdtempSync(join(app, 'hmr-'));
  cpSync(SOURCES, root, { recursive: true });
  const { resolve } = createRequire(OWNERS[version]);
  const http = createHttpServer();
  const vite = await createServer({
    configFile: false,
    root,
    cacheDir: join(root, 'node_modules', '.vite'),
    logLevel: 'error',
    plugins: [react()],
    resolve: { alias: Object.fromEntries(['react-dom', 'react'].map((name) => [name, dirname(resolve(`${name}/package.json`))])) },
    // All at once: what is found later makes Vite load the page again.
    optimizeDeps: { include: ['react', 'react/jsx-dev-runtime', 'react-dom', 'react-dom/client', 'genesys-toasts/react'] },
    server: { middlewareMode: true, hmr: { server: http }, fs: { strict: false } },
  });
  http.on('request', vite.middlewares);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`,
    save(name, edit) {
      writeFileSync(join(root, name), edit(readFileSync(join(SOURCES, name), 'utf8')));
    },
    async close() {
      http.closeAllConnections();
      await vite.close();
      await new Promise((resolve) => http.close(resolve));
      rmSync(root, { recursive: true, force: true });
    },
  };
}
