/** The two renderers of the one view, so that each test runs with both. */
import { act, cleanup, render } from '@testing-library/react';
import { StrictMode } from 'react';
import { vi } from 'vitest';
import { GenesysToaster } from '../../../js/react/GenesysToaster.js';
import '../../../js/element/index.js';
import type { ToasterOptions, ToastTools } from '../../../js/toaster/types.js';
import type { Toast } from '../../../js/types.js';

export interface ViewOptions extends ToasterOptions {
  renderToast?: (toast: Toast, tools: ToastTools) => string;
  renderActions?: (toast: Toast, tools: ToastTools) => string;
  unstyled?: boolean;
}

export interface MountedView {
  readonly root: HTMLElement;
  readonly configure: (options: ViewOptions) => void;
  readonly remove: () => void;
}

export interface View {
  readonly name: string;
  readonly mount: (options?: ViewOptions) => MountedView;
}

/** The landmark of the view whose anchor is in a node, or is that node. */
export const rootIn = (node: ParentNode): HTMLElement => node.querySelector('.gt-host')!.shadowRoot!.querySelector<HTMLElement>('.gt-toaster')!;

const reactView: View = {
  name: '<GenesysToaster>',
  mount(options = {}) {
    const { container, rerender, unmount } = render(<GenesysToaster {...options} />, { wrapper: StrictMode });
    return {
      root: rootIn(container),
      configure: (next) => rerender(<GenesysToaster {...next} />),
      remove: unmount,
    };
  },
};

const elementView: View = {
  name: '<genesys-toaster>',
  mount(options = {}) {
    const element = document.createElement('genesys-toaster');
    let current: ViewOptions = {};
    element.addEventListener('dismiss', (event) => current.onDismiss?.((event as CustomEvent<{ id: string }>).detail.id));
    element.addEventListener('pause', () => current.onPause?.());
    element.addEventListener('resume', () => current.onResume?.());
    const configure = (next: ViewOptions): void => {
      current = next;
      const { client, toasts, status, position, visible, hotkey, silenceHotkey, alertLine, answerHotkey, confirmDecline, labels, announce, renderToast, renderActions, outcomeMs, unstyled = false } = next;
      Object.assign(element, { client, toasts, labels, renderToast, renderActions, unstyled });
      if (status !== undefined) element.status = status;
      if (position !== undefined) element.position = position;
      if (visible !== undefined) element.visible = visible;
      if (hotkey !== undefined) element.hotkey = hotkey;
      if (silenceHotkey !== undefined) element.silenceHotkey = silenceHotkey;
      if (alertLine !== undefined) element.alertLine = alertLine;
      if (answerHotkey !== undefined) element.answerHotkey = answerHotkey;
      if (confirmDecline !== undefined) element.confirmDecline = confirmDecline;
      if (outcomeMs !== undefined) element.outcomeMs = outcomeMs;
      if (announce !== undefined) element.announce = announce;
    };
    configure(options);
    document.body.append(element);
    return {
      root: rootIn(element),
      configure,
      remove: () => element.remove(),
    };
  },
};

export const VIEWS = [reactView, elementView];

/** Takes everything off the page. */
export function clear(): void {
  cleanup();
  document.body.replaceChildren();
}

/** As Chromium does, and jsdom does not: an element that is removed with the focus in it reports first that it has lost the focus. */
export function reportLostFocus(): void {
  const blurIn = (parent: Element): void => {
    const active = (parent.getRootNode() as Document | ShadowRoot).activeElement;
    if (active && parent.contains(active)) (active as HTMLElement).blur();
  };
  const { remove, replaceChildren } = Element.prototype;
  vi.spyOn(Element.prototype, 'remove').mockImplementation(function (this: Element) {
    blurIn(this);
    remove.call(this);
  });
  vi.spyOn(Element.prototype, 'replaceChildren').mockImplementation(function (this: Element, ...nodes: (Node | string)[]) {
    blurIn(this);
    replaceChildren.apply(this, nodes);
  });
}

export const inAct = (action: () => void): void => act(action);

/** Names on the toasts that are shown, in order. */
export const shownIn = (root: HTMLElement): string[] => itemsIn(root).map((item) => item.querySelector('.gt-name')?.textContent ?? '');

export const itemsIn = (root: HTMLElement): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-gt-id]')];

export const textIn = (root: HTMLElement, selector: string): string | null => root.querySelector(selector)?.textContent ?? null;

/** The same for what happens in microtasks after the action, too. */
export const inActSoon = (action: () => void): Promise<void> =>
  act(async () => {
    action();
    await Promise.resolve();
  });
