/**
 * The types of `<genesys-toaster>` in TSX, for React 18 and 19: `import 'genesys-toasts/jsx'` in one file of the app. It is an entry of its own, so that
 * `genesys-toasts/element` does not need the types of React.
 */
import type { ClassAttributes, HTMLAttributes } from 'react';
import type { GenesysToasterElement, GenesysToasterEventMap, ToasterPosition } from './element.js';
import type { Status } from './index.js';

/**
 * The attributes of `<genesys-toaster>` in React 18, which sets attributes only: set `client` and the other properties with a `ref`, and add listeners
 * there.
 */
interface Attributes extends Omit<HTMLAttributes<GenesysToasterElement>, 'className'>, ClassAttributes<GenesysToasterElement> {
  /** Class names of the element. */
  class?: string | undefined;
  /** Where the toaster is in the window. Without it: `top-end`, or at the bottom in full width on a page narrower than 30rem. */
  position?: ToasterPosition | undefined;
  /** Shows the status line: with this status, or with the status of the client (an empty text). */
  status?: Status | '' | undefined;
  /**
   * How many toasts are shown at once. A button shows the others. Voice calls are always shown.
   *
   * @default 4
   */
  visible?: number | `${number}` | undefined;
  /**
   * The key that moves the focus to the toasts and back, such as `F8` or `Alt+T`. An empty text: none.
   *
   * @default 'F8'
   */
  hotkey?: string | undefined;
  /**
   * The key that ends the sound of all toasts, such as `Shift+F8` or `Alt+S`. An empty text: none. It is left to the page while nothing sounds.
   *
   * @default 'Shift+F8'
   */
  'silence-hotkey'?: string | undefined;
  /**
   * `off`: no lines say that the agent has to allow sound or notifications, and that they are muted.
   *
   * @default 'on'
   */
  'alert-line'?: 'on' | 'off' | undefined;
  /**
   * The key that answers the oldest ring which offers it, such as `F9` or `Control+Alt+A`. It is left to the page while no toast offers it. An empty
   * text, or none: no key.
   */
  'answer-hotkey'?: string | undefined;
  /**
   * `off`: Decline needs no second press within 3 s.
   *
   * @default 'on'
   */
  'confirm-decline'?: 'on' | 'off' | undefined;
  /**
   * How the live region announces a ring: `polite`, after what the screen reader says at present, or `assertive`, at once.
   *
   * @default 'polite'
   */
  announce?: 'polite' | 'assertive' | undefined;
  /** Light or dark. It takes precedence over the `color-scheme` of the page. */
  theme?: 'light' | 'dark' | undefined;
  /** An empty text: `renderToast` replaces the whole card. */
  unstyled?: '' | undefined;
  /**
   * How long a toast shows why its ring ended before it is removed, in ms. `0`: not at all. Needs a client.
   *
   * @default 1000
   */
  'outcome-ms'?: number | `${number}` | undefined;
}

/** The attributes and properties of `<genesys-toaster>` in React 19, which sets properties, and listens to the event `dismiss` with `ondismiss`. */
interface Properties extends Omit<Attributes, 'status' | 'hotkey' | 'unstyled'>, Events {
  /** Class names of the element. */
  className?: string | undefined;
  /** The client whose toasts are shown. The view dismisses and pauses its toasts by itself. */
  client?: GenesysToasterElement['client'] | null;
  /** The toasts to show, instead of those of `client`. */
  toasts?: GenesysToasterElement['toasts'] | null;
  /** Texts, instead of the English ones. */
  labels?: GenesysToasterElement['labels'] | null;
  /** Returns the content of a toast's card, or with `unstyled` the whole card: a node, or a text. */
  renderToast?: GenesysToasterElement['renderToast'] | null;
  /** Returns content for the end of a toast's card, such as buttons, in place of Answer and Decline: a node, or a text. */
  renderActions?: GenesysToasterElement['renderActions'] | null;
  /**
   * Whether `renderToast` replaces the whole card; an empty text: yes.
   *
   * @default false
   */
  unstyled?: boolean | '' | undefined;
  /**
   * How long a toast shows why its ring ended before it is removed, in ms. `0`: not at all. Needs a client.
   *
   * @default 1000
   */
  outcomeMs?: number | undefined;
  /**
   * Shows the status line: with this status, or with the status of the client (`true` or an empty text).
   *
   * @default false
   */
  status?: Status | boolean | '' | undefined;
  /**
   * The key that moves the focus to the toasts and back, such as `F8` or `Alt+T`. `null` or an empty text: none.
   *
   * @default 'F8'
   */
  hotkey?: string | null | undefined;
  /**
   * The key that ends the sound of all toasts, such as `Shift+F8` or `Alt+S`. `null` or an empty text: none. It is left to the page while nothing sounds.
   *
   * @default 'Shift+F8'
   */
  silenceHotkey?: string | null | undefined;
  /**
   * Whether lines above the toasts say that the agent has to allow sound or notifications, and that they are muted. Needs a client.
   *
   * @default true
   */
  alertLine?: boolean | undefined;
  /**
   * The key that answers the oldest ring which offers it, such as `F9` or `Control+Alt+A`. It is left to the page while no toast offers it. `null` or an
   * empty text: none.
   *
   * @default null
   */
  answerHotkey?: string | null | undefined;
  /**
   * Whether Decline needs a second press within 3 s.
   *
   * @default true
   */
  confirmDecline?: boolean | undefined;
}

/** A listener for each event of the element: `ondismiss`, `onpause` and `onresume`. */
type Events = { [Type in keyof GenesysToasterEventMap as `on${Type}`]?: ((event: GenesysToasterEventMap[Type]) => void) | undefined };

/** The props of `<genesys-toaster>` in TSX: its attributes with React 18, its attributes, properties and events with React 19. */
export type GenesysToasterJsxProps = typeof import('react') extends { readonly use: unknown } ? Properties : Attributes;

declare global {
  namespace JSX {
    interface IntrinsicElements {
      'genesys-toaster': GenesysToasterJsxProps;
    }
  }
}

// Without this all types above would be exports.
export {};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'genesys-toaster': GenesysToasterJsxProps;
    }
  }
}
