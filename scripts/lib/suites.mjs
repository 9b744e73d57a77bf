import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { browserArguments, findBrowser, findDriver } from './browser.mjs';
import { build } from '../build.mjs';
import { buildSite } from '../docs.mjs';
import { pack } from '../pack.mjs';
import { cargoCount, checkCount, closingCount, total, vitestCount } from './counts.mjs';
import { cargoLock } from './crate.mjs';
import { writeIfChanged } from './inputs.mjs';
import { DIST, ROOT, TOOLS, cargoTool } from './paths.mjs';
import { run, runBin } from './run.mjs';
import { wasmPack } from './wasm-pack.mjs';

const WASM_TARGET = 'wasm32-unknown-unknown';
/** How many shifts of each source the fault simulation plays: a tenth for a developer; CI asks for all of them. */
const SEEDS = process.env.GT_SIM_SEEDS ?? '1000';

const here = (path) => existsSync(join(ROOT, path));
const colour = process.stdout.isTTY ? { CARGO_TERM_COLOR: 'always', FORCE_COLOR: '1' } : { NO_COLOR: '1' };

async function cargo(args, env = {}) {
  const { code, output } = await run('cargo', args, { collect: true, env: { ...colour, ...env } });
  return { code, output };
}

async function cargoTests(args, env) {
  const { code, output } = await cargo(['test', ...cargoLock, ...args], env);
  return cargoCount(output, code);
}

async function check(work) {
  return checkCount((await work).code);
}

/** Integration tests that the suite `rust` leaves to others: they want an optimised build or a browser. */
const ELSEWHERE = ['sim', 'channel_sim', 'tabs_sim', 'fuzz', 'wasm'];

/** The integration tests of the crate that run natively and unoptimised. */
function nativeTests() {
  const names = readdirSync(join(ROOT, 'tests'), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return here(`tests/${entry.name}/main.rs`) ? [entry.name] : [];
    return entry.name.endsWith('.rs') ? [entry.name.slice(0, -3)] : [];
  });
  return names.filter((name) => !ELSEWHERE.includes(name)).flatMap((name) => ['--test', name]);
}

/** Runs the browser tests of the crate by way of WebDriver. */
async function wasmTests() {
  const browser = findBrowser();
  const driver = findDriver(browser);
  const capabilities = join(TOOLS, 'webdriver.json');
  const options = { args: browserArguments(), binary: browser };
  writeIfChanged(capabilities, JSON.stringify({ [driver.variable === 'CHROMEDRIVER' ? 'goog:chromeOptions' : 'ms:edgeOptions']: options }, null, 2));
  const env = { WASM_BINDGEN_TEST_WEBDRIVER_JSON: capabilities, WASM_BINDGEN_TEST_TIMEOUT: '300' };
  if (driver.variable === 'CHROMEDRIVER') {
    const words = ['test', '--headless', '--chrome', '--chromedriver', driver.path, '--mode', 'no-install'];
    const { code, output } = await wasmPack([...words, '--', ...cargoLock, '--test', 'wasm'], { collect: true, env: { ...colour, ...env } });
    return cargoCount(output, code);
  }
  // wasm-pack does not know Edge.
  const runner = `target.${WASM_TARGET}.runner=[${JSON.stringify(cargoTool('wasm-bindgen-test-runner'))}]`;
  return cargoTests(['--config', runner, '--target', WASM_TARGET, '--test', 'wasm'], { ...env, [driver.variable]: driver.path });
}

async function vitest(name, args, env = {}) {
  const report = join(DIST, 'reports', `${name}.json`);
  rmSync(report, { force: true });
  const { code } = await runBin('vitest', ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
    env: { ...colour, CHROME_PATH: findBrowser() ?? '', ...env },
  });
  return vitestCount(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null, code);
}

const CONFIGS = ['ts', 'mts', 'js', 'mjs'].map((ending) => `vitest.config.${ending}`);
const configIn = (folder) => CONFIGS.map((name) => join(folder, name)).find(here);

const PROJECTS = ['tsconfig.json', 'tests/js/tsconfig.json', 'simulator/tsconfig.json', 'demo/tsconfig.json', 'tests/e2e/tsconfig.json', 'tests/cross-browser/tsconfig.json', 'tests/types/tsconfig.json', 'simulator/tsconfig.in-page.json', 'tests/site/tsconfig.json'];

/** The apps of `tests/packaging` that take seconds; `npm run test:packaging` makes all of them. */
const QUICK_APPS = ['none', 'esbuild', 'rollup-4', 'vitest'];

/** Does works, two of them at a time; resolves to what they resolve to, in their order. */
async function twoAtATime(works) {
  const results = [];
  const next = works.entries();
  const work = async () => {
    for (const [at, begin] of next) results[at] = await begin();
  };
  await Promise.all([work(), work()]);
  return results;
}

/** Work that throws where it fails, as one check. */
const succeeds = (work) => work().then(() => checkCount(0));

/** What other tools say of the tarball: entries, types, formats. */
async function lintPackage() {
  const tarball = join(DIST, 'genesys-toasts.tgz');
  const publint = await runBin('publint', ['run', tarball, '--strict'], { quiet: true });
  // The binary is fetched, not imported: it has no types.
  const types = ['--profile', 'esm-only', '--exclude-entrypoints', './engine.wasm', '--format', 'table-flipped'];
  const attw = await runBin('@arethetypeswrong/cli', [tarball, ...types], { quiet: true, command: 'attw' });
  return total([checkCount(publint.code), checkCount(attw.code)]);
}

/**
 * The suites, in the order in which they run. `exists` says whether there is anything to run yet, `needs` which
 * suite must have passed before, `work` runs it and resolves to its count. One that is `long` runs only with `--all`, or by name.
 */
export const SUITES = [
  {
    name: 'format',
    what: 'cargo fmt --check',
    exists: () => here('Cargo.toml'),
    work: () => check(cargo(['fmt', '--all', '--check'])),
  },
  {
    name: 'clippy',
    what: 'cargo clippy, native and Wasm, warnings are errors',
    exists: () => here('Cargo.toml'),
    work: async () =>
      total([
        await check(cargo(['clippy', ...cargoLock, '--workspace', '--all-targets', '--', '-D', 'warnings'])),
        await check(cargo(['clippy', ...cargoLock, '--target', WASM_TARGET, '--lib', ...(here('tests/wasm/main.rs') ? ['--test', 'wasm'] : []), '--', '-D', 'warnings'])),
      ]),
  },
  {
    name: 'rust',
    what: 'cargo test, native: engine and protocol',
    exists: () => here('Cargo.toml'),
    work: async () => total([await cargoTests(['--lib', ...nativeTests()]), await cargoTests(['--doc'])]),
  },
  {
    name: 'sim',
    what: `${Number(SEEDS).toLocaleString('en')} shifts with faults of each source, and of ten tabs, in virtual time`,
    exists: () => here('tests/sim/main.rs'),
    work: async () => {
      const { note, ...count } = await cargoTests(['--profile', 'sim', '--test', 'sim', '--test', 'channel_sim', '--test', 'tabs_sim', '--', '--show-output'], { GT_SIM_SEEDS: SEEDS });
      return { ...count, note: note ?? `${SEEDS} seeds of each` };
    },
  },
  {
    name: 'fuzz',
    what: 'a million generated frames',
    exists: () => here('tests/fuzz/main.rs'),
    work: () => cargoTests(['--profile', 'sim', '--test', 'fuzz', '--', '--show-output']),
  },
  {
    name: 'sabotage',
    long: true,
    what: 'the simulation notices an engine that is broken on purpose',
    exists: () => here('scripts/sabotage.mjs'),
    work: async () => {
      const { code, output } = await run(process.execPath, ['scripts/sabotage.mjs'], { quiet: true });
      const { count, rest } = closingCount(output, code);
      if (code === 0) console.log(rest);
      return count;
    },
  },
  {
    name: 'wasm',
    what: 'wasm-pack test in a headless browser',
    exists: () => here('tests/wasm/main.rs'),
    work: wasmTests,
  },
  {
    name: 'build',
    what: 'Wasm, bundle, declarations',
    exists: () => here('Cargo.toml') && here('js/index.ts'),
    work: () => succeeds(build),
  },
  {
    name: 'types',
    what: 'tsc, and the types that users get: options one by one, the API reference, the code of README and docs',
    needs: 'build',
    exists: () => PROJECTS.some(here),
    work: async () => {
      const projects = PROJECTS.filter(here).map((project) => () => check(runBin('typescript', ['-p', project, '--noEmit'], { command: 'tsc' })));
      const scripts = ['scripts/api.mjs', 'tests/types/snippets.mjs'].map((script) => () => check(run(process.execPath, [script])));
      return total(await twoAtATime([...projects, ...scripts]));
    },
  },
  {
    name: 'types-apps',
    long: true,
    what: 'the types in apps with TypeScript 5.0 and the current one, React 18 and 19',
    needs: 'build',
    exists: () => here('tests/types/apps.mjs'),
    work: () => check(run(process.execPath, ['tests/types/apps.mjs'])),
  },
  {
    name: 'lint',
    what: 'eslint',
    needs: 'build',
    exists: () => here('eslint.config.js') || here('eslint.config.mjs'),
    work: () => check(runBin('eslint', ['.', '--max-warnings', '0'])),
  },
  {
    name: 'scripts',
    what: 'vitest: the scripts of this repository',
    exists: () => here('tests/scripts'),
    work: () => vitest('scripts', ['--config', 'tests/scripts/vitest.config.mjs']),
  },
  {
    name: 'simulator',
    what: 'vitest: the simulator',
    exists: () => configIn('simulator') !== undefined,
    work: () => vitest('simulator', ['--root', 'simulator']),
  },
  {
    name: 'js',
    what: 'vitest: client, hook, toaster, element',
    needs: 'build',
    exists: () => (configIn('tests/js') ?? configIn('.')) !== undefined,
    work: () => vitest('js', ['--config', configIn('tests/js') ?? configIn('.')]),
  },
  {
    name: 'rules',
    what: 'every rule has a test',
    exists: () => here('docs/rules.md'),
    work: () => check(run(process.execPath, ['scripts/rules.mjs', '--short'])),
  },
  {
    name: 'pack',
    what: 'the two tarballs and what is in them',
    needs: 'build',
    exists: () => here('js/index.ts'),
    work: async () => total([await succeeds(pack), await lintPackage()]),
  },
  {
    name: 'packaging',
    long: true,
    what: 'the packed package in fresh apps: those that are quickly made',
    needs: 'pack',
    exists: () => here('tests/packaging'),
    work: async () => {
      const { code, output } = await run(process.execPath, ['scripts/packaging.mjs', ...QUICK_APPS], { collect: true, env: { PACKAGING_TARBALL: 'as-is' } });
      return closingCount(output, code).count;
    },
  },
  {
    name: 'e2e',
    what: 'vitest: the packed package in a real browser',
    needs: 'pack',
    exists: () => configIn('tests/e2e') !== undefined,
    work: () => vitest('e2e', ['--config', configIn('tests/e2e')], { GT_E2E: 'quick' }),
  },
  {
    name: 'e2e-long',
    long: true,
    what: 'the same: the files that take long',
    needs: 'pack',
    exists: () => configIn('tests/e2e') !== undefined,
    work: () => vitest('e2e-long', ['--config', configIn('tests/e2e')], { GT_E2E: 'long' }),
  },
  {
    name: 'readme',
    long: true,
    what: 'the two minutes of the README, to the letter, until a toast is seen',
    needs: 'pack',
    exists: () => here('scripts/readme.mjs'),
    work: async () => {
      const { code, output } = await run(process.execPath, ['scripts/readme.mjs'], { collect: true });
      return closingCount(output, code).count;
    },
  },
  {
    name: 'docs',
    long: true,
    what: "the documentation's site: it builds, its links lead somewhere, a visitor sees a toast",
    needs: 'build',
    exists: () => configIn('tests/site') !== undefined,
    work: async () => {
      const built = await succeeds(buildSite);
      const types = await check(runBin('typescript', ['-p', 'site/tsconfig.json', '--noEmit'], { command: 'tsc' }));
      return total([built, types, await vitest('docs', ['--config', configIn('tests/site')])]);
    },
  },
  {
    name: 'size',
    what: 'what a page loads, against the nearest peer',
    needs: 'pack',
    exists: () => here('js/index.ts'),
    work: () => check(run(process.execPath, ['scripts/size.mjs'])),
  },
];
