/** Where on a page the view may stand. */

export type PlaceName = 'page' | 'shell' | 'row' | 'shadow' | 'frame' | 'popup';

/** An element to put the view into; `null`: the app's own root, or the body. */
export type Place = Element | ShadowRoot | null;

const MARKUP = '<!doctype html><html lang="en"><title>Calls</title><body><textarea name="inner" aria-label="Notes"></textarea>';

function box(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  document.querySelector('main')?.append(element);
  return element;
}

/** In a part of the page that is moved and cut off; another part lies above that, where the toasts are. */
function shell(): Place {
  const around = box('embedded-shell');
  box('embedded-bar');
  return around.appendChild(document.createElement('div'));
}

function frame(): Promise<Place> {
  const element = document.createElement('iframe');
  Object.assign(element, { className: 'embedded-frame', name: 'inner', title: 'Calls', srcdoc: MARKUP });
  document.body.append(element);
  return new Promise((resolve) => element.addEventListener('load', () => resolve(element.contentDocument?.body ?? null)));
}

function popup(): Place {
  const opened = window.open('', 'calls', 'width=900,height=600');
  // Without an address it is there at once.
  opened?.document.write(MARKUP);
  opened?.document.close();
  return opened?.document.body ?? null;
}

export const PLACES: Readonly<Record<PlaceName, () => Place | Promise<Place>>> = {
  page: () => null,
  shell,
  row: () => document.querySelector('.embedded-row'),
  shadow: () => box('embedded-shadow').attachShadow({ mode: 'open' }),
  frame,
  popup,
};
