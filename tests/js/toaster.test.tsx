import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState, version } from 'react';
import { version as domVersion } from 'react-dom';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GenesysToaster } from '../../js/react/index.js';
import type { Toast } from '../../js/types.js';
import { makeClient } from './support/fake-client.js';
import { makeToast } from './support/fake-engine.js';
import { clear, rootIn, shownIn } from './support/views.js';

afterEach(clear);

const root = (): HTMLElement => rootIn(document);

describe('<GenesysToaster>', () => {
  it('is tested with the React that this project is for', () => {
    expect([version, domVersion].map((name) => name.split('.')[0])).toEqual([process.env['REACT_MAJOR'], process.env['REACT_MAJOR']]);
  });

  it('has the class that it is given beside its own', () => {
    render(<GenesysToaster toasts={[]} className="desk" />);
    expect(document.querySelector('.gt-host')?.className).toBe('gt-host desk');
  });

  it('shows toasts from the state of the app', () => {
    function Desktop() {
      const [toasts, setToasts] = useState<readonly Toast[]>([makeToast({ callerName: 'Ada' })]);
      const dismiss = (id: string): void => setToasts(toasts.filter((toast) => toast.id !== id));
      return <GenesysToaster toasts={toasts} status="connected" onDismiss={dismiss} />;
    }
    render(<Desktop />);
    act(() => void fireEvent.click(within(root()).getByRole('button', { name: 'Dismiss notification' })));
    expect(shownIn(root())).toEqual([]);
    expect(within(root()).getByText('Status: connected')).toBeTruthy();
  });

  it('accepts React nodes for the content of a toast', () => {
    const client = makeClient([makeToast({ id: 'a', callerName: 'Ada' })]);
    render(
      <GenesysToaster
        client={client}
        renderToast={(toast, { dismiss }) => (
          <button type="button" onClick={dismiss}>
            {toast.callerName}
          </button>
        )}
      />,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Ada' }));
    expect(client.dismiss).toHaveBeenCalledExactlyOnceWith('a');
  });

  it('shows the toasts of its property instead of those of the client', () => {
    const client = makeClient([makeToast({ callerName: 'Ada' })]);
    render(<GenesysToaster client={client} toasts={[makeToast({ callerName: 'Bob' })]} />);
    expect(shownIn(root())).toEqual(['Bob']);
  });

  it('hydrates the server’s markup without a warning, and then shows the toasts of the client', async () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const client = makeClient([makeToast({ callerName: 'Ada' })]);
    const container = document.createElement('div');
    document.body.append(container);
    container.innerHTML = renderToString(<GenesysToaster client={makeClient()} status />);
    // A real server, without a document, makes React 18 say nothing: see server.test.tsx.
    complaints.mockClear();
    const hydrated = await act(() => hydrateRoot(container, <GenesysToaster client={client} status />));
    expect(complaints).not.toHaveBeenCalled();
    expect(shownIn(root())).toEqual(['Ada']);
    act(() => hydrated.unmount());
  });

  it('does not render for state that it does not show', () => {
    const client = makeClient([makeToast()]);
    const renderToast = vi.fn(() => 'own');
    render(<GenesysToaster client={client} renderToast={renderToast} />);
    renderToast.mockClear();
    act(() => client.set(client.getSnapshot().toasts, 'connected', { attempt: 3, lastFrameAt: 4 }));
    expect(renderToast).not.toHaveBeenCalled();
    cleanup();
  });
});
