/** What the browser itself puts over a page. */

export type CoverName = 'native' | 'second' | 'native-in-shadow' | 'popover' | 'menu' | 'fullscreen';

export interface Cover {
  readonly open: () => void | Promise<void>;
  readonly close: () => void | Promise<void>;
  readonly isOpen: () => boolean;
}

/** A field that can be found by its name. */
function field(name: string): HTMLInputElement {
  const input = document.createElement('input');
  input.name = name;
  input.setAttribute('aria-label', 'Reason');
  return input;
}

/** A modal dialog, made when it is first opened. `onClosed`: the browser closes it. */
function modal(name: string, onClosed: (what: string) => void, parent: () => Element | ShadowRoot): Cover {
  let dialog: HTMLDialogElement | undefined;
  const make = (): HTMLDialogElement => {
    const made = document.createElement('dialog');
    made.className = 'embedded-panel';
    made.setAttribute('aria-label', 'Transfer');
    made.append(field(name));
    made.addEventListener('cancel', () => onClosed(name));
    parent().append(made);
    return made;
  };
  return {
    open: () => (dialog ??= make()).showModal(),
    close: () => dialog?.close(),
    isOpen: () => dialog?.open ?? false,
  };
}

function popover(name: string, kind: 'auto' | 'manual'): Cover {
  let element: HTMLElement | undefined;
  const make = (): HTMLElement => {
    const made = document.createElement('div');
    made.className = 'embedded-panel';
    made.popover = kind;
    made.append(field(name));
    document.body.append(made);
    return made;
  };
  return {
    open: () => (element ??= make()).showPopover(),
    close: () => element?.hidePopover(),
    isOpen: () => element?.matches(':popover-open') ?? false,
  };
}

/** The page's own part, alone on the screen. */
const fullscreen: Cover = {
  open: () => document.querySelector('main')?.requestFullscreen(),
  close: () => document.exitFullscreen(),
  isOpen: () => document.fullscreenElement !== null,
};

/** An open shadow root, in it the style of the page. */
function shadow(): ShadowRoot {
  const host = document.createElement('div');
  document.body.append(host);
  const root = host.attachShadow({ mode: 'open' });
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) root.append(link.cloneNode());
  return root;
}

/** @param onClosed - called with a name when the browser closes one by itself */
export const coversOf = (onClosed: (name: string) => void): Readonly<Record<CoverName, Cover>> => ({
  native: modal('native', onClosed, () => document.body),
  second: modal('second', onClosed, () => document.body),
  'native-in-shadow': modal('native-in-shadow', onClosed, shadow),
  popover: popover('popover', 'manual'),
  menu: popover('menu', 'auto'),
  fullscreen,
});
