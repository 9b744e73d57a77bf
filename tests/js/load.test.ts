// @vitest-environment node
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToastsError } from '../../js/errors.js';
import { loadEngine } from '../../js/load.js';
import type { WasmSource } from '../../js/types.js';

/** The smallest module there is. */
const BYTES = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

const init = vi.hoisted(() => vi.fn((_: { module_or_path: WebAssembly.Module }) => Promise.resolve()));
const initSync = vi.hoisted(() => vi.fn((_: { module: WebAssembly.Module }) => undefined));
const inline = vi.fn(() => deflateSync(BYTES).toString('base64'));

vi.mock('../../dist/wasm/glue.js', () => ({ default: () => ({ default: init, initSync }) }));
vi.mock('../../dist/wasm/inline.js', () => ({
  get packed() {
    return inline();
  },
}));

const warn = vi.fn();

beforeEach(() => {
  init.mockClear();
  initSync.mockClear();
  inline.mockClear();
  warn.mockClear();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A response as `fetch` gives it: with an address. */
function response(body: BodyInit | null, init: ResponseInit = {}, url = 'https://cdn.example/toasts.wasm'): Response {
  return Object.defineProperty(new Response(body, init), 'url', { value: url });
}

/** A response whose connection breaks after the first bytes. */
function brokenOff(init: ResponseInit): Response {
  const start = (controller: ReadableStreamDefaultController): void => {
    controller.enqueue(BYTES.subarray(0, 6));
    controller.error(new TypeError('the connection was reset'));
  };
  return response(new ReadableStream({ start }) as BodyInit, init);
}

const wasmType = { headers: { 'content-type': 'application/wasm' } };

async function failureOf(source: WasmSource): Promise<GenesysToastsError> {
  return loadEngine(source, warn).then(
    () => {
      throw new Error('it loaded');
    },
    (error: unknown) => error as GenesysToastsError,
  );
}

async function expectLoaded(source: WasmSource | undefined): Promise<void> {
  const { first } = await loadEngine(source, warn);
  expect(first.default).toBe(init);
  expect(init).toHaveBeenCalledExactlyOnceWith({ module_or_path: expect.any(WebAssembly.Module) as WebAssembly.Module });
}

/** A `WebAssembly` whose `new Module()` throws. Its other functions work. */
function failingModule(error: Error): void {
  vi.spyOn(WebAssembly, 'Module').mockImplementation(function () {
    throw error;
  });
}

describe('the binary', () => {
  it('is inside the package by default, is decompressed by the browser, and compiled without a wait', async () => {
    const compile = vi.spyOn(WebAssembly, 'compile');
    const decompress = vi.fn();
    vi.stubGlobal('DecompressionStream', class extends DecompressionStream {
      constructor(format: CompressionFormat) {
        super(format);
        decompress(format);
      }
    });
    await expectLoaded(undefined);
    expect(inline).toHaveBeenCalled();
    expect(decompress).toHaveBeenCalledExactlyOnceWith('deflate');
    expect(compile).not.toHaveBeenCalled();
  });

  it('is decompressed by the package where the browser cannot', async () => {
    vi.stubGlobal('DecompressionStream', undefined);
    await expectLoaded(undefined);
  });

  it('is compiled in steps where the browser compiles so much in no other way', async () => {
    const compile = vi.spyOn(WebAssembly, 'compile');
    failingModule(new RangeError('WebAssembly.Compile is disallowed on the main thread, if the buffer size is larger than 4KB.'));
    await loadEngine(undefined, warn);
    expect(init).toHaveBeenCalledTimes(1);
    expect(compile).toHaveBeenCalledExactlyOnceWith(BYTES);
  });

  it.each(['by the browser', 'by the package where the browser cannot'])('is decoded from base64 %s', async (way) => {
    const fromBase64 = way === 'by the browser' ? vi.fn((text: string) => new Uint8Array(Buffer.from(text, 'base64'))) : undefined;
    const atob = vi.spyOn(globalThis, 'atob');
    const own = Object.getOwnPropertyDescriptor(Uint8Array, 'fromBase64');
    Object.defineProperty(Uint8Array, 'fromBase64', { value: fromBase64, configurable: true });
    try {
      await expectLoaded(undefined);
      expect(atob).toHaveBeenCalledTimes(fromBase64 ? 0 : 1);
    } finally {
      if (own) Object.defineProperty(Uint8Array, 'fromBase64', own);
      else Reflect.deleteProperty(Uint8Array, 'fromBase64');
    }
  });

  it('is instantiated again by new glue, before fresh() returns [D4]', async () => {
    const { first, fresh } = await loadEngine(BYTES, warn);
    expect(initSync).not.toHaveBeenCalled();
    expect(fresh()).not.toBe(first);
    expect(initSync).toHaveBeenCalledExactlyOnceWith({ module: init.mock.calls[0]?.[0].module_or_path });
  });

  it.each<[string, () => WasmSource]>([
    ['a module', () => new WebAssembly.Module(BYTES)],
    ['bytes', () => BYTES],
    ['a part of bytes', () => new Uint8Array([9, 9, ...BYTES]).subarray(2)],
    ['a buffer', () => BYTES.slice().buffer],
    ['a function that gives bytes', () => () => BYTES],
    ['a function that promises a response', () => () => Promise.resolve(response(BYTES, wasmType))],
    ['a function that gives an address', () => () => 'https://cdn.example/toasts.wasm'],
    ['an address', () => 'https://cdn.example/toasts.wasm'],
    ['a URL', () => new URL('https://cdn.example/toasts.wasm')],
  ])('may be %s: the bytes inside are not loaded then', async (_, source) => {
    vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(response(BYTES, wasmType))));
    await expectLoaded(source());
    expect(inline).not.toHaveBeenCalled();
    expect(warn).not.toHaveBeenCalled();
  });

  it('compiles while it streams', async () => {
    const streaming = vi.spyOn(WebAssembly, 'compileStreaming');
    await expectLoaded(() => response(BYTES, wasmType));
    expect(streaming).toHaveBeenCalledTimes(1);
  });

  it('under a wrong MIME type is loaded, with a warning that says what to do', async () => {
    await expectLoaded(() => response(BYTES, { headers: { 'content-type': 'application/octet-stream' } }));
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      'https://cdn.example/toasts.wasm is served as application/octet-stream: serve it as application/wasm, and it compiles while it loads',
    );
  });
});

describe('a load that fails', () => {
  it.each<[string, WasmSource, string, boolean]>([
    ['404', () => response('no', { status: 404 }), 'answered 404: check the address in `wasm`', false],
    ['503', () => response('no', { status: 503 }), 'answered 503', true],
    ['429', () => response('no', { status: 429 }), 'answered 429', true],
    ['a body that breaks off', () => brokenOff({}), 'did not arrive: check the network', true],
    ['a body that breaks off while it compiles', () => brokenOff(wasmType), 'the connection was reset', true],
    ['a function that fetches without a network', () => Promise.reject(new TypeError('Failed to fetch')), 'the function in `wasm` failed: Failed to fetch', true],
    ['given bytes that are cut short', BYTES.subarray(0, 6), 'cut short', false],
    [
      'a page instead of the file',
      () => response('<!doctype html>', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
      '(served as text/html) is not WebAssembly',
      false,
    ],
    ['a file that is cut short', () => response(BYTES.subarray(0, 6), wasmType), 'cut short', true],
    ['a file that is cut short, of a wrong type', () => response(BYTES.subarray(0, 6)), 'cut short', true],
    ['bytes that are something else', new Uint8Array(8), 'the binary in `wasm` is not WebAssembly', false],
    ['a function that gives nothing', () => undefined, 'must give a Response, a URL', false],
    [
      'a function that throws',
      () => {
        throw new Error('no such file');
      },
      'the function in `wasm` failed: no such file',
      true,
    ],
  ])('says what to do: %s', async (_, source, words, retryable) => {
    const error = await failureOf(source);
    expect(error).toMatchObject({ name: 'GenesysToastsError', code: 'wasm_load_failed', retryable });
    expect(error.message).toContain(words);
    expect(error.message).toMatch(retryable ? /It is tried again by itself\.$/ : /It is not tried again by itself\.$/);
  });

  it('has the HTTP status', async () => {
    expect((await failureOf(() => response('no', { status: 404 }))).status).toBe(404);
  });

  it('has the network’s own error as its cause', async () => {
    const cause = new TypeError('Failed to fetch');
    vi.stubGlobal('fetch', () => Promise.reject(cause));
    const error = await failureOf('https://cdn.example/toasts.wasm');
    expect(error).toMatchObject({ code: 'wasm_load_failed', retryable: true, cause });
    expect(error.message).toContain('https://cdn.example/toasts.wasm could not be fetched');
  });

  it.each([
    ['Chromium', "WebAssembly.compile(): Compiling or instantiating WebAssembly module violates the following Content Security policy directive because neither 'wasm-eval' nor 'unsafe-eval' is an allowed source of script"],
    ['WebKit', "Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source of script in the following Content Security Policy directive"],
    ['Firefox', 'call to WebAssembly.compile() blocked by CSP'],
  ])('forbidden by the policy names the policy, with the message of %s', async (_engine, words) => {
    vi.spyOn(WebAssembly, 'compile').mockRejectedValue(new WebAssembly.CompileError(words));
    for (const source of [BYTES, () => response(BYTES)]) {
      const error = await failureOf(source);
      expect(error.message).toContain("add 'wasm-unsafe-eval' to its script-src");
      expect(error.retryable).toBe(false);
    }
  });

  it('of the bytes inside for want of a policy that allows WebAssembly is not to be tried again', async () => {
    failingModule(new WebAssembly.CompileError('call to WebAssembly.Module() blocked by CSP'));
    const error = await loadEngine(undefined, warn).catch((error: unknown) => error as GenesysToastsError);
    expect(error).toMatchObject({ code: 'wasm_load_failed', retryable: false, message: expect.stringContaining("add 'wasm-unsafe-eval'") as string });
  });

  it.each(['by the browser', 'by the package'])('of damaged bytes in the package reports that, decompressed %s', async (way) => {
    if (way === 'by the package') vi.stubGlobal('DecompressionStream', undefined);
    inline.mockReturnValue(deflateSync(BYTES).subarray(0, 6).toString('base64'));
    const error = await loadEngine(undefined, warn).catch((error: unknown) => error as GenesysToastsError);
    expect(error).toMatchObject({ code: 'wasm_load_failed', retryable: false, message: expect.stringContaining('cut short') as string });
  });

  it('for want of memory may be tried again', async () => {
    vi.spyOn(WebAssembly, 'compile').mockRejectedValue(new RangeError('WebAssembly.compile(): Out of memory'));
    expect(await failureOf(BYTES)).toMatchObject({ retryable: true, message: expect.stringContaining('Out of memory') as string });
  });

  it('may be followed by one that succeeds', async () => {
    const fetch = vi.fn(() => Promise.resolve(response(BYTES, wasmType)));
    fetch.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    vi.stubGlobal('fetch', fetch);
    await failureOf('https://cdn.example/toasts.wasm');
    await expectLoaded('https://cdn.example/toasts.wasm');
  });
});
