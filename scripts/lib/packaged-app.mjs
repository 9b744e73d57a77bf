import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { DIST, ROOT } from './paths.mjs';
import { step } from './report.mjs';
import { npm } from './run.mjs';

const CASES = join(ROOT, 'tests', 'packaging');

/** The packages of this repository: an app gets their tarballs. */
const OURS = ['genesys-toasts', 'genesys-cloud-simulator'];

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/**
 * Makes an app of `tests/packaging/<name>` outside the repository: installs it with the packed package, and builds it, or
 * runs its script `check` where it is nothing that a browser opens.
 * Its `package.json` says in `packaging` what is its own: `out` (the folder that is served after the build), `entry` (where its tools
 * look for the first module), `assets` (what is copied beside the page), `toasts` (how many the page shows of one ring).
 */
export async function prepared(name) {
  const folder = mkdtempSync(join(tmpdir(), `genesys-toasts-${name}-`));
  cpSync(join(CASES, name), folder, { recursive: true });
  cpSync(join(CASES, 'shared'), join(folder, 'src'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { out, entry, assets = {}, toasts = 2 } = manifest.packaging;
  for (const list of [manifest.dependencies, manifest.devDependencies ?? {}]) {
    for (const ours of OURS) if (list[ours]) list[ours] = `file:${join(DIST, `${ours}.tgz`)}`;
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  if (entry) writeFileSync(join(folder, entry), "import './main.js';\n");
  await step('install', () => inside(folder, ['install', '--no-audit', '--no-fund', '--loglevel=error']));
  if (manifest.scripts?.check) await step('check', () => inside(folder, ['run', 'check']));
  if (manifest.scripts?.build) await step('build', () => inside(folder, ['run', 'build']));
  if (out && existsSync(join(folder, 'public')) && !entry) cpSync(join(folder, 'public'), join(folder, out), { recursive: true });
  for (const [to, from] of Object.entries(assets)) cpSync(join(folder, from), join(folder, out, to));
  const tools = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter((tool) => !/^genesys|react-dom$|loader|plugin|preset|core$|cli$/.test(tool));
  return { folder, out, toasts, start: manifest.scripts?.start, versions: tools.map((tool) => `${tool} ${versionOf(folder, tool)}`).join(', ') };
}

const versionOf = (folder, tool) => JSON.parse(readFileSync(join(folder, 'node_modules', tool, 'package.json'), 'utf8')).version;

async function inside(folder, args) {
  // A tool that finds a parent process of npm's takes its settings from there.
  const env = { CI: 'true', NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: '1', BROWSERSLIST_IGNORE_OLD_DATA: '1' };
  await npm(args, { cwd: folder, quiet: true, env, orElse: `npm ${args.join(' ')} failed: see above.` });
}

/** Serves what was built, and what the app's own server serves: `{ addresses, close }`. Takes the app away when it is closed. */
export async function served({ folder, out, start }) {
  const servers = [...(out ? [await files(join(folder, out))] : []), ...(start ? [await own(folder)] : [])];
  return {
    addresses: servers.map(({ address }) => address),
    close: async () => {
      for (const { close } of servers) await close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function files(root) {
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = join(root, normalize(pathname === '/' ? 'index.html' : pathname));
    if (!path.startsWith(root) || !existsSync(path)) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(readFileSync(path));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${String(server.address().port)}/`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

/** Starts the app's own server (`npm start`, which ends with the port) and waits until it answers. */
async function own(folder) {
  const port = await freePort();
  const child = spawn('npm', ['start', '--silent', '--', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    shell: process.platform === 'win32',
  });
  const address = `http://localhost:${String(port)}/`;
  let output = '';
  const ended = new Promise((_, reject) => child.on('exit', (code) => reject(new Error(`npm start ended with ${String(code)}:\n${output}`))));
  const ready = new Promise((resolve) => {
    const take = (chunk) => {
      output += chunk;
      if (output.includes(String(port))) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
  });
  await step('serve', () => Promise.race([ready, ended]));
  ended.catch(() => {});
  return {
    address,
    close: () =>
      new Promise((resolve) => {
        child.on('exit', resolve);
        process.kill(process.platform === 'win32' ? child.pid : -child.pid);
      }),
  };
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
