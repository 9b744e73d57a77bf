/** The interface between JavaScript and the WebAssembly module. */
import type { ErrorInit, GenesysToastsError } from './errors.js';
import type { Diagnostics, DismissReason, Snapshot, Status, StatusDetail, TabRole, Toast, ToastAction, TokenRequest, TokenStorage } from './types.js';

/** The functions that the engine calls. Callbacks may throw: the engine catches and logs the exception [D3]. */
export interface Host {
  readonly getToken?: (request: TokenRequest) => unknown;
  /** Absent: memory. */
  readonly storage?: 'session' | 'local' | TokenStorage;
  onToast(toast: Toast, tab: TabRole): void;
  onDismiss(toast: Toast, reason: DismissReason, tab: TabRole): void;
  onStatus(status: Status, detail: StatusDetail, tab: TabRole): void;
  onOpen(toast: Toast): void;
  onError(error: GenesysToastsError): void;
  /** A call of `act` or `backOnQueue` is decided. */
  onActionSettled(call: number, error: GenesysToastsError | null): void;
  /** Lets the app's softphone answer or decline a ring. `phoneAnswered` reports what it did. */
  askPhone(request: number, action: ToastAction, toast: Toast): void;
  /** The softphone need not go on. */
  cancelPhone(request: number): void;
  /** The snapshot is outdated. */
  onChange(): void;
  createError(init: ErrorInit): GenesysToastsError;
  isLevelEnabled(level: 'debug' | 'info' | 'warn' | 'error'): boolean;
  log(level: 'debug' | 'info' | 'warn' | 'error', line: string): void;
  /** Open sockets and requests, and listeners: JavaScript closes them if the instance fails [D4]. */
  readonly resources: Set<WebSocket | AbortController>;
}

/** What the engine of a new instance takes over from that of a failed one. */
export interface Resume {
  readonly toasts: readonly Toast[];
  /** How many attempts failed in a row: the waits of S4 continue from there. */
  readonly attempt: number;
}

/** One engine with its driver. Methods may be called from within the host's callbacks. */
export interface Engine {
  /**
   * Connects.
   *
   * @param blindSince - the time since which rings may have been missed, if it is before this start, in ms since 1970 [S12]
   */
  start(blindSince?: number): void;
  /** Ends the engine's wait for the next attempt [S14]. */
  retry(): void;
  stop(): void;
  dismiss(id: string): boolean;
  dismissAll(): void;
  pause(id?: string): void;
  resume(id?: string): void;
  /** Resumes audio and asks for the permission to show notifications, within this task. Resolves when the agent has answered [A5] [A6]. */
  unlockAlerts(): Promise<void>;
  /** Lets audio run that waits for a gesture, within this task. */
  noteGesture(): void;
  testAlert(mediaType: string): void;
  silence(id?: string): void;
  mute(forMs?: number): void;
  unmute(): void;
  /** Calls `onOpen` with a toast. Returns whether there was one. */
  open(id: string): boolean;
  /** Answers or declines the ring of a toast. `onActionSettled` gets the number of the call. */
  act(call: number, action: ToastAction, toastId: string): void;
  /** Brings the agent back on queue [C7]. `onActionSettled` gets the number of the call. */
  backOnQueue(call: number): void;
  /** Reports what the app's softphone did, in words where it failed [C2]. */
  phoneAnswered(request: number, outcome: 'not-mine' | 'done' | 'failed', words: string): void;
  /** Takes changed options, given in full: `alerts` at once, those of toasts from the next ring on, without a new connection. */
  configure(options: object): void;
  /** Returns the same frozen object until something changes. */
  snapshot(): Snapshot;
  diagnostics(): Diagnostics;
  free(): void;
}

/** One instance of the binary, with the functions that wasm-bindgen generates. Instances share no state. */
export interface EngineModule {
  /** Instantiates the binary. Called once. */
  default(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  /** Instantiates the binary synchronously. Called once. */
  initSync(input: { module: WebAssembly.Module }): unknown;
  /** Sets the function that is called during a panic, before the trap. Called once. */
  onPanic(callback: (message: string) => void): void;
  /** Makes the engines of the instance do nothing from now on, because of a trap that was no panic [D4]. */
  failInstance(): void;
  /** Stops freeing garbage in the instance, because it has panicked [D4]. */
  abandon(): void;
  /** Panics. Only tests call it. */
  panicForTest(): void;
  readonly Engine: new (options: object, host: Host, resume?: Resume) => Engine;
}

/** The compiled binary with its first instance. */
export interface LoadedEngine {
  readonly first: EngineModule;
  /** Instantiates the same binary again, to replace an instance that panicked [D4]. */
  fresh(): EngineModule;
}
