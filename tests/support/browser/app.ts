/** An app of its own that uses the packed package: what a user of the package has after `npm install` and `vite build`. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { files } from '../../../scripts/lib/inputs.mjs';
import { DIST, ROOT } from '../../../scripts/lib/paths.mjs';
import { runBin } from '../../../scripts/lib/run.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder from which the pages are served. */
    app: string;
  }
}

/** How the pages are built: with React's production or its development build (StrictMode mounts twice in that one only). */
export const VARIANTS = ['production', 'development'] as const;
export type Variant = (typeof VARIANTS)[number];

const E2E = join(ROOT, 'tests', 'e2e');
/** What the pages use beside the package. */
const LIBRARIES = ['react', 'react-dom', '@headlessui/react', '@mui/material', '@radix-ui/react-dialog'];
const SOURCES = ['src', 'js', 'pkg-template', 'Cargo.toml', 'Cargo.lock'];

export interface App {
  /** Holds `production/`, `development/` and `genesys-toasts/`. */
  readonly folder: string;
  readonly remove: () => void;
}

export async function buildApp(): Promise<App> {
  const tarball = findTarball();
  const root = mkdtempSync(join(tmpdir(), 'genesys-toasts-e2e-'));
  const remove = (): void => {
    if (!process.env.E2E_KEEP) rmSync(root, { recursive: true, force: true });
  };
  try {
    install(root, tarball);
    cpSync(join(E2E, 'pages'), root, { recursive: true });
    cpSync(join(ROOT, 'benches', 'baseline'), join(root, 'baseline'), { recursive: true });
    for (const variant of VARIANTS) await bundle(root, variant);
    // The package as it is, for pages without a build.
    cpSync(join(root, 'node_modules', 'genesys-toasts'), join(root, 'dist', 'genesys-toasts'), { recursive: true });
    return { folder: join(root, 'dist'), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The tarball that `npm run pack` made; made again where a source is younger. `E2E_PACKAGE` names another one. */
function findTarball(): string {
  const given = process.env.E2E_PACKAGE;
  if (given) return given;
  const tarball = join(DIST, 'genesys-toasts.tgz');
  const sources = SOURCES.flatMap((path) => files(path) as string[]);
  const youngest = Math.max(...sources.map((path) => statSync(join(ROOT, path)).mtimeMs));
  if (!existsSync(tarball) || statSync(tarball).mtimeMs < youngest) {
    execFileSync(process.execPath, [join(ROOT, 'scripts', 'pack.mjs')], { stdio: 'inherit' });
  }
  return tarball;
}

function install(root: string, tarball: string): void {
  const modules = join(root, 'node_modules');
  mkdirSync(modules);
  execFileSync('tar', ['-xzf', tarball, '-C', modules]);
  renameSync(join(modules, 'package'), join(modules, 'genesys-toasts'));
  for (const name of LIBRARIES) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'junction');
  }
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
}

async function bundle(root: string, variant: Variant): Promise<void> {
  const pages = readdirSync(root).filter((name) => name.endsWith('.html'));
  // In a process of its own: React's build is chosen by NODE_ENV, which Vitest has set to `test` in this one.
  await runBin('vite', ['build', root, '--config', join(E2E, 'pages', 'vite.config.ts'), '--mode', variant], {
    quiet: true,
    env: { NODE_ENV: variant, E2E_PAGES: pages.join(',') },
    orElse: `The pages could not be built (${variant}): see above.`,
  });
}
