/** The theme of the host node, which depends on the elements around the anchor. */
import css from '../styles.css';
import { ancestorsOf } from './tree.js';

type Theme = 'light' | 'dark';

/** Returns the theme that an element sets: by `data-theme`, by the class `gt-light` or `gt-dark`, or by the attribute `theme` of `<genesys-toaster>`. */
function themeOf(element: Element): Theme | undefined {
  const { classList } = element;
  if (classList.contains('gt-light')) return 'light';
  if (classList.contains('gt-dark')) return 'dark';
  const names = element.localName === 'genesys-toaster' ? ['theme', 'data-theme'] : ['data-theme'];
  return names.map((name) => element.getAttribute(name)).find((value): value is Theme => value === 'light' || value === 'dark');
}

/**
 * Keeps the theme of the host node that of the nearest element around it that sets one. Where none does, the style sheet uses `color-scheme`.
 *
 * @returns the function that ends it
 */
export function watchTheme(anchor: HTMLElement, host: HTMLElement): () => void {
  const around = [host, anchor, ...ancestorsOf(anchor)];

  function apply(): void {
    const theme = around.map(themeOf).find((value) => value !== undefined);
    if (theme === undefined) delete host.dataset['gtTheme'];
    else host.dataset['gtTheme'] = theme;
    // Outside of its anchor the host has a copy of the anchor's scheme.
    if (theme !== undefined || host.parentNode === anchor) setScheme(host, theme);
  }

  const view: Window & typeof globalThis = anchor.ownerDocument.defaultView ?? globalThis.window;
  const observer = new view.MutationObserver(apply);
  for (const element of around) observer.observe(element, { attributes: true, attributeFilter: ['class', 'data-theme', 'theme'] });
  apply();
  return () => observer.disconnect();
}

/** Sets the colour scheme of the host node; without one it inherits. */
function setScheme(host: HTMLElement, scheme: string | undefined): void {
  if (scheme === undefined) host.style.removeProperty('--_scheme');
  else host.style.setProperty('--_scheme', scheme);
}

/** The custom properties that an app can set. */
const TOKENS: readonly string[] = [...new Set(css.match(/--gt-[a-z-]+/g))];

/** Copies writing direction, colour scheme and custom properties from the anchor to a host that is not in it. */
export function copyTheme(anchor: HTMLElement, host: HTMLElement, away: boolean): void {
  for (const token of TOKENS) host.style.removeProperty(token);
  host.removeAttribute('dir');
  const style = away ? anchor.ownerDocument.defaultView?.getComputedStyle(anchor) : undefined;
  if (host.dataset['gtTheme'] === undefined) setScheme(host, style?.colorScheme);
  if (!style) return;
  host.dir = style.direction;
  for (const token of TOKENS) {
    const value = style.getPropertyValue(token);
    if (value !== '') host.style.setProperty(token, value);
  }
}
