/** Loads the WebAssembly: the binary inside the package, or that of the option `wasm`. */
import createGlue from '../dist/wasm/glue.js';
import type { EngineModule, LoadedEngine } from './engine.js';
import { GenesysToastsError, messageOf } from './errors.js';
import { tagOf } from './tag.js';
import type { WasmFunction, WasmSource } from './types.js';

/**
 * Loads, compiles and instantiates.
 *
 * @param warn - called with one line where the binary works but could load faster
 * @throws GenesysToastsError `wasm_load_failed`, whose message says what to do
 */
export async function loadEngine(source: WasmSource | undefined, warn: (line: string) => void): Promise<LoadedEngine> {
  try {
    const module = await compile(source, warn);
    const first: EngineModule = createGlue();
    await first.default({ module_or_path: module });
    return {
      first,
      fresh() {
        const glue: EngineModule = createGlue();
        glue.initSync({ module });
        return glue;
      },
    };
  } catch (cause) {
    throw cause instanceof GenesysToastsError ? cause : uncompiled('', cause, false);
  }
}

async function compile(source: WasmSource | undefined, warn: (line: string) => void): Promise<WebAssembly.Module> {
  if (source === undefined) return compileInlined();
  const given = typeof source === 'function' ? await callSource(source as WasmFunction) : source;
  const tag = tagOf(given);
  if (tag === 'WebAssembly.Module') return given;
  if (tag === 'Response') return fromResponse(given as Response, warn);
  if (tag === 'String' || tag === 'URL') return fromResponse(await request(given as string | URL), warn);
  if (tag === 'ArrayBuffer' || ArrayBuffer.isView(given)) {
    return fromBytes(given as BufferSource, 'the binary in `wasm`', typeof source === 'function');
  }
  throw failed('the function in `wasm` must give a Response, a URL, a WebAssembly.Module or bytes');
}

/** Calls the function in `wasm`. Its failure may pass, as it may fetch. */
const callSource = (give: WasmFunction): Promise<Awaited<ReturnType<WasmFunction>>> =>
  orFail(Promise.resolve().then(give), (message) => `the function in \`wasm\` failed: ${message}`);

const request = (url: string | URL): Promise<Response> =>
  orFail(
    fetch(url),
    () => `${String(url)} could not be fetched: check the address in \`wasm\`, the network, and CORS where it is on another host`,
  );

async function fromResponse(response: Response, warn: (line: string) => void): Promise<WebAssembly.Module> {
  const { ok, status, headers, url } = response;
  const name = url || 'the response in `wasm`';
  if (!ok) throw failed(`${name} answered ${String(status)}: check the address in \`wasm\``, { status, retryable: status >= 500 || status === 408 || status === 429 });
  const type = headers.get('content-type')?.replace(/\s*;.*/, '') ?? '';
  if (type === 'application/wasm' && 'compileStreaming' in WebAssembly) return withReason(WebAssembly.compileStreaming(response), name);
  const served = `served as ${type || 'no type'}`;
  const bytes = await orFail(response.arrayBuffer(), (message) => `${name} did not arrive: check the network (${message})`);
  const module = await fromBytes(bytes, `${name} (${served})`);
  warn(`${name} is ${served}: serve it as application/wasm, and it compiles while it loads`);
  return module;
}

async function fromBytes(bytes: BufferSource, name: string, fetched = true): Promise<WebAssembly.Module> {
  const { buffer = bytes as ArrayBuffer, byteOffset } = bytes as Partial<Uint8Array>;
  if (bytes.byteLength < 4 || String.fromCharCode(...new Uint8Array(buffer, byteOffset, 4)) !== '\0asm') {
    throw failed(`${name} is not WebAssembly: check the address in \`wasm\`, where the server may have a page instead`);
  }
  return withReason(WebAssembly.compile(bytes), name, fetched);
}

const withReason = (compiling: Promise<WebAssembly.Module>, name: string, fetched = true): Promise<WebAssembly.Module> =>
  compiling.catch((cause: unknown) => {
    throw uncompiled(`${name}: `, cause, fetched);
  });

/** Compiles the binary inside the package, which is compressed. */
async function compileInlined(): Promise<WebAssembly.Module> {
  const { packed } = await script(import('../dist/wasm/inline.js'));
  const bytes = bytesOf(packed);
  return compileAtOnce(typeof DecompressionStream === 'function' ? await inflated(bytes) : await inflatedByPackage(bytes));
}

/**
 * Compiles in one step, which blocks the page for a few ms. `compile()` and `compileStreaming()` work in several tasks, each of which waits for other tasks
 * while the page loads: the client would start later, above all on a slow computer (`npm run bench -- start` measures the start).
 */
function compileAtOnce(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module | Promise<WebAssembly.Module> {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    // Older versions of Chromium compile at most a few KiB in this way, except in workers.
    if (error instanceof RangeError) return WebAssembly.compile(bytes);
    throw error;
  }
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream('deflate');
  const writer = writable.getWriter();
  // A failure here is a failure of `readable`, too, where it is handled.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  const parts: Uint8Array[] = [];
  const reader = readable.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  return joined(parts);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function inflatedByPackage(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { inflate } = await script(import('./inflate.js'));
  return inflate(bytes);
}

const script = <T>(loading: Promise<T>): Promise<T> =>
  orFail(
    loading,
    (message) =>
      `a script of the package did not load: check the network. After a deployment, or in a browser that remembers the failure, the page has to be reloaded (${message})`,
  );

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as { readonly fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  if (fromBase64) return fromBase64.call(Uint8Array, base64);
  // Four times as fast as `Uint8Array.from` with a function.
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

/**
 * Makes the error for bytes that do not compile. Its message says what to do.
 *
 * @param fetched - whether the bytes came over the network: then they may have been incomplete, and another attempt may succeed
 */
function uncompiled(name: string, cause: unknown, fetched: boolean): GenesysToastsError {
  const message = messageOf(cause);
  if (/unsafe-eval|content security policy|blocked by CSP/i.test(message)) {
    const reason = `the page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src`;
    return failed(`${name}${reason} (${message})`, { cause });
  }
  // A RangeError is a lack of memory, which may pass.
  const retryable = fetched || cause instanceof RangeError;
  return failed(`${name}it does not compile: cut short, or of another version? Deploy it again (${message})`, { cause, retryable });
}

/** Makes a failure of network work an error that is retryable. */
const orFail = <T>(work: Promise<T>, reason: (message: string) => string): Promise<T> =>
  work.catch((cause: unknown) => {
    throw failed(reason(messageOf(cause)), { cause, retryable: true });
  });

/** Makes the error. Where it is `retryable`, the client loads again. */
const failed = (reason: string, { retryable = false, ...more }: { cause?: unknown; status?: number; retryable?: boolean } = {}): GenesysToastsError =>
  new GenesysToastsError({
    code: 'wasm_load_failed',
    message: `The WebAssembly could not be loaded: ${reason}. ${retryable ? 'It is tried again by itself.' : 'It is not tried again by itself.'}`,
    retryable,
    ...more,
  });
