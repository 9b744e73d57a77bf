import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'msedge'];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/** The computer as the search sees it; tests give one of their own. */
const here = { env: process.env, platform: process.platform, exists: existsSync };

function candidates(names, { env, platform }) {
  const path = platform === 'win32' ? win32 : posix;
  const folders = (env.PATH ?? env.Path ?? '').split(path.delimiter).filter(Boolean);
  const ending = platform === 'win32' ? '.exe' : '';
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name + ending)));
}

function wellKnown({ env, platform }) {
  if (platform === 'darwin') {
    return MAC.flatMap((name) => ['', env.HOME ?? ''].map((home) => `${home}/Applications/${name}.app/Contents/MacOS/${name}`));
  }
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return WINDOWS.flatMap((name) => roots.map((root) => win32.join(root, name)));
  }
  return ['/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge', '/snap/bin/chromium'];
}

/** The path of an installed Chromium, Chrome or Edge, `null` where there is none. `CHROME_PATH` goes before all. */
export function findBrowser(computer = here) {
  if (computer.env.CHROME_PATH) return computer.exists(computer.env.CHROME_PATH) ? computer.env.CHROME_PATH : null;
  return [...candidates(ON_PATH, computer), ...wellKnown(computer)].find((path) => computer.exists(path)) ?? null;
}

/** The driver that goes with a browser: `{ variable, path }`, where `variable` is what the test runner reads; `path` may be `null`. */
export function findDriver(browser, computer = here) {
  const edge = /edge/i.test(browser ?? '');
  const variable = edge ? 'MSEDGEDRIVER' : 'CHROMEDRIVER';
  const given = computer.env[variable];
  if (given) return { variable, path: computer.exists(given) ? given : null };
  const places = [...candidates([edge ? 'msedgedriver' : 'chromedriver'], computer), '/usr/lib/chromium/chromedriver', '/opt/homebrew/bin/chromedriver'];
  return { variable, path: places.find((path) => computer.exists(path)) ?? null };
}

/** The first number of a version such as `Chromium 150.0.7871.46 built on Debian`; `null` where there is none. */
export function majorVersion(text) {
  const match = /(\d+)\.\d+/.exec(text ?? '');
  return match ? Number(match[1]) : null;
}

/** How to start a browser headless: as root (in a container) only without the sandbox. */
export function browserArguments() {
  const root = process.getuid?.() === 0;
  return [
    '--headless=new',
    ...(root ? ['--no-sandbox'] : []),
    ...['--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run'],
    ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ];
}

/** One line that says what to install. */
export function browserAdvice(what, platform = process.platform) {
  const how = {
    darwin: 'brew install --cask google-chrome chromedriver',
    win32: 'winget install Google.Chrome, and chromedriver.exe on PATH from https://googlechromelabs.github.io/chrome-for-testing/',
  }[platform];
  return `${what} is missing. Install it (${how ?? 'Debian, Ubuntu: sudo apt-get install chromium chromium-driver'}) or set CHROME_PATH and CHROMEDRIVER, then run this again.`;
}

/** A list that gets what a page of Playwright throws and logs as errors, from now on; that it has no icon is none. */
export function complaintsOf(page) {
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/favicon/.test(message.location().url)) complaints.push(message.text());
  });
  return complaints;
}
