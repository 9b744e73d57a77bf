import { act, cleanup, render, renderHook } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToastsOptions } from '../../js/types.js';
import { app, openPage, task, type PackageOnFake } from './support/package.js';
import { itemsIn, rootIn, textIn } from './support/views.js';

let page: PackageOnFake;

beforeEach(async () => {
  page = await openPage();
});

afterEach(cleanup);

const settled = (): Promise<void> => act(task);

describe.each([null, undefined, false] as const)('useGenesysToasts(%s), as while nobody is signed in', (none) => {
  interface MaybeProps {
    options: GenesysToastsOptions | null | undefined | false;
  }
  const mountMaybe = (options: MaybeProps['options']) =>
    renderHook(({ options }: MaybeProps) => page.useGenesysToasts(options), { initialProps: { options }, wrapper: StrictMode });

  it('gives an idle client, loads nothing and starts nothing', async () => {
    const { result, unmount, rerender } = mountMaybe(none);
    await settled();
    const { client, ...state } = result.current;
    expect(state).toMatchObject({ toasts: [], status: 'idle', error: null, statusDetail: { phase: 'idle', blindSince: null } });
    rerender({ options: none });
    expect(result.current.client).toBe(client);
    unmount();
    await settled();
    expect(page.loadEngine).not.toHaveBeenCalled();
  });

  it('returns a client that can be called, and reports why it cannot start', async () => {
    const { client } = mountMaybe(none).result.current;
    const listener = vi.fn();
    const end = client.subscribe(listener);
    client.pause();
    client.resume();
    client.dismissAll();
    client.retry();
    expect(client.dismiss('none')).toBe(false);
    client.stop();
    client[Symbol.dispose]();
    await expect(client.start()).rejects.toMatchObject({ code: 'invalid_option', message: `options: expected an object, got ${String(none)}`, retryable: false });
    await expect(client.start()).rejects.toBeInstanceOf(page.GenesysToastsError);
    end();
    expect(client.getSnapshot()).toBe(client.getSnapshot());
    expect(client.getSnapshot().status).toBe('idle');
    expect(client.diagnostics()).toMatchObject({ status: 'idle', counters: { frames: 0 }, events: [] });
    expect(listener).not.toHaveBeenCalled();
  });

  it('starts a client at sign-in, and stops and disposes of it at sign-out', async () => {
    const { result, rerender } = mountMaybe(none);
    await settled();
    rerender({ options: { ...app } });
    await settled();
    const { engine } = page.module;
    expect(page.module.engines).toHaveLength(1);
    expect(engine.calls).toEqual(['start']);
    await act(async () => {
      engine.ring();
      await task();
    });
    expect(result.current).toMatchObject({ status: 'connecting', toasts: [{}] });
    const { client } = result.current;
    rerender({ options: none });
    expect(engine.calls).toEqual(['start', 'stop']);
    expect(result.current).toMatchObject({ status: 'idle', toasts: [] });
    expect(result.current.client).not.toBe(client);
    await settled();
    expect(engine.calls).toEqual(['start', 'stop', 'free']);
    rerender({ options: { ...app } });
    await settled();
    expect(page.module.engines).toHaveLength(2);
    expect(page.module.engine.calls).toEqual(['start']);
  });

  it('leaves nothing of a sign-in that is undone before the end of the load', async () => {
    const { result, rerender } = mountMaybe(none);
    rerender({ options: { ...app } });
    rerender({ options: none });
    await settled();
    expect(result.current.status).toBe('idle');
    expect(page.module.engines.flatMap(({ calls }) => calls)).toEqual([]);
  });

  it('needs no condition around the view', async () => {
    function Desktop({ options }: MaybeProps) {
      const { client } = page.useGenesysToasts(options);
      return <page.GenesysToaster client={client} status />;
    }
    const { rerender, container } = render(<Desktop options={none} />, { wrapper: StrictMode });
    expect(textIn(rootIn(container), '.gt-status')).toBe('Status: idle');
    rerender(<Desktop options={{ ...app }} />);
    await settled();
    await act(async () => {
      page.module.engine.ring();
      await task();
    });
    expect(itemsIn(rootIn(container))).toHaveLength(1);
    rerender(<Desktop options={none} />);
    await settled();
    expect(itemsIn(rootIn(container))).toHaveLength(0);
    expect(textIn(rootIn(container), '.gt-status')).toBe('Status: idle');
  });

  it('accepts a client created outside afterwards, and a selector', async () => {
    const outside = page.createGenesysToasts({ ...app });
    await outside.start();
    const { result, rerender } = renderHook(({ source }: { source: typeof outside | typeof none }) => page.useGenesysToasts(source, ({ status }) => status), {
      initialProps: { source: none as typeof outside | typeof none },
    });
    expect(result.current).toBe('idle');
    rerender({ source: outside });
    expect(result.current).toBe('connecting');
    rerender({ source: none });
    await settled();
    expect(result.current).toBe('idle');
    expect(page.module.engine.calls).toEqual(['start']);
  });
});
