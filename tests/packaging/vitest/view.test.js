// A component without a connection: the view is given its toasts.
import { expect, test, vi } from 'vitest';
import { GenesysToaster } from 'genesys-toasts/react';
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

test('a toast is shown, and its close button calls onDismiss', async () => {
  const onDismiss = vi.fn();
  const toasts = [{ id: '1', conversationId: 'c', callerName: 'Maria Lopez', mediaType: 'voice', timestamp: Date.now(), expiresAt: null }];
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  await act(() => root.render(createElement(GenesysToaster, { toasts, onDismiss })));

  // The view is in a shadow root.
  const view = document.querySelector('.gt-host').shadowRoot;
  expect(view.textContent).toContain('Maria Lopez');
  view.querySelector('button').click();
  expect(onDismiss).toHaveBeenCalledWith('1');
  await act(() => root.unmount());
});
