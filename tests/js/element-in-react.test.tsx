/** `<genesys-toaster>` in React: what the types of `genesys-toasts/jsx` say of it holds, in React 18 and in React 19. */
import { act, cleanup, render } from '@testing-library/react';
import { createElement, createRef } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GenesysToasterElement } from '../../js/element/index.js';
import { makeClient } from './support/fake-client.js';

afterEach(cleanup);

function mount(props: object): GenesysToasterElement {
  const ref = createRef<GenesysToasterElement>();
  render(createElement('genesys-toaster', { ref, ...props }));
  if (!(ref.current instanceof GenesysToasterElement)) throw new Error('no element');
  return ref.current;
}

describe('<genesys-toaster> in React', () => {
  it('accepts attributes', () => {
    const element = mount({ class: 'mine', position: 'bottom-center', status: '', visible: 3, hotkey: '', announce: 'assertive', theme: 'dark' });
    expect(element).toMatchObject({ className: 'mine', position: 'bottom-center', status: true, visible: 3, announce: 'assertive' });
    expect(element.getAttribute('theme')).toBe('dark');
    expect(element.getAttribute('hotkey')).toBe('');
    expect(mount({ status: 'connected', visible: '3' })).toMatchObject({ status: 'connected', visible: 3 });
  });

  const [client, calls] = [makeClient(), vi.fn<(...words: string[]) => void>()];

  const in19 = (): void => {
    const listeners = {
      ondismiss: ({ detail }: CustomEvent<{ id: string }>) => calls('dismiss', detail.id),
      onpause: () => calls('pause'),
      onresume: () => calls('resume'),
    };
    const element = mount({ className: 'mine', client, status: true, hotkey: null, labels: { region: 'Anrufe' }, ...listeners });
    expect(element).toMatchObject({ className: 'mine', status: true, labels: { region: 'Anrufe' } });
    expect(element.client).toBe(client);
    expect(element.getAttribute('hotkey')).toBe('');
    act(() => {
      for (const type of ['pause', 'dismiss', 'resume']) element.dispatchEvent(new CustomEvent(type, { detail: { id: '-a' } }));
    });
    expect(calls.mock.calls).toEqual([['pause'], ['dismiss', '-a'], ['resume']]);
  };

  const in18 = (): void => {
    const element = mount({ status: true, client });
    expect(element.client).toBeUndefined();
    expect(element.getAttribute('status')).toBe('true');
  };

  it('accepts properties and listeners in React 19, and neither in React 18, where the types reject them', process.env['REACT_MAJOR'] === '19' ? in19 : in18);
});
