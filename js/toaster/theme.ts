/** How the surroundings of the anchor decide the look of the host node. */
import css from '../styles.css';
import { ancestorsOf } from './tree.js';

type Theme = 'light' | 'dark';

/** Gives what an element says about the theme: `data-theme`, the class `gt-light` or `gt-dark`, or the element's attribute `theme`. */
function themeOf(element: Element): Theme | undefined {
  const { classList } = element;
  if (classList.contains('gt-light')) return 'light';
  if (classList.contains('gt-dark')) return 'dark';
  const names = element.localName === 'genesys-toaster' ? ['theme', 'data-theme'] : ['data-theme'];
  return names.map((name) => element.getAttribute(name)).find((value): value is Theme => value === 'light' || value === 'dark');
}

/**
 * Makes the nearest element around that names a theme decide about the host node's. Where none does, `color-scheme` decides, by the style sheet.
 *
 * @returns the function that ends it
 */
export function watchTheme(anchor: HTMLElement, host: HTMLElement): () => void {
  const around = [host, anchor, ...ancestorsOf(anchor)];

  function apply(): void {
    const theme = around.map(themeOf).find((value) => value !== undefined);
    if (theme === undefined) delete host.dataset['gtTheme'];
    else host.dataset['gtTheme'] = theme;
    // Away from its anchor it has the scheme that it took along.
    if (theme !== undefined || host.parentNode === anchor) setScheme(host, theme);
  }

  const view: Window & typeof globalThis = anchor.ownerDocument.defaultView ?? globalThis.window;
  const observer = new view.MutationObserver(apply);
  for (const element of around) observer.observe(element, { attributes: true, attributeFilter: ['class', 'data-theme', 'theme'] });
  apply();
  return () => observer.disconnect();
}

/** Makes the host node look light or dark; without a scheme, as what it stands in. */
function setScheme(host: HTMLElement, scheme: string | undefined): void {
  if (scheme === undefined) host.style.removeProperty('--_scheme');
  else host.style.setProperty('--_scheme', scheme);
}

/** The custom properties that an app may set. */
const TOKENS: readonly string[] = [...new Set(css.match(/--gt-[a-z-]+/g))];

/** Takes the writing direction and the custom properties of the anchor's surroundings along to where the host stands otherwise. */
export function carryTheme(anchor: HTMLElement, host: HTMLElement, away: boolean): void {
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
