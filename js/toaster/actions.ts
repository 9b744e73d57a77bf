/** What the agent does with rings in one view: the second press of Decline, the calls of the client, and why they failed. */
import type { ActionFailure } from '../errors.js';
import type { GenesysToasts, Toast, ToastAction } from '../types.js';
import { failureOf, failureReason } from './action-failure.js';
import { fill, withDefaults } from './labels.js';
import type { ToasterOptions } from './types.js';

/** For how long a second press declines. */
const CONFIRM_MS = 3000;
/** For how long a text about a toast that is gone waits to be announced. */
const SAY_MS = 5000;

/** The part of it that the page shows. */
export interface ActionState {
  /** Id of the toast whose Decline was pressed once. */
  readonly armed: string | undefined;
  /** Why the last action of a toast failed, by its id. */
  readonly failures: ReadonlyMap<string, ActionFailure>;
  /** What became of going back on queue: the reason of its failure. */
  readonly back: 'pending' | ActionFailure | null;
  /** Texts about toasts that are gone. */
  readonly said: readonly string[];
}

export interface Actions {
  /** Returns the present state, without what is about toasts that are gone. */
  readonly read: (toasts: readonly Toast[], notResponding: boolean) => ActionState;
  /** The agent pressed a button of a toast. */
  readonly press: (action: ToastAction, id: string) => void;
  /** Answers or declines at once. */
  readonly act: (action: ToastAction, id: string) => void;
  readonly backOnQueue: () => void;
  /** Forgets all: the view shows another client, or leaves the page. */
  readonly reset: () => void;
}

/** Returns the actions that the view offers for a toast. An object of the app that only looks like a toast may have none. */
export const actionsOf = (toast: Toast): readonly ToastAction[] => (toast as Partial<Toast>).actions ?? NONE;
export const NONE: readonly ToastAction[] = [];

/** Returns the oldest toast that can be answered; `undefined` while another one is being answered, so that a key that is pressed twice answers one. */
export function firstToAnswer(toasts: readonly Toast[]): Toast | undefined {
  if (toasts.some(({ pending }) => pending === 'answer')) return undefined;
  return toasts.find((toast) => actionsOf(toast).includes('answer') && !toast.pending);
}

/**
 * @param options - returns the present options
 * @param toasts - returns the toasts of the client
 * @param changed - called when the state has changed
 */
export function createActions(options: () => ToasterOptions, toasts: () => readonly Toast[], changed: () => void): Actions {
  const failures = new Map<string, ActionFailure>();
  const said = new Map<string, ReturnType<typeof setTimeout>>();
  let confirm: { readonly id: string; readonly timer: ReturnType<typeof setTimeout> } | undefined;
  let back: ActionState['back'] = null;
  /** Changes with `reset()`: what was called before does not count any more. */
  let round = {};

  const find = (id: string): Toast | undefined => toasts().find((toast) => toast.id === id);

  const canAct = (id: string): boolean => {
    const toast = find(id);
    return toast !== undefined && !toast.pending;
  };

  function disarm(): void {
    clearTimeout(confirm?.timer);
    confirm = undefined;
  }

  function arm(id: string): void {
    disarm();
    const timer = setTimeout(() => {
      disarm();
      changed();
    }, CONFIRM_MS);
    confirm = { id, timer };
    changed();
  }

  /** Announces what became of a toast that may be gone. */
  function say({ callerName }: Toast, what: string | undefined): void {
    if (!what) return;
    const text = `${fill(withDefaults(options().labels).name, { callerName })}, ${what}`;
    clearTimeout(said.get(text));
    const timer = setTimeout(() => {
      said.delete(text);
      changed();
    }, SAY_MS);
    said.set(text, timer);
  }

  /** Calls the client, and then one of the functions, unless the view shows another client by then. */
  function call(of: (client: GenesysToasts) => Promise<void>, done: () => void, failed: (reason: ActionFailure) => void): void {
    const { client } = options();
    if (!client) return;
    const began = round;
    const then = (next: () => void): void => {
      if (began !== round) return;
      next();
      changed();
    };
    of(client).then(
      () => then(done),
      (error: unknown) => then(() => failed(failureReason(error))),
    );
    changed();
  }

  function act(action: ToastAction, id: string): void {
    const toast = find(id);
    if (!toast || toast.pending) return;
    disarm();
    failures.delete(id);
    call(
      (client) => client[action](id),
      () => {
        const labels = withDefaults(options().labels);
        say(toast, action === 'answer' ? labels.outcomes.answered : labels.declined);
      },
      (reason) => {
        if (find(id)) failures.set(id, reason);
        else say(toast, failureOf(withDefaults(options().labels), reason));
      },
    );
  }

  return {
    read(present, notResponding) {
      const has = (id: string): boolean => present.some((toast) => toast.id === id);
      for (const id of failures.keys()) if (!has(id)) failures.delete(id);
      if (confirm && !has(confirm.id)) disarm();
      if (!notResponding && back !== 'pending') back = null;
      return { armed: confirm?.id, failures, back, said: [...said.keys()] };
    },
    press(action, id) {
      const confirms = action === 'decline' && options().confirmDecline !== false && confirm?.id !== id;
      if (!confirms) act(action, id);
      else if (canAct(id)) arm(id);
    },
    act,
    backOnQueue() {
      if (back === 'pending') return;
      const ended = (reason: ActionFailure | null) => (): void => void (back = reason);
      call(
        (client) => {
          back = 'pending';
          return client.backOnQueue();
        },
        ended(null),
        (reason) => ended(reason)(),
      );
    },
    reset() {
      round = {};
      disarm();
      for (const timer of said.values()) clearTimeout(timer);
      said.clear();
      failures.clear();
      back = null;
    },
  };
}
