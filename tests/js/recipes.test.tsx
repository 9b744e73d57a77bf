/** The recipes of docs/recipes.md: the client's toasts in the toast libraries of others, as they are. */
import { act, cleanup, fireEvent, render, waitFor } from '@testing-library/react';
import { StrictMode, type ReactElement } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GenesysToasts } from '../../js/types.js';
import { app, openPage, task, type PackageOnFake } from './support/package.js';

let page: PackageOnFake;

interface Recipe {
  readonly name: string;
  /** The recipe's component, on the package that was just opened. */
  readonly load: () => Promise<(props: { client: GenesysToasts }) => ReactElement>;
  /** A toast of the library. */
  readonly toast: string;
  /** What a toast has on its way out. */
  readonly leaving: string;
  readonly close: string;
  /** What the library's clock runs by, where that is no timer: an animation on this. */
  readonly clock?: string;
}

const RECIPES: Recipe[] = [
  {
    name: 'sonner',
    load: async () => (await import('../../examples/sonner/SonnerToasts.js')).SonnerToasts,
    toast: '[data-sonner-toast]',
    leaving: '[data-removed="true"]',
    close: '[data-close-button]',
  },
  {
    name: 'react-toastify',
    load: async () => (await import('../../examples/react-toastify/ToastifyToasts.js')).ToastifyToasts,
    toast: '.Toastify__toast',
    leaving: '[data-in="false"]',
    close: '.Toastify__close-button',
    clock: '[role="progressbar"]',
  },
  {
    name: 'MUI',
    load: async () => (await import('../../examples/mui/MuiToasts.js')).MuiToasts,
    toast: '.MuiAlert-root',
    // React takes it away at once.
    leaving: '[hidden]',
    close: '[aria-label="Close"]',
  },
];

beforeEach(async () => {
  // Each test loads MUI's emotion again, which warns of a second copy.
  Reflect.deleteProperty(globalThis, '__EMOTION_REACT_11__');
  page = await openPage();
  // jsdom has no layout and no media.
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
});

afterEach(cleanup);

describe.each(RECIPES)('the recipe for $name', ({ load, toast, leaving, close, clock = 'none' }) => {
  async function mount() {
    const Toasts = await load();
    const calls = vi.fn();
    const client = page.createGenesysToasts({ ...app, onDismiss: ({ id }, reason) => void calls(id, reason) });
    await client.start();
    const { engine } = page.module;
    const view = (shown: GenesysToasts | null) => <StrictMode>{shown && <Toasts client={shown} />}</StrictMode>;
    const { rerender } = render(view(client));
    return {
      ...{ engine, client, calls },
      /** What the client was asked to dismiss. */
      dismissed: () => engine.calls.filter((call) => call.startsWith('dismiss')),
      remove: () => rerender(view(null)),
      show: (other: GenesysToasts) => rerender(view(other)),
    };
  }

  const shown = (): Element[] => [...document.querySelectorAll(`${toast}:not(${leaving})`)];
  /** Resolves when these are shown, and nothing else. */
  const shows = (...names: string[]): Promise<void> =>
    waitFor(() => {
      const texts = shown().map((element) => element.textContent);
      expect(texts.sort()).toEqual(names.map((name) => expect.stringContaining(name) as string).sort());
    });
  const during = (change: () => void): Promise<void> =>
    act(async () => {
      change();
      await task();
    });

  it('shows a ring, removes it when it is answered, and keeps the others', async () => {
    const { engine, calls, dismissed } = await mount();
    let first = { id: '' };
    await during(() => {
      first = engine.ring({ callerName: 'Ada' });
    });
    await shows('Ada');
    await during(() => engine.ring({ callerName: 'Bob' }));
    await shows('Ada', 'Bob');
    await during(() => engine.end(first.id, 'answered'));
    await shows('Bob');
    await during(() => engine.ring({ callerName: 'Cleo' }));
    await shows('Bob', 'Cleo');
    // The library's own end of a toast is no dismissal by the agent.
    expect(calls.mock.calls).toEqual([[first.id, 'answered']]);
    expect(dismissed()).toEqual([]);
  });

  it('shows a ring that begins when another call is answered', async () => {
    const { engine } = await mount();
    let first = { id: '' };
    await during(() => {
      first = engine.ring({ callerName: 'Ada' });
    });
    await during(() => {
      engine.end(first.id, 'answered');
      engine.ring({ callerName: 'Bob' });
    });
    await shows('Bob');
  });

  it('shows a toast again that was removed before', async () => {
    const { engine } = await mount();
    for (let times = 0; times < 3; times++) {
      await during(() => engine.ring({ id: 'again', callerName: 'Ada' }));
      await shows('Ada');
      await during(() => engine.end('again', 'answered'));
      await shows();
    }
    await during(() => {
      engine.ring({ id: 'again', callerName: 'Ada' });
    });
    await during(() => {
      engine.end('again', 'answered');
      engine.ring({ id: 'again', callerName: 'Ada' });
    });
    await shows('Ada');
  });

  it('never removes a toast by itself', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'requestAnimationFrame', 'Date'] });
    try {
      const { engine } = await mount();
      await act(async () => {
        engine.ring({ callerName: 'Ada' });
        await vi.advanceTimersByTimeAsync(3_600_000);
      });
      for (const element of document.querySelectorAll(clock)) fireEvent.animationEnd(element);
      expect(shown()).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it("dismisses the client's toast when the agent closes it", async () => {
    const { engine, client, calls, dismissed } = await mount();
    let first = { id: '' };
    await during(() => {
      first = engine.ring({ callerName: 'Ada' });
      engine.ring({ callerName: 'Bob' });
    });
    await shows('Ada', 'Bob');
    const ada = shown().find((element) => element.textContent.includes('Ada'));
    const button = ada?.querySelector(close);
    await during(() => button && fireEvent.click(button));
    await shows('Bob');
    expect(calls.mock.calls).toEqual([[first.id, 'user']]);
    expect(client.getSnapshot().toasts).toHaveLength(1);
    expect(dismissed()).toEqual([`dismiss ${first.id}`]);
  });

  it('shows what has changed in a toast', async () => {
    const { engine } = await mount();
    const { id } = engine.ring({ callerName: 'Ada' });
    await shows('Ada');
    await during(() => engine.change(id, { callerName: 'Ada Lovelace' }));
    await shows('Ada Lovelace');
  });

  it('shows current rings when it is mounted, and removes them when it is unmounted', async () => {
    const { engine, client, remove, show } = await mount();
    await during(() => engine.ring({ callerName: 'Ada' }));
    await during(remove);
    expect(client.getSnapshot().toasts).toHaveLength(1);
    await during(() => show(client));
    await shows('Ada');
    await during(() => client.stop());
    await shows();
  });

  it('shows the toasts of another client that it is given, and no others', async () => {
    const { engine, show, dismissed } = await mount();
    await during(() => engine.ring({ callerName: 'Ada' }));
    await shows('Ada');
    const other = page.createGenesysToasts({ ...app });
    await other.start();
    page.module.engine.ring({ callerName: 'Bob' });
    await during(() => show(other));
    await shows('Bob');
    expect(dismissed()).toEqual([]);
  });
});
