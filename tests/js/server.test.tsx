// @vitest-environment node
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { makeToast } from './support/fake-engine.js';

const loadEngine = vi.fn();
vi.mock('../../js/load.js', () => ({ loadEngine }));

const entries = await Promise.all([import('../../js/index.js'), import('../../js/react/index.js'), import('../../js/element/index.js')]);
const [{ createGenesysToasts }, { useGenesysToasts, GenesysToaster }] = entries;
const app = { getToken: (): string => 'token', source: 'routing-events' } as const;

describe('a server', () => {
  it('may import every entry', () => {
    expect(typeof window).toBe('undefined');
    expect(entries.map((entry) => Object.keys(entry).sort())).toEqual([
      ['GenesysToastsError', 'createGenesysToasts'],
      ['GenesysToaster', 'GenesysToastsError', 'useGenesysToasts'],
      ['GenesysToasterElement'],
    ]);
  });

  it('renders no toast and the status idle, and starts nothing', () => {
    const warned = vi.spyOn(console, 'error');
    function Desktop() {
      const { toasts, status, error, client } = useGenesysToasts(app);
      const selected = useGenesysToasts(client, (state) => state.status);
      return <p>{JSON.stringify({ toasts, status, error, selected })}</p>;
    }
    expect(renderToString(<Desktop />).replaceAll('&quot;', '"')).toBe(
      '<p>{"toasts":[],"status":"idle","error":null,"selected":"idle"}</p>',
    );
    expect(loadEngine).not.toHaveBeenCalled();
    expect(warned).not.toHaveBeenCalled();
  });

  it('renders a desktop in which nobody is signed in', () => {
    const warned = vi.spyOn(console, 'error');
    function Desktop() {
      const { client, status } = useGenesysToasts(null);
      return <><p>{status}</p><GenesysToaster client={client} status /></>;
    }
    const html = renderToString(<Desktop />);
    expect(html).toContain('<p>idle</p>');
    expect(html).toContain('Status: idle');
    expect(warned).not.toHaveBeenCalled();
  });

  it('renders the toaster with its announcer, and warns of nothing', () => {
    const warned = vi.spyOn(console, 'error');
    const html = renderToString(<GenesysToaster client={createGenesysToasts(app)} status />);
    expect(html).toContain('role="status"');
    expect(html).toContain('Status: idle');
    expect(warned).not.toHaveBeenCalled();
  });

  it('renders toasts that it is given', () => {
    expect(renderToString(<GenesysToaster toasts={[makeToast({ callerName: 'Ada' })]} />)).toContain('From: Ada');
  });
});
