// @vitest-environment node
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { makeToast } from './support/fake-engine.js';

const loadEngine = vi.fn();
vi.mock('../../js/load.js', () => ({ loadEngine }));

const entries = await Promise.all([import('../../js/index.js'), import('../../js/react/index.js'), import('../../js/element/index.js')]);
const [{ createGenesysToasts }, { useGenesysToasts, GenesysToaster }] = entries;
const ANCHOR = '<div data-gt-anchor=""></div>';
const app = { getToken: (): string => 'token', source: 'routing-events' } as const;

describe('a server', () => {
  it('may import every entry', () => {
    expect(typeof window).toBe('undefined');
    expect(entries.map((entry) => Object.keys(entry).sort())).toEqual([
      ['GenesysToastsError', 'createGenesysToasts'],
      ['GenesysToaster', 'GenesysToastsError', 'useGenesysToasts', 'useToastRemaining'],
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
    expect(renderToString(<Desktop />)).toBe(`<p>idle</p>${ANCHOR}`);
    expect(warned).not.toHaveBeenCalled();
  });

  it('renders the place of the toaster, which a page fills, without a warning', () => {
    const warned = vi.spyOn(console, 'error');
    const client = createGenesysToasts(app);
    expect(renderToString(<GenesysToaster client={client} status renderToast={() => 'own'} />)).toBe(ANCHOR);
    expect(renderToString(<GenesysToaster toasts={[makeToast({ callerName: 'Ada' })]} />)).toBe(ANCHOR);
    expect(warned).not.toHaveBeenCalled();
  });
});
