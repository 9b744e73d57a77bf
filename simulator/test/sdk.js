// @ts-check

import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { onTestFinished } from 'vitest';

/** @typedef {import('../src/index.js').Simulator} Simulator */
/** @typedef {typeof import('purecloud-platform-client-v2')} PlatformClient */

const { resolve } = createRequire(import.meta.url);

/** jsdom has no types of its own. @type {(name: string) => any} */
const load = createRequire(import.meta.url);

const { JSDOM } = load('jsdom');

/** The official SDK as a page loads it with a script tag. */
const SCRIPT = readFileSync(resolve('purecloud-platform-client-v2/dist/web-cjs/purecloud-platform-client-v2.min.js'), 'utf8');

/** The page that signs in, and that the sign-in returns to. */
export const PAGE_URL = 'http://localhost:5173/desk';

/**
 * A tab in which pages with the SDK are opened one after another; its session storage outlives each page, as in a browser.
 *
 * @param {Simulator} sim
 */
export function openTab(sim) {
  /** @type {Record<string, string>} */
  let session = {};
  return {
    /** @param {string} url */
    open(url) {
      const { window } = new JSDOM('', { url, runScripts: 'outside-only' });
      onTestFinished(() => window.close());
      for (const [name, value] of Object.entries(session)) window.sessionStorage.setItem(name, value);
      // What the SDK needs of a browser and jsdom does not have.
      Object.defineProperty(window, 'crypto', { value: webcrypto });
      window.TextEncoder = TextEncoder;
      /** @type {(url: string) => void} */
      let leave = () => {};
      /** Where the page goes; jsdom itself cannot navigate. @type {Promise<string>} */
      const leftFor = new Promise((resolve) => (leave = resolve));
      const { search, hash, origin, pathname } = window.location;
      const location = {
        search, hash, origin, pathname, href: url,
        replace: (/** @type {string} */ next) => {
          session = { ...window.sessionStorage };
          leave(next);
        },
      };
      const seen = new Proxy(window, { get: (target, name) => (name === 'location' ? location : Reflect.get(target, name)) });
      const start = window.eval(`(function (window) {${SCRIPT}\nreturn require('platformClient');})`);
      const sdk = /** @type {PlatformClient} */ (start(seen));
      sdk.ApiClient.instance.setGateway({ host: sim.host, protocol: 'http', port: sim.port });
      return { sdk, leftFor };
    },
  };
}

/** The SDK in a page whose user has signed in. @param {Simulator} sim */
export async function signedIn(sim) {
  const tab = openTab(sim);
  const first = tab.open(PAGE_URL);
  void first.sdk.ApiClient.instance.loginPKCEGrant(sim.clientId, PAGE_URL, { state: 'view=calls' });
  const authorize = await first.leftFor;
  const { headers } = await fetch(`${authorize}&user=${sim.userId}`, { redirect: 'manual' });
  const { sdk } = tab.open(String(headers.get('location')));
  const session = await sdk.ApiClient.instance.loginPKCEGrant(sim.clientId, PAGE_URL);
  return { sdk, authorize, session };
}
