/** What JavaScript and the WebAssembly module expect of each other. */
import type { ErrorInit, GenesysToastsError } from './errors.js';
import type { Diagnostics, DismissReason, Snapshot, Status, StatusDetail, Toast, TokenRequest, TokenStorage } from './types.js';

/** What the engine calls. Its callbacks may throw: the engine catches and logs that [D3]. */
export interface Host {
  readonly getToken?: (request: TokenRequest) => unknown;
  /** Absent: memory. */
  readonly storage?: 'session' | 'local' | TokenStorage;
  onToast(toast: Toast): void;
  onDismiss(toast: Toast, reason: DismissReason): void;
  onStatus(status: Status, detail: StatusDetail): void;
  onError(error: GenesysToastsError): void;
  /** The snapshot is no longer current. */
  onChange(): void;
  createError(init: ErrorInit): GenesysToastsError;
  isLevelEnabled(level: 'debug' | 'info' | 'warn' | 'error'): boolean;
  log(level: 'debug' | 'info' | 'warn' | 'error', line: string): void;
  /** Sockets, requests and listeners that are open, to be closed from outside if the instance dies [D4]. */
  readonly resources: Set<WebSocket | AbortController>;
}

/** What a fresh instance takes over from a dead one. */
export interface Resume {
  readonly toasts: readonly Toast[];
  /** Where the waits of S4 go on. */
  readonly attempt: number;
}

/** One engine with its driver. Methods may be called from within the host's callbacks. */
export interface Engine {
  /**
   * Connects.
   *
   * @param blindSince - since when rings may have been missed before there was this engine, in ms since 1970 [S12]
   */
  start(blindSince?: number): void;
  /** Ends the waits for the next try that are the engine's own [S14]. */
  retry(): void;
  stop(): void;
  dismiss(id: string): boolean;
  dismissAll(): void;
  pause(id?: string): void;
  resume(id?: string): void;
  /** Takes what concerns toasts alone from changed options: it holds from the next ring on, without a new connection. */
  configure?(options: object): void;
  /** The same frozen object until something changes. */
  snapshot(): Snapshot;
  diagnostics(): Diagnostics;
  free(): void;
}

/** One instance of the binary: the glue that wasm-bindgen writes, with a state of its own. */
export interface EngineModule {
  /** Instantiates, once. */
  default(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  /** Instantiates, once, before it returns. */
  initSync(input: { module: WebAssembly.Module }): unknown;
  /** Set once for each instance; called from inside a panic, before the trap. */
  onPanic(callback: (message: string) => void): void;
  /** From now on no engine of the instance does anything: it met a trap that was no panic [D4]. */
  failInstance(): void;
  /** The instance has panicked: what is garbage is no longer freed in it [D4]. */
  abandon(): void;
  /** Panics, to see what happens then. Only tests call it. */
  panicForTest(): void;
  readonly Engine: new (options: object, host: Host, resume?: Resume) => Engine;
}

/** The compiled binary with its first instance. */
export interface LoadedEngine {
  readonly first: EngineModule;
  /** Instantiates the same binary again, in place of an instance that panicked [D4]. */
  fresh(): EngineModule;
}
