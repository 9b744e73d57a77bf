/** Finds elements across open shadow roots. */

/** Returns the parent element; for a child of a shadow root, the host of that. */
export function parentOf(node: Node): Element | null {
  const parent = node.parentNode;
  return isShadow(parent) ? parent.host : (parent as Element | null)?.nodeType === ELEMENT ? (parent as Element) : null;
}

/** Returns the elements that contain an element, the nearest first. */
export function ancestorsOf(element: Element): Element[] {
  const ancestors = [];
  for (let at = parentOf(element); at; at = parentOf(at)) ancestors.push(at);
  return ancestors;
}

/** Whether `outer` is `inner` or contains it, also in shadow roots. */
export const includes = (outer: Element, inner: Element): boolean => outer === inner || ancestorsOf(inner).includes(outer);

/** Returns the element with the focus, also in open shadow roots; `undefined` where no element has it. */
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

// Not by `instanceof`, because the view may be in another window, with other classes.
const ELEMENT = 1;
const isShadow = (node: Node | null): node is ShadowRoot => node?.nodeType === 11 && 'host' in node;
export const isElement = (target: EventTarget | null | undefined): target is Element => (target as Node | null | undefined)?.nodeType === ELEMENT;
