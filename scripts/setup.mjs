/**
 * Makes a bare clone ready to build, to show the demo or to run the tests: `node scripts/setup.mjs [--for build|demo|test]`.
 * Installs what is missing, into the repository's own folders where it can, and asks no network when nothing is.
 * Without dependencies: it runs before there are any.
 */
import { browserAdvice, findBrowser, findDriver, majorVersion } from './lib/browser.mjs';
import { compileCrate } from './lib/crate.mjs';
import { installPackages } from './lib/node-packages.mjs';
import { isMain } from './lib/paths.mjs';
import { Failure, bold, main, seconds, step, stopwatch } from './lib/report.mjs';
import { capture, onPath, run } from './lib/run.mjs';
import { checkRust, hasWasmTools, installRustChecks, installWasmBindgen, installWasmPack, installWasmTarget, removeScratch } from './lib/rust.mjs';

const PURPOSES = ['build', 'demo', 'test'];

/** Sets up what `purpose` needs; throws a `Failure` whose message says what to do. */
export async function setUp(purpose = 'test') {
  const elapsed = stopwatch();
  console.log(bold('Set-up'));
  await step('Node', () => process.version);
  await step('Rust', checkRust);
  await step('Wasm target', installWasmTarget);
  // Each of them leaves a processor idle for a part of its time.
  await together([step('npm packages', installPackages), installWasmTools()]);
  if (purpose === 'test') {
    await step('Rust checks', installRustChecks);
    await step('browser', installBrowser);
  }
  console.log(`  ready after ${seconds(elapsed())}`);
}

/** Installs the tools; while they are compiled, the crate is, too. */
async function installWasmTools() {
  const ahead = hasWasmTools() ? [] : [step('crate', compileCrate)];
  const tools = async () => {
    await step('wasm-bindgen', installWasmBindgen);
    await step('wasm-pack', installWasmPack);
    removeScratch();
  };
  await together([tools(), ...ahead]);
}

/** Resolves when all works have ended; rejects then with what failed first. */
async function together(works) {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

async function installBrowser() {
  if ((!findBrowser() || !findDriver(findBrowser()).path) && onPath('apt-get').length > 0 && process.getuid?.() === 0) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const orElse = browserAdvice('A browser');
    await run('apt-get', ['update', '-qq'], { quiet: true, env, orElse });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'chromium-driver'], { quiet: true, env, orElse });
  }
  const browser = findBrowser();
  if (!browser) throw new Failure(browserAdvice(process.env.CHROME_PATH ? `${process.env.CHROME_PATH} (CHROME_PATH)` : 'Chrome, Chromium or Edge'));
  const driver = findDriver(browser).path;
  if (!driver) throw new Failure(browserAdvice(`The WebDriver of ${browser}`));
  checkVersions(browser, driver);
  return `${browser}, ${driver}`;
}

function checkVersions(browser, driver) {
  // On Windows `chrome --version` opens a window.
  if (process.platform === 'win32') return;
  const [ours, theirs] = [browser, driver].map((path) => majorVersion(capture(path, ['--version'])));
  if (ours && theirs && ours !== theirs) {
    throw new Failure(`${driver} is for version ${theirs}, ${browser} is version ${ours}: install the driver of the same version, or set CHROME_PATH or CHROMEDRIVER.`);
  }
}

/** Reads `--for purpose`. */
export function purposeFrom(words) {
  const at = words.indexOf('--for');
  const purpose = at < 0 ? 'test' : words[at + 1];
  if (!PURPOSES.includes(purpose)) throw new Failure(`--for takes ${PURPOSES.join(', ')}; got ${purpose ?? 'nothing'}.`);
  return purpose;
}

if (isMain(import.meta.url)) await main(() => setUp(purposeFrom(process.argv.slice(2))));
