/** The one node that the package adds to the page, and its shadow root with the default styles. Styles of the page do not apply in it. */
import css from '../styles.css';
import { make } from './dom.js';

export interface Host {
  readonly node: HTMLElement;
  readonly shadow: ShadowRoot;
}

const sheets = new WeakMap<Document, CSSStyleSheet>();

/** Makes a host node. It does not add it to the page. */
export function createHost(document: Document): Host {
  // Libraries that hide everything outside of their dialog do not hide elements with `aria-live` [V4].
  const node = make(document, 'div', 'gt-host', { popover: 'manual', 'aria-live': 'off' });
  const shadow = node.attachShadow({ mode: 'open' });
  const sheet = sheetOf(document);
  if (sheet) shadow.adoptedStyleSheets = [sheet];
  return { node, shadow };
}

/** Returns the style sheet for all hosts of a document; `undefined` where the browser has no constructable ones. */
function sheetOf(document: Document): CSSStyleSheet | undefined {
  const { CSSStyleSheet: Sheet } = (document.defaultView ?? globalThis) as unknown as { CSSStyleSheet?: typeof CSSStyleSheet };
  if (!('adoptedStyleSheets' in document) || !Sheet) return undefined;
  const known = sheets.get(document);
  if (known) return known;
  const sheet = new Sheet();
  sheet.replaceSync(css);
  sheets.set(document, sheet);
  return sheet;
}
