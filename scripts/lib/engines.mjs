/** Where the browsers of the tests in `tests/cross-browser` and their drivers are. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { browserArguments, findBrowser, findDriver } from './browser.mjs';
import { cargoTool } from './paths.mjs';
import { capture, onPath } from './run.mjs';

const first = (paths) => paths.find((path) => path && existsSync(path)) ?? null;
const named = (...names) => names.flatMap((name) => onPath(name));

/** Debian's folder of WebKitGTK is named after the version of its API, under that of the processor. */
function miniBrowsers(lib = '/usr/lib') {
  const folders = (folder) => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []);
  const all = [...folders(lib), ...folders(lib).filter((path) => /-linux-/.test(path)).flatMap(folders), '/usr/libexec/webkit2gtk-4.1', '/usr/libexec/webkitgtk-6.0'];
  return all.filter((path) => /webkit(2)?gtk-[\d.]+$/.test(path)).map((path) => join(path, 'MiniBrowser'));
}

/**
 * The engines, in the order in which they are tested. `find` gives the paths, each `null` where it is missing; `capabilities` what WebDriver is
 * asked for; `display`: whether it needs an X server.
 */
export const ENGINES = [
  {
    name: 'firefox',
    packages: ['firefox-esr'],
    variables: 'FIREFOX_PATH, GECKODRIVER',
    find: () => ({
      browser: first(process.env.FIREFOX_PATH ? [process.env.FIREFOX_PATH] : named('firefox-esr', 'firefox')),
      driver: first(process.env.GECKODRIVER ? [process.env.GECKODRIVER] : [...named('geckodriver'), cargoTool('geckodriver')]),
    }),
    driverArguments: (port) => ['--port', String(port), '--websocket-port', '0', '--allow-system-access'],
    capabilities: (browser) => ({
      browserName: 'firefox',
      'moz:firefoxOptions': { binary: browser, args: ['-headless'], prefs: { 'datareporting.policy.dataSubmissionEnabled': false, 'app.update.enabled': false } },
    }),
    version: ({ browser }) => capture(browser, ['--version']),
  },
  {
    name: 'webkit',
    packages: ['webkit2gtk-driver', 'xvfb'],
    variables: 'MINIBROWSER_PATH, WEBKITWEBDRIVER',
    display: true,
    find: () => ({
      browser: first(process.env.MINIBROWSER_PATH ? [process.env.MINIBROWSER_PATH] : miniBrowsers()),
      driver: first(process.env.WEBKITWEBDRIVER ? [process.env.WEBKITWEBDRIVER] : named('WebKitWebDriver')),
      display: first(named('Xvfb')),
    }),
    driverArguments: (port) => ['-p', String(port)],
    // Its sandbox is of user namespaces, which root in a container has not.
    environment: () => (process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
    capabilities: (browser) => ({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } }),
    // MiniBrowser shows it on a screen only.
    version: () => capture('dpkg-query', ['-W', '-f', 'WebKitGTK ${Version}', 'webkit2gtk-driver']),
  },
  {
    name: 'chromium',
    packages: ['chromium', 'chromium-driver'],
    variables: 'CHROME_PATH, CHROMEDRIVER',
    find: () => {
      const browser = findBrowser();
      return { browser, driver: browser && findDriver(browser).path };
    },
    driverArguments: (port) => [`--port=${port}`],
    capabilities: (browser) => ({
      browserName: /edge/i.test(browser) ? 'MicrosoftEdge' : 'chrome',
      [/edge/i.test(browser) ? 'ms:edgeOptions' : 'goog:chromeOptions']: {
        binary: browser,
        args: browserArguments(),
      },
    }),
    version: ({ browser }) => capture(browser, ['--version']),
  },
];

/** The engine with this name. */
export function engineOf(name) {
  const engine = ENGINES.find((one) => one.name === name);
  if (!engine) throw new Error(`No engine is called ${name}. There are: ${ENGINES.map((one) => one.name).join(', ')}.`);
  return engine;
}

/** What an engine lacks: the names of those of its paths that are `null`. */
export const missingOf = (engine) => Object.entries(engine.find()).filter(([, path]) => path === null).map(([what]) => what);
