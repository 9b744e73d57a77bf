/** Makes and changes elements. Text is always set as text, never as HTML. */

export type Attributes = Readonly<Record<string, string | null>>;

export function make(document: Document, tag: string, className: string, attributes: Attributes = {}): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  set(element, attributes);
  return element;
}

/** Sets the attributes that differ. `null` removes one. */
export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

export function setText(element: Element, text: string | null): void {
  if (element.textContent !== (text ?? '')) element.textContent = text;
}

/** Inserts an element before another one, or removes it. */
export function setPresence(element: HTMLElement, wanted: boolean, parent: Element, before: Node | null): void {
  if (!wanted) element.remove();
  else if (element.parentElement !== parent) parent.insertBefore(element, before);
}
