// @vitest-environment node
/** The scripts of the package that are loaded later, such as the one with the binary. */
import { deflateSync } from 'node:zlib';
import { beforeEach, expect, it, vi } from 'vitest';
import type { GenesysToastsError } from '../../js/errors.js';

const BYTES = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
const INLINE = '../../dist/wasm/inline.js';
const INFLATE = '../../js/inflate.js';

beforeEach(() => {
  vi.resetModules();
  vi.doMock(INLINE, () => ({ packed: deflateSync(BYTES).toString('base64') }));
  vi.doUnmock(INFLATE);
  vi.stubGlobal('DecompressionStream', undefined);
});

it.each([INLINE, INFLATE])('a script that does not load is reported with what to do: the page has to be reloaded (%s)', async (path) => {
  vi.doMock(path, () => {
    throw new TypeError('Failed to fetch dynamically imported module');
  });
  const { loadEngine } = await import('../../js/load.js');
  const error = await loadEngine(undefined, () => undefined).catch((error: unknown) => error as GenesysToastsError);
  expect(error).toMatchObject({ code: 'wasm_load_failed', retryable: true });
  expect((error as GenesysToastsError).message).toMatch(/a script of the package did not load: .* the page has to be reloaded .* It is tried again by itself\.$/s);
});
