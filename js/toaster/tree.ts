/** Ways through a document and its open shadow roots. */

/** Gives the element that an element is in, be it across the edge of a shadow root. */
export function parentOf(node: Node): Element | null {
  const parent = node.parentNode;
  return isShadow(parent) ? parent.host : (parent as Element | null)?.nodeType === ELEMENT ? (parent as Element) : null;
}

/** The elements that an element is in, from the nearest on. */
export function ancestorsOf(element: Element): Element[] {
  const ancestors = [];
  for (let at = parentOf(element); at; at = parentOf(at)) ancestors.push(at);
  return ancestors;
}

/** Whether `outer` is `inner`, or has it inside, be it in shadow roots. */
export const includes = (outer: Element, inner: Element): boolean => outer === inner || ancestorsOf(inner).includes(outer);

/** Gives the element with the focus, through open shadow roots; `undefined` where it is the page itself. */
export function deepActive(document: Document): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active && active !== document.body && active !== document.documentElement && 'focus' in active ? (active as HTMLElement) : undefined;
}

/** Whether an element matches a selector; `false` where the browser does not know the selector. */
export function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

// `instanceof` is of one window, and the view may be in another.
const ELEMENT = 1;
const isShadow = (node: Node | null): node is ShadowRoot => node?.nodeType === 11 && 'host' in node;
export const isElement = (target: EventTarget | null | undefined): target is Element => (target as Node | null | undefined)?.nodeType === ELEMENT;
