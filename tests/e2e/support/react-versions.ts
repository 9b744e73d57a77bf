/** The app of the tests again, with another React: what a user has who installs the package beside that one. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { runBin } from '../../../scripts/lib/run.mjs';

const E2E = join(ROOT, 'tests', 'e2e');
const PAGES = ['react.html', 'served.html'];

/** Makes a sibling of the app in `folder` (what it is served from) with the React of tests/react19; gives the folder that it is served from. */
export async function withReact19(folder: string): Promise<string> {
  const app = dirname(folder);
  const root = join(app, 'react19');
  const modules = join(root, 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(app)) {
    if (!['dist', 'node_modules', 'react19'].includes(name)) cpSync(join(app, name), join(root, name), { recursive: true });
  }
  // A copy: by a link, the package would find the other React.
  cpSync(join(app, 'node_modules', 'genesys-toasts'), join(modules, 'genesys-toasts'), { recursive: true });
  const { resolve } = createRequire(join(ROOT, 'tests', 'react19', 'package.json'));
  for (const name of ['react', 'react-dom']) symlinkSync(dirname(resolve(`${name}/package.json`)), join(modules, name), 'junction');
  await runBin('vite', ['build', root, '--config', join(E2E, 'pages', 'vite.config.ts'), '--mode', 'development'], {
    quiet: true,
    env: { NODE_ENV: 'development', E2E_PAGES: PAGES.join(',') },
    orElse: 'The pages could not be built with React 19: see above.',
  });
  return join(root, 'dist');
}

export interface ServerAnswer {
  /** Of the React that has rendered. */
  readonly version: string;
  readonly html: string;
  /** What went to `console.error` and `console.warn`. */
  readonly complaints: string[];
  /** The names of globals that there were not before. */
  readonly added: string[];
}

/** Renders on a server, a Node of its own, with the React of the app in `folder`, and puts the markup into the page `served`. */
export function renderOnServer(folder: string): ServerAnswer {
  const app = dirname(folder);
  const env = { ...process.env, NODE_ENV: 'development' };
  // It resolves only when Node ends by itself: nothing may be left that keeps it.
  const answer = JSON.parse(execFileSync(process.execPath, ['server.mjs'], { cwd: app, env, encoding: 'utf8', timeout: 30_000 })) as ServerAnswer;
  const page = join(folder, 'development', 'served.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace(/<!-- the server's markup -->/, () => answer.html));
  return answer;
}
