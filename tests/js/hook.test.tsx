import { act, cleanup, render, renderHook } from '@testing-library/react';
import { Component, StrictMode, type ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToastsOptions } from '../../js/types.js';
import type { UseGenesysToasts } from '../../js/react/index.js';
import { app, openPage, task, type PackageOnFake } from './support/package.js';

let page: PackageOnFake;

beforeEach(async () => {
  page = await openPage();
});

afterEach(() => {
  cleanup();
  window.removeEventListener('error', quiet);
});

const quiet = (event: Event): void => event.preventDefault();

/** React and jsdom report what a component throws. */
function expectComplaints(): void {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  window.addEventListener('error', quiet);
}

const settled = (): Promise<void> => act(task);

interface Props {
  options: GenesysToastsOptions;
}

function mount(options: GenesysToastsOptions, strict = false) {
  let renders = 0;
  const hook = renderHook(
    ({ options }: Props) => {
      renders++;
      return page.useGenesysToasts(options);
    },
    { initialProps: { options }, ...(strict && { wrapper: StrictMode }) },
  );
  return { ...hook, renders: () => renders };
}

describe('useGenesysToasts(options)', () => {
  it('starts a client on mount and stops it after unmount', async () => {
    const { result, unmount } = mount({ ...app });
    expect(result.current).toMatchObject({ toasts: [], status: 'connecting', error: null, statusDetail: { phase: 'load' } });
    await settled();
    const { engine } = page.module;
    expect(engine.calls).toEqual(['start']);
    expect(result.current.status).toBe('connecting');
    unmount();
    await settled();
    expect(engine.calls).toEqual(['start', 'stop', 'free']);
  });

  it('gives what the client gives, as it changes', async () => {
    const { result } = mount({ ...app });
    await settled();
    let toast;
    await act(async () => {
      toast = page.module.engine.ring();
      page.module.engine.become('connected', { phase: 'open' });
      await task();
    });
    expect(result.current).toMatchObject({ toasts: [toast], status: 'connected', statusDetail: { phase: 'open' } });
  });

  it('makes one engine under StrictMode, starts it once and loses no toast', async () => {
    const onToast = vi.fn();
    const { result, unmount } = mount({ ...app, onToast }, true);
    await settled();
    expect(page.module.engines).toHaveLength(1);
    const { engine } = page.module;
    await act(async () => {
      engine.ring();
      await task();
    });
    expect(engine.calls).toEqual(['start']);
    expect(onToast).toHaveBeenCalledTimes(1);
    expect(result.current.toasts).toHaveLength(1);
    unmount();
    await settled();
    expect(engine.calls).toEqual(['start', 'stop', 'free']);
  });

  it('leaves nothing when it is unmounted before it has loaded', async () => {
    let load = (_: typeof page.module): void => undefined;
    page.loadEngine.mockReturnValueOnce(
      new Promise((resolve) => {
        load = resolve;
      }),
    );
    const { unmount } = mount({ ...app }, true);
    unmount();
    await settled();
    load(page.module);
    await settled();
    expect(page.module.engines).toHaveLength(0);
  });

  it('leaves nothing when it is unmounted while it connects', async () => {
    const { unmount } = mount({ ...app }, true);
    unmount();
    await settled();
    expect(page.module.engines).toHaveLength(1);
    expect(page.module.engine.calls).toEqual(['start', 'stop', 'free']);
  });

  it('does not connect again in 100 renders with options written inline', async () => {
    const inline = (): GenesysToastsOptions => ({
      source: 'routing-events',
      getToken: () => 'token',
      region: 'mypurecloud.ie',
      tokenStorage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
      storageKey: 'agent-7',
      wasm: new URL('https://cdn.example/engine.wasm'),
      callerRoles: ['customer', 'agent'],
      backoff: { baseMs: 500 },
      onToast: () => undefined,
      logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    const { rerender, result } = mount(inline());
    await settled();
    const { client, dismiss, dismissAll, pause, resume } = result.current;
    for (let n = 0; n < 100; n++) rerender({ options: inline() });
    await settled();
    expect(page.module.engines).toHaveLength(1);
    expect(page.module.engine.calls).toEqual(['start']);
    expect(result.current).toMatchObject({ client, dismiss, dismissAll, pause, resume });
  });

  it('does not connect again where an option gets the value that it had by default', async () => {
    const { rerender } = mount({ ...app });
    await settled();
    rerender({ options: { ...app, region: 'mypurecloud.com', backoff: { jitter: 'full-then-equal' } } });
    await settled();
    expect(page.module.engines).toHaveLength(1);
  });

  it.each<[string, GenesysToastsOptions]>([
    ['region', { ...app, region: 'mypurecloud.de' }],
    ['backoff.jitter', { ...app, region: 'mypurecloud.ie', backoff: { jitter: 'none' } }],
    ['the way to a token', { clientId: 'id', clientSecret: 'secret', region: 'mypurecloud.ie' }],
    ['storageKey', { ...app, region: 'mypurecloud.ie', storageKey: 'agent-8' }],
    ['maxSilenceMs', { ...app, region: 'mypurecloud.ie', maxSilenceMs: Infinity }],
    ['the address of the WebAssembly', { ...app, region: 'mypurecloud.ie', wasm: '/engine.wasm' }],
  ])('connects again when a value changes that the connection depends on: %s', async (_, options) => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { rerender, result } = mount({ ...app, region: 'mypurecloud.ie' });
    await settled();
    const first = page.module.engine;
    rerender({ options });
    expect(first.calls).toEqual(['start', 'stop']);
    await settled();
    expect(first.calls).toEqual(['start', 'stop', 'free']);
    expect(page.module.engines).toHaveLength(2);
    expect(page.module.engine.calls).toEqual(['start']);
    expect(result.current.status).toBe('connecting');
  });

  it.each<[string, Partial<GenesysToastsOptions>]>([
    ['duration', { duration: 3000 }],
    ['maxToasts', { maxToasts: 3 }],
    ['logger', { logger: null }],
    ['onError', { onError: () => undefined }],
  ])('does not connect again when %s changes', async (_, change) => {
    const { rerender } = mount({ ...app });
    await settled();
    rerender({ options: { ...app, ...change } as GenesysToastsOptions });
    await settled();
    expect(page.module.engines).toHaveLength(1);
  });

  it('passes changed toast options to the running engine, once', async () => {
    const { rerender } = mount({ ...app, duration: { voice: Infinity, default: 8000 } });
    await settled();
    rerender({ options: { ...app, duration: { voice: Infinity, default: 8000 } } });
    expect(page.module.engine.calls).toEqual(['start']);
    rerender({ options: { ...app, duration: { voice: 1000, default: 8000 } } });
    rerender({ options: { ...app, duration: { voice: 1000, default: 8000 } } });
    expect(page.module.engine.calls).toEqual(['start', 'configure {"source":"routing-events","duration":{"voice":1000,"default":8000}}']);
  });

  it('notices an option that gets the default of the other source', async () => {
    const { rerender } = mount({ ...app, source: 'notifications' });
    await settled();
    rerender({ options: { ...app, source: 'notifications', duration: 8000 } });
    expect(page.module.engine.calls).toEqual(['start', 'configure {"source":"notifications","duration":8000}']);
    rerender({ options: { ...app, source: 'notifications' } });
    expect(page.module.engine.calls.at(-1)).toBe('configure {"source":"notifications"}');
    rerender({ options: { ...app, source: 'notifications', maxAgeMs: 120_000 } });
    expect(page.module.engine.calls.at(-1)).toBe('configure {"source":"notifications","maxAgeMs":120000}');
    expect(page.module.engines).toHaveLength(1);
  });

  it('passes an option that is set back to its default', async () => {
    const { rerender } = mount({ ...app, duration: 3000, redeliver: 'next-ring' });
    await settled();
    rerender({ options: { ...app, duration: 8000, redeliver: 'after-dismiss' } });
    expect(page.module.engine.calls).toEqual(['start', 'configure {"source":"routing-events","duration":8000,"redeliver":"after-dismiss"}']);
  });

  it('leave what update() of the client has changed, until they change themselves', async () => {
    const { result, rerender } = mount({ ...app, alerts: { sound: false } });
    await settled();
    act(() => result.current.client.update({ alerts: { sound: { volume: 1 } } }));
    rerender({ options: { ...app, alerts: { sound: false } } });
    const configured = (): unknown[] => page.module.engine.calls.filter((call) => call.startsWith('configure')).map((call) => (JSON.parse(call.slice(10)) as GenesysToastsOptions).alerts);
    expect(configured()).toEqual([{ sound: { volume: 1 } }]);
    rerender({ options: { ...app, alerts: { sound: true } } });
    expect(configured()).toEqual([{ sound: { volume: 1 } }, { sound: true }]);
  });

  it('throws wrong options of a later render, too', async () => {
    const { rerender } = mount({ ...app });
    await settled();
    expectComplaints();
    expect(() => rerender({ options: { ...app, maxToasts: 0 } })).toThrow(/^maxToasts: /);
  });

  it('calls the callbacks of the last render', async () => {
    const [first, second] = [vi.fn(), vi.fn()];
    const { rerender } = mount({ ...app, getToken: () => 'first', onToast: first });
    await settled();
    rerender({ options: { ...app, getToken: () => 'second', onToast: second } });
    await act(async () => {
      page.module.engine.ring();
      await task();
    });
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledTimes(1);
    expect(page.module.engine.host.getToken?.({ reason: 'refresh', signal: new AbortController().signal })).toBe('second');
  });

  it('does not render for an event that changed nothing [O6]', async () => {
    const { renders } = mount({ ...app });
    await settled();
    const before = renders();
    await act(async () => {
      page.module.engine.host.onChange();
      await task();
    });
    expect(renders()).toBe(before);
  });

  it('throws wrong options to the next error boundary', () => {
    expectComplaints();
    const caught = vi.fn();
    class Boundary extends Component<{ children: ReactNode }> {
      override state = { failed: false };
      static getDerivedStateFromError = () => ({ failed: true });
      override componentDidCatch = caught;
      override render(): ReactNode {
        return this.state.failed ? null : this.props.children;
      }
    }
    const Desktop = (): null => {
      page.useGenesysToasts({ ...app, maxToasts: 0 });
      return null;
    };
    render(<Desktop />, { wrapper: Boundary });
    expect(caught).toHaveBeenCalledWith(expect.objectContaining({ code: 'invalid_option' }), expect.anything());
  });
});

describe('useGenesysToasts(client)', () => {
  it('only subscribes', async () => {
    const client = page.createGenesysToasts({ ...app });
    const { result, unmount } = renderHook(() => page.useGenesysToasts(client), { wrapper: StrictMode });
    await settled();
    expect(page.module.engines).toHaveLength(0);
    expect(result.current.client).toBe(client);
    await act(() => client.start());
    await settled();
    expect(result.current.status).toBe('connecting');
    unmount();
    await settled();
    expect(page.module.engine.calls).toEqual(['start']);
  });

  it('follows when it is given another client', async () => {
    const first = page.createGenesysToasts({ ...app });
    const second = page.createGenesysToasts({ ...app });
    const { result, rerender } = renderHook(({ client }) => page.useGenesysToasts(client), { initialProps: { client: first } });
    await act(() => second.start());
    expect(result.current.status).toBe('idle');
    rerender({ client: second });
    expect(result.current).toMatchObject({ status: 'connecting', client: second });
  });
});

describe('a source that changes its kind', () => {
  it('from options to a client made outside stops the one that was made of them, and back again makes another', async () => {
    const outside = page.createGenesysToasts({ ...app });
    await outside.start();
    const { engine: others } = page.module;
    const options: GenesysToastsOptions = { ...app };
    const { result, rerender, unmount } = renderHook(({ source }) => page.useGenesysToasts(source), {
      initialProps: { source: options as GenesysToastsOptions | typeof outside },
      wrapper: StrictMode,
    });
    await settled();
    const { engine: first } = page.module;
    rerender({ source: outside });
    await settled();
    expect(result.current.client).toBe(outside);
    expect(first.calls).toEqual(['start', 'stop', 'free']);
    rerender({ source: options });
    await settled();
    expect(page.module.engines).toHaveLength(3);
    const { engine: second } = page.module;
    unmount();
    await settled();
    expect(second.calls).toEqual(['start', 'stop', 'free']);
    expect(others.calls).toEqual(['start']);
  });
});

describe('a selector', () => {
  async function mountWith<T>(select: (state: UseGenesysToasts) => T) {
    const client = page.createGenesysToasts({ ...app });
    await client.start();
    let renders = 0;
    const { result } = renderHook(() => {
      renders++;
      return page.useGenesysToasts(client, select);
    });
    await settled();
    return { result, renders: () => renders, engine: page.module.engine };
  }

  it('does not render a component for state that it does not read', async () => {
    const { result, renders, engine } = await mountWith((state) => state.toasts);
    const before = renders();
    await act(async () => {
      engine.become('connecting', { attempt: 7 });
      await task();
    });
    expect(renders()).toBe(before);
    await act(async () => {
      engine.ring();
      await task();
    });
    expect(renders()).toBe(before + 1);
    expect(result.current).toHaveLength(1);
  });

  it('may make a new object each time: results are compared shallowly', async () => {
    const { result, renders, engine } = await mountWith(({ toasts, status, dismiss }) => ({ toasts, status, dismiss }));
    const [before, first] = [renders(), result.current];
    await act(async () => {
      engine.become('connecting', { attempt: 7 });
      await task();
    });
    expect(renders()).toBe(before);
    expect(result.current).toBe(first);
  });

  it('may make a new array each time', async () => {
    const { result, renders, engine } = await mountWith(({ toasts }) => toasts.map((toast) => toast.callerName));
    const before = renders();
    await act(async () => {
      engine.become('connected');
      await task();
    });
    expect(renders()).toBe(before);
    await act(async () => {
      engine.ring({ callerName: 'Grace Hopper' });
      await task();
    });
    expect(result.current).toEqual(['Grace Hopper']);
  });

  it('that changes is used from the next render on', () => {
    const client = page.createGenesysToasts({ ...app });
    const { result, rerender } = renderHook(({ key }) => page.useGenesysToasts(client, (state) => state[key]), {
      initialProps: { key: 'status' as 'status' | 'error' },
    });
    expect(result.current).toBe('idle');
    rerender({ key: 'error' });
    expect(result.current).toBeNull();
  });
});
