/** The button of a card that ends the sound of its ring. */
import { make } from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';
/** A bell with a slash, in a square of 24. */
const BELL = 'M10 20.5a2 2 0 0 0 4 0M18 14V10a6 6 0 0 0-9.7-4.7M6 10v4l-2 3h13M3.5 3.5l17 17';

export function createSilence(document: Document): HTMLElement {
  const button = make(document, 'button', 'gt-silence', { part: 'silence', type: 'button', 'data-gt-silence': '' });
  const [icon, path] = [document.createElementNS(SVG, 'svg'), document.createElementNS(SVG, 'path')];
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', BELL);
  icon.append(path);
  button.append(icon);
  return button;
}
