import { describe, expect, it } from 'vitest';
import { browserAdvice, findBrowser, findDriver, majorVersion } from '../../scripts/lib/browser.mjs';
import { outdated } from '../../scripts/lib/node-packages.mjs';
import { nodeComplaint } from '../../scripts/lib/report.mjs';
import { atLeast, lockedVersion } from '../../scripts/lib/rust.mjs';
import { purposeFrom } from '../../scripts/setup.mjs';

const computer = (platform, env, ...paths) => ({ platform, env, exists: (path) => paths.includes(path) });

describe('Node', () => {
  it.each(['v20.19.0', 'v20.20.2', 'v22.12.0', 'v24.0.0'])('%s will do', (version) => expect(nodeComplaint(version)).toBeNull());

  it.each(['v14.21.3', 'v18.20.4', 'v20.18.9', 'v21.7.3', 'v22.11.0'])('%s will not, and the line says what to do', (version) => {
    expect(nodeComplaint(version)).toMatch(new RegExp(`^Node ${version} is here; .* Install one`));
  });
});

describe('a browser', () => {
  it('is found on PATH, in the order of the folders for one name', () => {
    expect(findBrowser(computer('linux', { PATH: '/a:/usr/bin' }, '/usr/bin/google-chrome'))).toBe('/usr/bin/google-chrome');
  });

  it('is found among the applications of a Mac', () => {
    const path = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findBrowser(computer('darwin', { PATH: '/usr/bin', HOME: '/Users/a' }, path))).toBe(path);
  });

  it('is found among the programs of Windows', () => {
    const path = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    expect(findBrowser(computer('win32', { Path: 'C:\\Windows', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' }, path))).toBe(path);
  });

  it('is the one that CHROME_PATH names, and none where that is not there', () => {
    expect(findBrowser(computer('linux', { PATH: '/b', CHROME_PATH: '/my/chrome' }, '/my/chrome', '/b/chromium'))).toBe('/my/chrome');
    expect(findBrowser(computer('linux', { PATH: '/b', CHROME_PATH: '/my/chrome' }, '/b/chromium'))).toBeNull();
  });

  it('is reported as missing if there is none, with a line for each system', () => {
    expect(findBrowser(computer('linux', { PATH: '/a' }))).toBeNull();
    expect(browserAdvice('Chrome', 'darwin')).toMatch(/^Chrome is missing\. Install it \(brew/);
    expect(browserAdvice('Chrome', 'linux')).toContain('apt-get install chromium chromium-driver');
  });

  it('has a driver of its own kind', () => {
    expect(findDriver('/usr/bin/chromium', computer('linux', { PATH: '/usr/bin' }, '/usr/bin/chromedriver'))).toEqual({ variable: 'CHROMEDRIVER', path: '/usr/bin/chromedriver' });
    expect(findDriver('/Applications/Microsoft Edge.app/x', computer('darwin', { PATH: '/b' }, '/b/chromedriver'))).toEqual({ variable: 'MSEDGEDRIVER', path: null });
  });

  it('has a version that its driver must share', () => {
    expect(majorVersion('Chromium 150.0.7871.46 built on Debian GNU/Linux 12 (bookworm)')).toBe(150);
    expect(majorVersion(null)).toBeNull();
  });
});

describe('npm packages', () => {
  const lock = { packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/linux-only': { version: '1.0.0', optional: true } } };

  it('are up to date when all are there, but for those of other platforms', () => {
    expect(outdated(lock, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toEqual([]);
  });

  it('are outdated when one is missing or in another version', () => {
    expect(outdated(lock, { packages: {} })).toEqual(['a']);
    expect(outdated(lock, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toEqual(['a']);
  });
});

describe('Rust', () => {
  it('gets the version of a crate from Cargo.lock', () => {
    const text = '[[package]]\nname = "wasm-bindgen-shared"\nversion = "0.1.0"\n\n[[package]]\nname = "wasm-bindgen"\nversion = "0.2.130"\n';
    expect(lockedVersion(text, 'wasm-bindgen')).toBe('0.2.130');
    expect(lockedVersion(text.replaceAll('\n', '\r\n'), 'wasm-bindgen')).toBe('0.2.130');
    expect(lockedVersion(text, 'serde')).toBeNull();
  });

  it('is compared by numbers, not by letters', () => {
    expect(atLeast('1.100.0', '1.88')).toBe(true);
    expect(atLeast('1.88.0', '1.88')).toBe(true);
    expect(atLeast('1.87.9', '1.88')).toBe(false);
  });
});

describe('the purpose', () => {
  it('is the tests by default', () => expect(purposeFrom([])).toBe('test'));
  it('may be the demo', () => expect(purposeFrom(['--for', 'demo'])).toBe('demo'));
  it('must be a known one', () => expect(() => purposeFrom(['--for', 'fun'])).toThrow('--for takes build, demo, test; got fun.'));
});
