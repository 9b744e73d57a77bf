import { createGenesysToasts } from 'genesys-toasts';
import { GenesysToaster } from 'genesys-toasts/react';
import 'genesys-toasts/element';
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

test('a desktop with the view is rendered', async () => {
  const client = createGenesysToasts({ source: 'notifications', getToken: () => 'token' });
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  await act(() => root.render(createElement(GenesysToaster, { client })));
  expect(document.querySelector('.gt-host')?.shadowRoot?.querySelector('.gt-toaster') ?? null).not.toBeNull();
  expect(client.getSnapshot().status).toBe('idle');
  expect(customElements.get('genesys-toaster')).toBeDefined();
});
