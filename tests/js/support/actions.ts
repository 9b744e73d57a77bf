/** What the tests of answer and decline have in common. */
import { fireEvent, within } from '@testing-library/dom';
import { vi, type Mock } from 'vitest';
import { GenesysToastsError, type ActionFailure } from '../../../js/errors.js';
import type { Toast, ToastAction } from '../../../js/types.js';
import type { FakeClient } from './fake-client.js';
import { makeToast } from './fake-engine.js';
import { inAct, inActSoon, textIn } from './views.js';

/** A ring that can be answered and declined. */
export const ring = (values: Partial<Toast> = {}): Toast => makeToast({ callerName: 'Ada', actions: ['answer', 'decline'], ...values });

export const failed = (reason: ActionFailure): GenesysToastsError =>
  new GenesysToastsError({ code: 'action_failed', reason, message: 'POST https://api… was answered 403', retryable: false });

/** Lets the next calls of a client's action be settled by the test. */
export function hold(client: FakeClient, action: ToastAction | 'backOnQueue'): { resolve: () => Promise<void>; reject: (error: unknown) => Promise<void> } {
  let settle: { resolve: () => void; reject: (error: unknown) => void } | undefined;
  (client[action] as Mock<() => Promise<void>>).mockImplementation(
    () =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
      }),
  );
  return {
    resolve: () => inActSoon(() => settle?.resolve()),
    reject: (error) => inActSoon(() => settle?.reject(error)),
  };
}

/** Sets what the client says is pending for its first toast. */
export const setPending = (client: FakeClient, pending: ToastAction | null): void =>
  inAct(() => client.set(client.getSnapshot().toasts.map((toast, index) => (index === 0 ? { ...toast, pending } : toast))));

export const buttonIn = (root: HTMLElement, name: string): HTMLElement => within(root).getByRole('button', { name });
export const buttonsIn = (root: HTMLElement): string[] => [...root.querySelectorAll('.gt-answer, .gt-decline')].map(({ textContent }) => textContent);
export const click = (element: Element, more: MouseEventInit = {}): void => inAct(() => void fireEvent.click(element, more));
export const calls = (client: FakeClient): unknown[][] => [client.answer, client.decline].map((call) => vi.mocked(call).mock.calls.flat());

/** Presses a key. Returns whether it was left to the page. */
export function press(target: Element, key: string, more: KeyboardEventInit = {}): boolean {
  let left = true;
  inAct(() => {
    left = fireEvent.keyDown(target, { key, ...more });
  });
  return left;
}

/** What the live region says in the next seconds. Needs fake timers. */
export function announced(root: HTMLElement, seconds = 4): string[] {
  const texts: string[] = [];
  for (let ms = 0; ms < seconds * 1000; ms += 50) {
    inAct(() => void vi.advanceTimersByTime(50));
    const text = textIn(root, '.gt-announcer') ?? '';
    if (text !== '' && text !== texts.at(-1)) texts.push(text);
  }
  return texts;
}

/** The text that `aria-describedby` refers to. */
export function descriptionOf(element: Element): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => (element.getRootNode() as ShadowRoot).getElementById(id)?.textContent).join(' ');
}
