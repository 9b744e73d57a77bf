import { ICONS } from './icons.js';

/**
 * Makes an element. Properties are set as they are, but for `data`, `attrs` and `on` (listeners by event type);
 * children are elements, texts or nothing.
 */
export function h(tag, { data = {}, attrs = {}, on = {}, ...properties } = {}, ...children) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  Object.assign(element.dataset, data);
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value);
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line icon; it is hidden from screen readers: what stands beside it has the words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  for (const d of ICONS[name] ?? []) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** Sets a text only where it changed: a selection in it stays. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
