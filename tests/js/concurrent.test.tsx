/** The hook while React renders concurrently: a render may be thrown away, and must not be noticed then. */
import { act, cleanup, render } from '@testing-library/react';
import { startTransition, Suspense, type ReactElement } from 'react';
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

  it('and comes again for good makes one new client', async () => {
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

  it('takes no callback: those of the last commit are called', async () => {
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
  it('may give what is never the same twice: it is called once for each snapshot', async () => {
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
});
