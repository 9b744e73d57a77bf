/** What the app asks the engine to do with a ring, and the softphone that the engine asks. The engine decides; this passes it on. */
import type { Configuration } from './configuration.js';
import type { Engine, Host } from './engine.js';
import { GenesysToastsError, messageOf } from './errors.js';
import type { Toast, ToastAction } from './types.js';

/** The calls of one client that are not decided yet. */
export interface ActionCalls {
  /** Begins a call. The promise is settled when the engine has decided, or when it is gone. */
  readonly begin: (send: (engine: Engine, call: number) => void) => Promise<void>;
  /** What the engine calls. */
  readonly host: Pick<Host, 'onActionSettled' | 'askPhone' | 'cancelPhone'>;
  /** Rejects all calls: their engine is gone. */
  readonly endAll: () => void;
}

const stopped = (why: string): GenesysToastsError =>
  new GenesysToastsError({ code: 'action_failed', reason: 'stopped', message: `${why}: it is not known whether the action took effect.`, retryable: false });

export function createActionCalls({ get }: Configuration, callEngine: <T>(call: (engine: Engine) => T, otherwise: T) => T): ActionCalls {
  const calls = new Map<number, (error: GenesysToastsError | null) => void>();
  const asked = new Map<number, AbortController>();
  let last = 0;

  function settle(call: number, error: GenesysToastsError | null): void {
    const end = calls.get(call);
    calls.delete(call);
    end?.(error);
  }

  function begin(send: (engine: Engine, call: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const call = ++last;
      calls.set(call, (error) => {
        if (error) reject(error);
        else resolve();
      });
      const sent = callEngine((engine) => {
        send(engine, call);
        return true;
      }, false);
      if (!sent) settle(call, stopped('The client does not run'));
    });
  }

  function askPhone(request: number, action: ToastAction, toast: Toast): void {
    function report(outcome: 'not-mine' | 'done' | 'failed', words = ''): void {
      asked.delete(request);
      callEngine((engine) => engine.phoneAnswered(request, outcome, words), undefined);
    }
    const { phone } = get();
    try {
      if (!phone?.[action] || phone.canAnswer?.(toast) === false) {
        report('not-mine');
        return;
      }
      const controller = new AbortController();
      asked.set(request, controller);
      void Promise.resolve(phone[action](toast, { signal: controller.signal })).then(
        () => report('done'),
        (thrown: unknown) => report('failed', messageOf(thrown)),
      );
    } catch (thrown) {
      report('failed', messageOf(thrown));
    }
  }

  function cancelPhone(request: number): void {
    asked.get(request)?.abort();
    asked.delete(request);
  }

  return {
    begin,
    host: { onActionSettled: settle, askPhone, cancelPhone },
    endAll() {
      for (const request of [...asked.keys()]) cancelPhone(request);
      for (const call of [...calls.keys()]) settle(call, stopped('The engine failed and was replaced'));
    },
  };
}
