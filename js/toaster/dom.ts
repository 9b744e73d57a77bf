/** Elements and their changes. Text is only ever set as text. */

export type Attributes = Readonly<Record<string, string | null>>;

export function make(document: Document, tag: string, className: string, attributes: Attributes = {}): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  set(element, attributes);
  return element;
}

/** Sets attributes that are not as they should be; `null` takes one away. */
export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

export function setText(element: Element, text: string | null): void {
  if (element.textContent !== (text ?? '')) element.textContent = text;
}

/** Puts an element in where it is wanted, in front of another, or takes it away. */
export function present(element: HTMLElement, wanted: boolean, parent: Element, before: Element | null): void {
  if (!wanted) element.remove();
  else if (element.parentElement !== parent) parent.insertBefore(element, before);
}
