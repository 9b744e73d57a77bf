import { vi } from 'vitest';
import { idleSnapshot } from '../../../js/idle.js';
import type { GenesysToastsError } from '../../../js/errors.js';
import type { AgentState, AlertState, GenesysToasts, Snapshot, Status, StatusDetail, Toast } from '../../../js/types.js';

/** A client whose snapshot the test sets. */
export interface FakeClient extends GenesysToasts {
  readonly set: (toasts: readonly Toast[], status?: Status, detail?: Partial<StatusDetail>) => void;
  /** Sets an error, in the status `error`; `null`: none. */
  readonly fail: (error: GenesysToastsError | null, detail?: Partial<StatusDetail>) => void;
  /** Sets how sound and notifications are. */
  readonly alert: (changes: Partial<AlertState>) => void;
  /** Sets what is known of the agent. */
  readonly setAgent: (agent: AgentState) => void;
  readonly listeners: () => number;
}

export function makeClient(toasts: readonly Toast[] = []): FakeClient {
  const listeners = new Set<() => void>();
  let snapshot: Snapshot = { ...idleSnapshot(0), toasts, status: 'connected' };
  return {
    start: vi.fn(),
    stop: vi.fn(),
    retry: vi.fn(),
    dismiss: vi.fn(() => true),
    dismissAll: vi.fn(),
    pause: vi.fn(),
    resume: vi.fn(),
    unlockAlerts: vi.fn(() => Promise.resolve(snapshot.alerts)),
    testAlert: vi.fn(),
    silence: vi.fn(),
    mute: vi.fn(),
    unmute: vi.fn(),
    open: vi.fn(() => true),
    answer: vi.fn(() => Promise.resolve()),
    decline: vi.fn(() => Promise.resolve()),
    backOnQueue: vi.fn(() => Promise.resolve()),
    update: vi.fn(),
    diagnostics: vi.fn(),
    [Symbol.dispose]: vi.fn(),
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set(next, status = 'connected', detail = {}) {
      snapshot = { ...snapshot, toasts: next, status, statusDetail: { ...snapshot.statusDetail, ...detail } };
      for (const listener of listeners) listener();
    },
    fail(error, detail = {}) {
      snapshot = { ...snapshot, error, status: 'error', statusDetail: { ...snapshot.statusDetail, ...detail } };
      for (const listener of listeners) listener();
    },
    alert(changes) {
      snapshot = { ...snapshot, alerts: { ...snapshot.alerts, ...changes } };
      for (const listener of listeners) listener();
    },
    setAgent(agent) {
      snapshot = { ...snapshot, agent };
      for (const listener of listeners) listener();
    },
    listeners: () => listeners.size,
  };
}
