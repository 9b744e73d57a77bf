/** The one node that the package puts on the page, and its shadow root with the default look: no style of the page's reaches into it. */
import css from '../styles.css';
import { make } from './dom.js';

export interface Host {
  readonly node: HTMLElement;
  readonly shadow: ShadowRoot;
}

const sheets = new WeakMap<Document, CSSStyleSheet>();

/** Makes a host node, which is not on the page yet. */
export function createHost(document: Document): Host {
  // Libraries that hide all but their dialog spare what has `aria-live` [V4].
  const node = make(document, 'div', 'gt-host', { popover: 'manual', 'aria-live': 'off' });
  const shadow = node.attachShadow({ mode: 'open' });
  const sheet = sheetOf(document);
  if (sheet) shadow.adoptedStyleSheets = [sheet];
  return { node, shadow };
}

/** One style sheet for all hosts of a document; `undefined` where there are no constructed ones. */
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
