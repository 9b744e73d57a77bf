/** Loads the WebAssembly: the bytes inside the package, or what the option `wasm` gives. */
import type { EngineModule } from './engine.js';
import { GenesysToastsError } from './errors.js';
import type { WasmFunction, WasmSource } from './types.js';

/**
 * Loads and instantiates.
 *
 * @param warn - takes one line where the binary works but could load better
 * @throws GenesysToastsError `wasm_load_failed`, whose message says what to do
 */
export async function loadEngine(source: WasmSource | undefined, warn: (line: string) => void): Promise<EngineModule> {
  try {
    const [glue, module] = await Promise.all([importGlue(), compile(source, warn)]);
    await glue.default({ module_or_path: module });
    return glue;
  } catch (cause) {
    throw cause instanceof GenesysToastsError ? cause : failed(explain(cause), { cause });
  }
}

async function importGlue(): Promise<EngineModule> {
  try {
    return await import('../dist/wasm/genesys_toasts.js');
  } catch (cause) {
    throw unreachable(cause);
  }
}

async function compile(source: WasmSource | undefined, warn: (line: string) => void): Promise<WebAssembly.Module> {
  if (source === undefined) return WebAssembly.compile(await inlined());
  const given = typeof source === 'function' ? await (source as WasmFunction)() : source;
  const tag = Object.prototype.toString.call(given);
  if (tag === '[object WebAssembly.Module]') return given;
  if (tag === '[object Response]') return fromResponse(given as Response, warn);
  if (typeof given === 'string' || tag === '[object URL]') return fromResponse(await request(given as string | URL), warn);
  if (!ArrayBuffer.isView(given) && tag !== '[object ArrayBuffer]') {
    throw failed('the function in `wasm` must give a Response, a URL, a WebAssembly.Module or bytes');
  }
  return fromBytes(given as BufferSource, 'the binary in `wasm`');
}

async function request(url: string | URL): Promise<Response> {
  try {
    return await fetch(url);
  } catch (cause) {
    throw failed(
      `${String(url)} could not be fetched: check the address in \`wasm\`, the network, and CORS where it is on another host`,
      { cause, retryable: true },
    );
  }
}

async function fromResponse(response: Response, warn: (line: string) => void): Promise<WebAssembly.Module> {
  const name = response.url || 'the response in `wasm`';
  if (!response.ok) {
    throw failed(`${name} answered ${String(response.status)}: check the address in \`wasm\``, {
      status: response.status,
      retryable: response.status >= 500,
    });
  }
  const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  if (type === 'application/wasm' && typeof WebAssembly.compileStreaming === 'function') {
    return explained(WebAssembly.compileStreaming(response), name);
  }
  const module = await fromBytes(await response.arrayBuffer(), `${name} (served as ${type || 'no type'})`);
  warn(`${name} is served as ${type || 'no type'}: serve it as application/wasm, and it compiles while it loads`);
  return module;
}

async function fromBytes(bytes: BufferSource, name: string): Promise<WebAssembly.Module> {
  const head = ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
  if (String.fromCharCode(...head.subarray(0, 4)) !== '\0asm') {
    throw failed(
      `${name} is not WebAssembly: check the address in \`wasm\`, where the server may have a page instead`,
    );
  }
  return explained(WebAssembly.compile(bytes), name);
}

async function explained(compiling: Promise<WebAssembly.Module>, name: string): Promise<WebAssembly.Module> {
  try {
    return await compiling;
  } catch (cause) {
    throw failed(`${name}: ${explain(cause)}`, { cause, retryable: true });
  }
}

/** The bytes inside the package are compressed under their base64. */
async function inlined(): Promise<ArrayBuffer> {
  const { default: text, encoding } = await import('../dist/wasm/inline.js').catch((cause: unknown) => {
    throw unreachable(cause);
  });
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Response(packed).body?.pipeThrough(new DecompressionStream(encoding))).arrayBuffer();
}

function explain(cause: unknown): string {
  const message = messageOf(cause);
  if (/unsafe-eval|content security policy/i.test(message)) {
    return `the page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src (${message})`;
  }
  return `it does not compile: cut short, or of another version? Deploy it again (${message})`;
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const unreachable = (cause: unknown): GenesysToastsError =>
  failed(
    `a script of the package did not load: check the network; after a deployment reload the page (${messageOf(cause)})`,
    { cause, retryable: true },
  );

function failed(reason: string, more: { cause?: unknown; status?: number; retryable?: boolean } = {}): GenesysToastsError {
  return new GenesysToastsError({
    code: 'wasm_load_failed',
    message: `The WebAssembly could not be loaded: ${reason}. start() tries again.`,
    retryable: false,
    ...more,
  });
}
