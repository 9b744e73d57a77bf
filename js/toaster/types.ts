import type { GenesysToasts, Status, Toast } from '../types.js';

/** Where the toaster stands; `start` and `end` follow the direction of the writing. */
export type ToasterPosition = 'top-start' | 'top-center' | 'top-end' | 'bottom-start' | 'bottom-center' | 'bottom-end';

/** A text with a place for a value, such as `'From: {callerName}'`, or a function that makes it. */
export type Label = string | ((value: string) => string);

/** Every text of the view. */
export interface ToasterLabels {
  /** Name of the landmark. @default 'Incoming conversations' */
  region: string;
  /** Titles by media type. @default { voice: 'VOICE CALL INCOMING', callback: 'CALLBACK CALL INCOMING' } */
  titles: Readonly<Record<string, string>>;
  /** Title of any other media type. @default '{mediaType} INCOMING', with the media type in capitals */
  title: Label;
  /** @default 'From: {callerName}' */
  from: Label;
  /** Name of the close button. @default 'Dismiss notification' */
  dismiss: string;
  /** @default 'Status: {status}' */
  status: Label;
  /** Words for the statuses. @default the status itself */
  statuses: Readonly<Partial<Record<Status, string>>>;
  /** @default 'Calls may be missed since {time}' */
  blind: Label;
  /** @default '+{n} more' */
  more: Label;
  /** The same button when all are shown. @default 'Show fewer' */
  fewer: string;
}

/** What `<GenesysToaster>` and `<genesys-toaster>` take alike. */
export interface ToasterOptions {
  /** With a client the view needs nothing else, and stands its clocks still by itself. */
  client?: GenesysToasts | undefined;
  /** Instead of the client's. */
  toasts?: readonly Toast[] | undefined;
  /** Shows the status line; `true`: with the client's status. */
  status?: Status | boolean | undefined;
  /** @default 'top-end' */
  position?: ToasterPosition | undefined;
  /** How many toasts are shown at once; voice is never left out. @default 4 */
  visible?: number | undefined;
  /** Key that leads into the toaster, such as `'F8'` or `'Alt+T'`; `null`: none. @default 'F8' */
  hotkey?: string | null | undefined;
  labels?: Partial<ToasterLabels> | undefined;
  /** How the announcer interrupts. @default 'polite' */
  announce?: 'polite' | 'assertive' | undefined;
  /** The agent closed a toast. A client's toast is dismissed by the view itself. */
  onDismiss?: ((toastId: string) => void) | undefined;
  /** Clocks are to stand: the pointer is over the toaster, or keyboard focus in it. Always followed by one `onResume`. */
  onPause?: (() => void) | undefined;
  onResume?: (() => void) | undefined;
}

/** What a renderer of its own gets with the toast. */
export interface ToastTools {
  dismiss: () => void;
  /** Ms until the toast leaves by itself, as of now; `null` while its clock stands or where it has none. */
  remainingMs: number | null;
}

/** One toast as the view shows it. */
export interface ToastItem {
  readonly toast: Toast;
  /** On its way out: seen, but no longer there for keyboard and screen reader. */
  readonly leaving: boolean;
  readonly title: string;
  readonly from: string;
  /** Time of day in the page's locale. */
  readonly time: string;
}

/** All that a renderer puts on the page. */
export interface ToasterView {
  readonly items: readonly ToastItem[];
  /** More than `visible` are shown: the stack scrolls. */
  readonly scrolls: boolean;
  /** Text of the button behind which the rest is; `null`: there is no rest. */
  readonly more: string | null;
  readonly expanded: boolean;
  readonly status: string | null;
  readonly blind: string | null;
  readonly region: string;
  readonly dismiss: string;
  readonly hotkey: string | null;
  readonly position: ToasterPosition;
  readonly announce: 'polite' | 'assertive';
}
