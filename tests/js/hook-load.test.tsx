/** The hook, and a WebAssembly that cannot be loaded. */
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToastsOptions } from '../../js/types.js';
import { app, openPage, task, type PackageOnFake } from './support/package.js';

let page: PackageOnFake;

beforeEach(async () => {
  page = await openPage();
});

afterEach(cleanup);

const settled = (): Promise<void> => act(task);

const mount = (options: GenesysToastsOptions) =>
  renderHook(({ options }: { options: GenesysToastsOptions }) => page.useGenesysToasts(options), { initialProps: { options } });

describe('useGenesysToasts(options)', () => {
  it('has the failure of a load in its error, and in the console [D2]', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    page.loadEngine.mockRejectedValueOnce(new page.GenesysToastsError({ code: 'wasm_load_failed', message: 'why', retryable: true }));
    // Without jitter the next attempt comes after 1 s: a random wait can be over before the assertion.
    const { result } = mount({ ...app, backoff: { jitter: 'none' } });
    await settled();
    expect(result.current).toMatchObject({ status: 'error', error: { code: 'wasm_load_failed' } });
    expect(logged).toHaveBeenCalledExactlyOnceWith('genesys-toasts: wasm_load_failed: why');
    await act(() => result.current.client.start());
    await settled();
    expect(result.current).toMatchObject({ status: 'connecting', error: null });
  });

  it.each<[string, GenesysToastsOptions['wasm'], GenesysToastsOptions['wasm']]>([
    ['a path', '/old.wasm', '/engine.wasm'],
    ['a URL', new URL('https://cdn.example/old.wasm'), new URL('https://cdn.example/engine.wasm')],
    ['no address', '/old.wasm', undefined],
  ])('loads from the corrected address after an address that was not found: %s', async (_, wrong, right) => {
    const notFound = { code: 'wasm_load_failed', message: 'answered 404', retryable: false, status: 404 } as const;
    page.loadEngine.mockRejectedValueOnce(new page.GenesysToastsError(notFound));
    const { result, rerender } = mount({ ...app, logger: null, wasm: wrong });
    await settled();
    expect(result.current).toMatchObject({ status: 'error', error: { status: 404 } });
    rerender({ options: { ...app, logger: null, wasm: right } });
    await settled();
    expect(page.loadEngine).toHaveBeenCalledTimes(2);
    expect(page.loadEngine).toHaveBeenLastCalledWith(right, expect.any(Function));
    expect(result.current).toMatchObject({ status: 'connecting', error: null });
    expect(page.module.engines).toHaveLength(1);
  });

  it.each<[string, () => GenesysToastsOptions['wasm']]>([
    ['a function', () => () => '/engine.wasm'],
    ['bytes', () => new Uint8Array(8)],
  ])('does not connect again for another %s as `wasm`', async (_, wasm) => {
    const { rerender } = mount({ ...app, wasm: wasm() });
    await settled();
    rerender({ options: { ...app, wasm: wasm() } });
    await settled();
    expect(page.module.engines).toHaveLength(1);
    expect(page.module.engine.calls).toEqual(['start']);
  });
});
