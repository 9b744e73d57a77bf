/** The hook while React renders concurrently: a render may be thrown away, and must not be noticed then. */
import { act, cleanup, render } from '@testing-library/react';
import { startTransition, StrictMode, Suspense, useEffect, useState, type ReactElement } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToastsOptions } from '../../js/types.js';
import type { UseGenesysToasts } from '../../js/react/index.js';
import { app, openPage, task, type PackageOnFake } from './support/package.js';

let page: PackageOnFake;

beforeEach(async () => {
  page = await openPage();
});

afterEach(cleanup);

const settled = (): Promise<void> => act(task);
const never = new Promise<never>(() => undefined);

interface Props {
  options: GenesysToastsOptions;
  select?: (state: UseGenesysToasts) => unknown;
  /** The render is thrown away. */
  suspends?: boolean;
}

/** Gives a component that counts its renders that were not thrown away. */
function makeDesktop() {
  const seen: unknown[] = [];
  function Desktop({ options, select = ({ client }) => client, suspends }: Props): ReactElement {
    const state = page.useGenesysToasts(options, select);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- this is how a component of React 18 suspends
    if (suspends) throw never;
    seen.push(state);
    return <p />;
  }
  const within = (props: Props): ReactElement => <Suspense fallback={null}><Desktop {...props} /></Suspense>;
  return { seen, within };
}

/** Mounts with `first`, then renders with `second` in a transition that never ends. */
async function mountAndThrowAway(first: Props, second: Props) {
  const { seen, within } = makeDesktop();
  const { rerender } = render(within(first));
  await settled();
  act(() => startTransition(() => rerender(within({ ...second, suspends: true }))));
  await settled();
  return { seen, again: (props: Props) => rerender(within(props)) };
}

describe('a render that is thrown away', () => {
  it('before the first commit starts nothing', async () => {
    const { within } = makeDesktop();
    render(within({ options: { ...app }, suspends: true }));
    await settled();
    expect(page.loadEngine).not.toHaveBeenCalled();
    expect(page.module.engines).toHaveLength(0);
  });

  it('with options of another connection leaves the client running', async () => {
    const { seen, again } = await mountAndThrowAway({ options: { ...app } }, { options: { ...app, region: 'mypurecloud.ie' } });
    expect(page.module.engines).toHaveLength(1);
    again({ options: { ...app } });
    await settled();
    expect(page.module.engine.calls).toEqual(['start']);
    expect(new Set(seen).size).toBe(1);
  });

  it('and is committed later creates one new client', async () => {
    const options = { ...app, region: 'mypurecloud.ie' };
    const { again } = await mountAndThrowAway({ options: { ...app } }, { options });
    const first = page.module.engine;
    again({ options });
    expect(first.calls).toEqual(['start', 'stop']);
    await settled();
    expect(first.calls).toEqual(['start', 'stop', 'free']);
    expect(page.module.engines).toHaveLength(2);
    expect(page.module.engine.calls).toEqual(['start']);
  });

  it('changes no callback: those of the last commit are called', async () => {
    const [first, second] = [vi.fn(), vi.fn()];
    await mountAndThrowAway({ options: { ...app, onToast: first } }, { options: { ...app, onToast: second } });
    await act(async () => {
      page.module.engine.ring();
      await task();
    });
    expect(first).toHaveBeenCalledTimes(1);
    expect(second).not.toHaveBeenCalled();
  });

  it('with another selector makes the component on the page render no more often', async () => {
    const { seen } = await mountAndThrowAway(
      { options: { ...app }, select: ({ status }) => ({ status }) },
      { options: { ...app }, select: ({ toasts }) => ({ toasts }) },
    );
    const before = seen.length;
    await act(async () => {
      page.module.engine.become('connecting', { attempt: 7 });
      await task();
    });
    expect(seen).toHaveLength(before);
  });
});

describe('a selector', () => {
  it('may return a new value each time: it is called once for each snapshot', async () => {
    const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { seen, within } = makeDesktop();
    const select = vi.fn(({ toasts }: UseGenesysToasts) => new Map(toasts.map((toast) => [toast.id, toast])));
    render(within({ options: { ...app }, select }));
    await settled();
    select.mockClear();
    const before = seen.length;
    await act(async () => {
      page.module.engine.ring();
      await task();
    });
    expect(select).toHaveBeenCalledTimes(1);
    expect(seen).toHaveLength(before + 1);
    expect(seen.at(-1)).toHaveProperty('size', 1);
    expect(complained).not.toHaveBeenCalled();
  });

  it('may do so written inline, in StrictMode', async () => {
    const complained = vi.spyOn(console, 'error');
    const client = page.createGenesysToasts({ ...app });
    await client.start();
    let renders = 0;
    function Desktop(): ReactElement {
      renders++;
      return <p>{page.useGenesysToasts(client, ({ toasts }) => new Map(toasts.map((toast) => [toast.id, { toast }]))).size}</p>;
    }
    const { container } = render(<Desktop />, { wrapper: StrictMode });
    await settled();
    const before = renders;
    await act(async () => {
      page.module.engine.ring();
      await task();
    });
    expect(container.textContent).toBe('1');
    // In StrictMode each render is done twice.
    expect(renders).toBe(before + 2);
    expect(complained).not.toHaveBeenCalled();
  });
});

describe.each([
  { name: 'as it is', wrapper: undefined },
  { name: 'in StrictMode', wrapper: StrictMode },
])('an inline selector that makes new objects, $name', ({ wrapper }) => {
  interface DesktopProps {
    /** Makes the component render for a reason of its own. */
    n?: number;
    /** Throws the render away. */
    suspends?: boolean;
  }

  /** Mounts a component with such a selector, on a client that runs. */
  async function mountInline() {
    const complained = vi.spyOn(console, 'error');
    const client = page.createGenesysToasts({ ...app });
    await client.start();
    const seen: (readonly { id: string }[])[] = [];
    let effects = 0;
    function Desktop({ suspends }: DesktopProps): ReactElement {
      const toasts = page.useGenesysToasts(client, (state) => state.toasts.map((toast) => ({ id: toast.id })));
      const [shown, setShown] = useState<typeof toasts>([]);
      useEffect(() => {
        effects++;
        // What renders without end shall fail, not hang.
        if (effects < 100) setShown(toasts);
      }, [toasts]);
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- this is how a component of React 18 suspends
      if (suspends) throw never;
      seen.push(toasts);
      return <p>{shown.length}</p>;
    }
    const within = (props: DesktopProps): ReactElement => <Suspense fallback={null}><Desktop {...props} /></Suspense>;
    const { container, rerender } = render(within({}), wrapper && { wrapper });
    await settled();
    return {
      ...{ seen, complained, engine: page.module.engine },
      shown: () => container.textContent,
      effects: () => effects,
      again: (props: DesktopProps) => rerender(within(props)),
    };
  }

  const during = (change: () => void): Promise<void> =>
    act(async () => {
      change();
      await task();
    });

  it('shows a ring, although an effect depends on its result', async () => {
    const { engine, shown, complained, effects } = await mountInline();
    const before = effects();
    await during(() => engine.ring());
    expect(shown()).toBe('1');
    expect(effects()).toBe(before + 1);
    expect(complained).not.toHaveBeenCalled();
  });

  it('returns the same object while nothing in it has changed: in other renders, and for another snapshot', async () => {
    const { engine, seen, again, complained } = await mountInline();
    await during(() => engine.ring());
    const [before, last] = [seen.length, seen.at(-1)];
    await during(() => engine.become('connected', { attempt: 7 }));
    expect(seen).toHaveLength(before);
    again({ n: 1 });
    again({ n: 2 });
    expect(seen.length).toBeGreaterThan(before);
    expect(seen.at(-1)).toBe(last);
    expect(complained).not.toHaveBeenCalled();
  });

  it('shows a ring during a transition, and one after the transition was thrown away', async () => {
    const { engine, again, shown, complained } = await mountInline();
    await during(() => {
      startTransition(() => again({ n: 1, suspends: true }));
      engine.ring();
    });
    expect(shown()).toBe('1');
    await during(() => engine.ring());
    expect(shown()).toBe('2');
    again({ n: 2 });
    await during(() => engine.ring());
    expect(shown()).toBe('3');
    expect(complained).not.toHaveBeenCalled();
  });
});
