/** An engine without WebAssembly, which the tests play: it keeps the contract of js/engine.ts and no rule. */
import { vi } from 'vitest';
import type { Engine, EngineModule, Host, LoadedEngine, Resume } from '../../../js/engine.js';
import { idleSnapshot } from '../../../js/idle.js';
import type { AlertState, Diagnostics, DismissReason, Snapshot, Status, StatusDetail, Toast, ToastAction } from '../../../js/types.js';

let rings = 0;

export function makeToast(values: Partial<Toast> = {}): Toast {
  rings++;
  return Object.freeze({
    id: `toast-${String(rings)}`,
    kind: 'ring',
    conversationId: `conversation-${String(rings)}`,
    callerName: 'Ada Lovelace',
    mediaType: 'voice',
    timestamp: Date.UTC(2025, 0, 2, 10, 42, 3),
    expiresAt: null,
    actions: [],
    pending: null,
    ...values,
  });
}

export class FakeEngine implements Engine {
  readonly calls: string[] = [];
  /** What `start` was given last. */
  blindSince: number | undefined;
  /** What `unlockAlerts` returns. */
  unlocked: Promise<void> = Promise.resolve();
  #snapshot: Snapshot;

  constructor(
    readonly options: Record<string, unknown>,
    readonly host: Host,
    readonly resumed: Resume | undefined,
    private readonly module: FakeModule,
  ) {
    module.engines.push(this);
    this.#snapshot = { ...idleSnapshot(0), toasts: resumed?.toasts ?? [] };
    if (module.diesIn === 'constructor') this.die();
  }

  start(blindSince?: number): void {
    this.calls.push('start');
    this.blindSince = blindSince;
    if (this.module.diesIn === 'start') this.die();
    this.become('connecting', { phase: 'token' });
  }

  retry(): void {
    this.calls.push('retry');
  }

  stop(): void {
    this.calls.push('stop');
    const { toasts, statusDetail } = this.#snapshot;
    const detail: StatusDetail = Object.freeze({ ...statusDetail, phase: 'stopped' });
    this.#set({ toasts: [], status: 'stopped', statusDetail: detail }, () => {
      for (const toast of toasts) this.host.onDismiss(toast, 'stopped', 'alone');
      this.host.onStatus('stopped', detail, 'alone');
    });
  }

  dismiss(id: string): boolean {
    this.calls.push(`dismiss ${id}`);
    return this.end(id, 'user');
  }

  dismissAll(): void {
    this.calls.push('dismissAll');
    for (const toast of this.#snapshot.toasts) this.end(toast.id, 'user');
  }

  pause(id?: string): void {
    this.calls.push(id === undefined ? 'pause' : `pause ${id}`);
  }

  resume(id?: string): void {
    this.calls.push(id === undefined ? 'resume' : `resume ${id}`);
  }

  act(call: number, action: ToastAction, toastId: string): void {
    this.calls.push(`act ${String(call)} ${action} ${toastId}`);
  }

  backOnQueue(call: number): void {
    this.calls.push(`backOnQueue ${String(call)}`);
  }

  phoneAnswered(request: number, outcome: string, words: string): void {
    this.calls.push(`phoneAnswered ${String(request)} ${outcome} ${words}`.trim());
  }

  unlockAlerts(): Promise<void> {
    this.calls.push('unlockAlerts');
    return this.unlocked;
  }

  noteGesture(): void {
    this.calls.push('noteGesture');
  }

  testAlert(mediaType: string): void {
    this.calls.push(`testAlert ${mediaType}`);
  }

  silence(id?: string): void {
    this.calls.push(id === undefined ? 'silence' : `silence ${id}`);
  }

  mute(forMs?: number): void {
    this.calls.push(`mute ${String(forMs)}`);
  }

  unmute(): void {
    this.calls.push('unmute');
  }

  open(id: string): boolean {
    const toast = this.#snapshot.toasts.find((candidate) => candidate.id === id);
    if (toast) this.host.onOpen(toast);
    return toast !== undefined;
  }

  configure(options: object): void {
    this.calls.push(`configure ${JSON.stringify(options)}`);
  }

  snapshot(): Snapshot {
    return this.#snapshot;
  }

  diagnostics(): Diagnostics {
    return { counters: { frames: this.calls.length }, events: [] } as unknown as Diagnostics;
  }

  free(): void {
    this.calls.push('free');
  }

  ring(values: Partial<Toast> = {}): Toast {
    const toast = makeToast(values);
    this.#set({ toasts: [...this.#snapshot.toasts, toast] }, () => this.host.onToast(toast, 'alone'));
    return toast;
  }

  end(id: string, reason: DismissReason): boolean {
    const toast = this.#snapshot.toasts.find((candidate) => candidate.id === id);
    if (!toast) return false;
    this.#set({ toasts: this.#snapshot.toasts.filter((candidate) => candidate !== toast) }, () => this.host.onDismiss(toast, reason, 'alone'));
    return true;
  }

  /** A toast becomes another object with the same id. */
  change(id: string, values: Partial<Toast>): void {
    const toasts = this.#snapshot.toasts.map((toast) => (toast.id === id ? Object.freeze({ ...toast, ...values }) : toast));
    this.#set({ toasts }, () => undefined);
  }

  become(status: Status, detail: Partial<StatusDetail> = {}): void {
    const statusDetail = Object.freeze({ ...this.#snapshot.statusDetail, ...detail });
    this.#set({ status, statusDetail }, () => this.host.onStatus(status, statusDetail, 'alone'));
  }

  setAlerts(alerts: Partial<AlertState>): void {
    this.#set({ alerts: Object.freeze({ ...this.#snapshot.alerts, ...alerts }) }, () => undefined);
  }

  /** Panics, as Rust does: reports it, then traps. */
  die(message = 'index out of bounds'): never {
    this.module.panic(message);
    throw new WebAssembly.RuntimeError('unreachable');
  }

  /** As the real engine does: it changes before the callbacks, and calls `onChange` after them. */
  #set(values: Partial<Snapshot>, report: () => void): void {
    this.#snapshot = Object.freeze({ ...this.#snapshot, ...values });
    report();
    this.host.onChange();
  }
}

/** The binary, with the engines of all its instances. */
export class FakeModule implements LoadedEngine {
  readonly engines: FakeEngine[] = [];
  diesIn: 'constructor' | 'start' | undefined;
  #onPanic: ((message: string) => void) | undefined;

  readonly abandon = vi.fn();
  readonly failInstance = vi.fn();
  readonly first = this.#instance();
  readonly fresh = vi.fn(() => this.#instance());

  #instance(): EngineModule {
    this.#onPanic = undefined;
    return {
      default: () => Promise.resolve(),
      initSync: () => undefined,
      onPanic: (callback) => {
        this.#onPanic = callback;
      },
      abandon: this.abandon,
      failInstance: this.failInstance,
      panicForTest: () => {
        this.panic('asked to');
      },
      Engine: engineOf(this),
    };
  }

  panic(message: string): void {
    this.#onPanic?.(message);
  }

  /** The engine that was made last. */
  get engine(): FakeEngine {
    const engine = this.engines.at(-1);
    if (!engine) throw new Error('no engine has been made');
    return engine;
  }
}

const engineOf = (module: FakeModule): EngineModule['Engine'] =>
  class extends FakeEngine {
    constructor(options: object, host: Host, resume?: Resume) {
      super(options as Record<string, unknown>, host, resume, module);
    }
  };
