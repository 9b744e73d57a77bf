/**
 * `<genesys-toaster>` in TSX, with the types of React 18 or 19, whichever the app has: `import 'genesys-toasts/jsx'` in one file of it. It is an
 * entry of its own, so that `genesys-toasts/element` needs no types of React.
 */
import type { ClassAttributes, HTMLAttributes } from 'react';
import type { GenesysToasterElement, GenesysToasterEventMap, ToasterPosition } from './element.js';
import type { Status } from './index.js';

/** React 18 sets attributes and nothing else: give it `client` by a ref, and listen to events there. */
interface Attributes extends Omit<HTMLAttributes<GenesysToasterElement>, 'className'>, ClassAttributes<GenesysToasterElement> {
  class?: string | undefined;
  position?: ToasterPosition | undefined;
  /** A status; an empty text: the client's. */
  status?: Status | '' | undefined;
  visible?: number | `${number}` | undefined;
  /** A key; an empty text: none. */
  hotkey?: string | undefined;
  announce?: 'polite' | 'assertive' | undefined;
  theme?: 'light' | 'dark' | undefined;
  /** An empty text: `renderToast` replaces the whole card. */
  unstyled?: '' | undefined;
  'outcome-ms'?: number | `${number}` | undefined;
}

/** React 19 sets properties, too, and listens to the event `dismiss` by `ondismiss`. */
interface Properties extends Omit<Attributes, 'status' | 'hotkey' | 'unstyled'>, Events {
  className?: string | undefined;
  client?: GenesysToasterElement['client'] | null;
  toasts?: GenesysToasterElement['toasts'] | null;
  labels?: GenesysToasterElement['labels'] | null;
  renderToast?: GenesysToasterElement['renderToast'] | null;
  renderActions?: GenesysToasterElement['renderActions'] | null;
  unstyled?: boolean | '' | undefined;
  outcomeMs?: number | undefined;
  /** A status; `true` or an empty text: the client's. */
  status?: Status | boolean | '' | undefined;
  /** A key; `null` or an empty text: none. */
  hotkey?: string | null | undefined;
}

type Events = { [Type in keyof GenesysToasterEventMap as `on${Type}`]?: ((event: GenesysToasterEventMap[Type]) => void) | undefined };

/** What `<genesys-toaster>` takes in TSX. */
export type GenesysToasterJsxProps = typeof import('react') extends { readonly use: unknown } ? Properties : Attributes;

declare global {
  namespace JSX {
    interface IntrinsicElements {
      'genesys-toaster': GenesysToasterJsxProps;
    }
  }
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'genesys-toaster': GenesysToasterJsxProps;
    }
  }
}
