import { afterEach, describe, expect, it, vi } from 'vitest';
import { GenesysToasterElement } from '../../js/element/index.js';
import { makeClient } from './support/fake-client.js';
import { makeToast } from './support/fake-engine.js';
import { itemsIn, rootIn, shownIn, textIn } from './support/views.js';

afterEach(() => {
  document.body.replaceChildren();
});

const rootOf = rootIn;
const hostOf = (element: Element): HTMLElement => element.querySelector('.gt-host')!;
/** The app's own content of each toast. */
const ownIn = (element: Element): string[] => [...hostOf(element).children].map((content) => content.innerHTML);
/** Resolves when observers of the page have been called. */
const settled = (): Promise<void> => Promise.resolve();

function parse(html: string): GenesysToasterElement {
  document.body.innerHTML = html;
  return document.body.firstElementChild as GenesysToasterElement;
}

describe('<genesys-toaster>', () => {
  it('is registered by the import', () => {
    expect(customElements.get('genesys-toaster')).toBe(GenesysToasterElement);
  });

  it('takes its options from attributes', () => {
    const element = parse('<genesys-toaster position="bottom-start" visible="1" hotkey="Alt+T" announce="assertive" status theme="dark"></genesys-toaster>');
    element.client = makeClient([makeToast({ mediaType: 'chat' }), makeToast({ mediaType: 'chat' })]);
    const root = rootOf(element);
    expect(root.dataset['position']).toBe('bottom-start');
    expect(hostOf(element).dataset['gtTheme']).toBe('dark');
    expect(root.getAttribute('aria-keyshortcuts')).toBe('Alt+T');
    expect(root.querySelector('[role="status"]')?.getAttribute('aria-live')).toBe('assertive');
    expect(textIn(root, '.gt-more')).toBe('1 more · 1 chat');
    expect(textIn(root, '.gt-status')).toBe('Status: connected');
  });

  it('follows attributes that change, and returns to the defaults', async () => {
    const element = parse('<genesys-toaster position="bottom-start" hotkey="" theme="dark"></genesys-toaster>');
    const root = rootOf(element);
    expect(root.hasAttribute('aria-keyshortcuts')).toBe(false);
    for (const name of ['position', 'hotkey', 'theme']) element.removeAttribute(name);
    await settled();
    expect(root.dataset['position']).toBeUndefined();
    expect(hostOf(element).dataset['gtTheme']).toBeUndefined();
    expect(root.getAttribute('aria-keyshortcuts')).toBe('F8');
  });

  it('has the same as properties, which show as attributes', () => {
    const element = document.createElement('genesys-toaster');
    expect(element).toMatchObject({ position: null, visible: 4, outcomeMs: 1000, unstyled: false, hotkey: 'F8', announce: 'polite', status: false });
    expect(element).toMatchObject({ silenceHotkey: 'Shift+F8', alertLine: true, answerHotkey: null, confirmDecline: true });
    expect(element).toMatchObject({ client: undefined, toasts: undefined, labels: undefined, renderToast: undefined });
    Object.assign(element, { position: 'top-start', visible: 2, hotkey: null, silenceHotkey: null, alertLine: false, answerHotkey: 'F9', confirmDecline: false, announce: 'assertive', status: true });
    expect(element.outerHTML).toBe(
      '<genesys-toaster position="top-start" visible="2" hotkey="" silence-hotkey="" alert-line="off" answer-hotkey="F9" confirm-decline="off" announce="assertive" status=""></genesys-toaster>',
    );
    element.status = 'connected';
    expect(element.getAttribute('status')).toBe('connected');
    element.status = false;
    expect(element.hasAttribute('status')).toBe(false);
  });

  it('returns to the defaults if a property is `undefined`, which React 19 sets for a removed one', () => {
    const element = parse('<genesys-toaster position="top-start" visible="1" hotkey="" silence-hotkey="" alert-line="off" answer-hotkey="F9" confirm-decline="off" announce="assertive" status unstyled outcome-ms="5"></genesys-toaster>');
    for (const name of ['position', 'visible', 'hotkey', 'silenceHotkey', 'alertLine', 'answerHotkey', 'confirmDecline', 'announce', 'status', 'unstyled', 'outcomeMs'] as const) Object.assign(element, { [name]: undefined });
    expect(element.getAttributeNames()).toEqual(['style']);
    expect(element).toMatchObject({ position: null, visible: 4, hotkey: 'F8', silenceHotkey: 'Shift+F8', alertLine: true, answerHotkey: null, confirmDecline: true, announce: 'polite', status: false, unstyled: false, outcomeMs: 1000 });
  });

  it('accepts `status="true"`, which React 18 sets for a name without a value', () => {
    expect(parse('<genesys-toaster status="true"></genesys-toaster>').status).toBe(true);
  });

  it.each([['off', false], ['false', false], ['on', true], ['', true]])('reads alert-line="%s" as %s', (value, expected) => {
    expect(parse(`<genesys-toaster alert-line="${value}"></genesys-toaster>`).alertLine).toBe(expected);
  });

  it('uses the default for a wrong `visible`', () => {
    expect(parse('<genesys-toaster visible="many"></genesys-toaster>').visible).toBe(4);
  });

  it('keeps properties that were set before it was defined', () => {
    const early = document.createElement('genesys-toaster');
    const client = makeClient([makeToast({ callerName: 'Ada' })]);
    // What a page does to an element that the browser does not know yet.
    Object.defineProperty(early, 'client', { value: client, configurable: true, writable: true, enumerable: true });
    document.body.append(early);
    expect(shownIn(rootOf(early))).toEqual(['Ada']);
    expect(Object.hasOwn(early, 'client')).toBe(false);
    expect(early.client).toBe(client);
  });

  it('dispatches events for the agent’s actions', () => {
    const element = parse('<genesys-toaster></genesys-toaster>');
    const calls: string[] = [];
    for (const type of ['dismiss', 'pause', 'resume']) {
      element.addEventListener(type, (event) => calls.push(type + ((event as CustomEvent<{ id?: string } | null>).detail?.id ?? '')));
    }
    element.toasts = [makeToast({ id: '-a' })];
    const root = rootOf(element);
    root.dispatchEvent(new Event('pointerenter'));
    root.querySelector<HTMLElement>('.gt-close')!.click();
    root.dispatchEvent(new Event('pointerleave'));
    expect(calls).toEqual(['pause', 'dismiss-a', 'resume']);
  });

  it('stops listening when it is removed from the page, and continues when it is added again', () => {
    const client = makeClient([makeToast({ callerName: 'Ada' })]);
    const element = parse('<genesys-toaster></genesys-toaster>');
    element.client = client;
    const root = rootOf(element);
    element.remove();
    expect(client.listeners()).toBe(0);
    client.set([makeToast({ callerName: 'Bob' })]);
    expect(shownIn(root)).toEqual(['Ada']);
    document.body.append(element);
    expect(shownIn(root)).toEqual(['Bob']);
    expect(client.listeners()).toBe(1);
    expect(rootOf(element)).toBe(root);
  });

  it('shows its default look from a style sheet that the shadow root adopts', () => {
    const sheets: { css: string }[] = [];
    vi.stubGlobal(
      'CSSStyleSheet',
      class {
        css = '';
        replaceSync(css: string): void {
          this.css = css;
          sheets.push(this);
        }
      },
    );
    for (const type of [ShadowRoot, Document]) Object.defineProperty(type.prototype, 'adoptedStyleSheets', { value: [], writable: true, configurable: true });
    try {
      const [first, second] = [document.createElement('genesys-toaster'), document.createElement('genesys-toaster')];
      document.body.append(first, second);
      expect(sheets).toHaveLength(1);
      expect(sheets[0]?.css).toContain('.gt-toaster');
      expect(hostOf(first).shadowRoot?.adoptedStyleSheets).toEqual(sheets);
      expect(hostOf(second).shadowRoot?.adoptedStyleSheets).toEqual(sheets);
    } finally {
      for (const type of [ShadowRoot, Document]) Reflect.deleteProperty(type.prototype, 'adoptedStyleSheets');
      vi.unstubAllGlobals();
    }
  });

  it('accepts a node for the content of a toast', () => {
    const element = parse('<genesys-toaster></genesys-toaster>');
    element.toasts = [makeToast({ callerName: 'Ada' })];
    element.renderToast = (toast) => Object.assign(document.createElement('strong'), { textContent: toast.callerName });
    expect(ownIn(element)).toEqual(['<strong>Ada</strong>']);
    expect(itemsIn(rootOf(element))[0]?.querySelector('.gt-close')).not.toBeNull();
    element.renderToast = null;
    expect(ownIn(element)).toEqual([]);
    expect(textIn(rootOf(element), '.gt-name')).toBe('Ada');
    element.toasts = null;
    expect(itemsIn(rootOf(element))).toHaveLength(0);
  });
});
