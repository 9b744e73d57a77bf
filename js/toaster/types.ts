import type { ErrorCode } from '../errors.js';
import type { DismissReason, GenesysToasts, Status, Toast } from '../types.js';

/** Where the toaster stands; `start` and `end` follow the direction of the writing. */
export type ToasterPosition = 'top-start' | 'top-center' | 'top-end' | 'bottom-start' | 'bottom-center' | 'bottom-end';

/** A text with places for values, such as `'From: {callerName}'`, or a function that gets the values in the order in which they are named here. */
export type Label<Values extends readonly unknown[] = [value: string]> = string | ((...values: Values) => string);

/** Every text of the view. */
export interface ToasterLabels {
  /** Name of the landmark. @default 'Incoming conversations' */
  region: string;
  /** What is announced, by media type. @default { voice: 'VOICE CALL INCOMING', callback: 'CALLBACK CALL INCOMING' } */
  titles: Readonly<Record<string, string>>;
  /** What is announced of any other media type. @default '{mediaType} INCOMING', with the media type in capitals */
  title: Label;
  /** What is announced after the title. @default 'From: {callerName}' */
  from: Label;
  /** The largest text of a toast. @default '{callerName}' */
  name: Label;
  /** Words for the media types. @default { voice: 'Voice call', callback: 'Callback', chat: 'Chat', email: 'Email', message: 'Message' }; of any other the media type itself */
  media: Readonly<Record<string, string>>;
  /** What stands between queue and address. @default ' · ' */
  separator: string;
  /** Words for why a toast left; one that is missing or empty is not shown. @default { answered: 'Answered', missed: 'Missed', abandoned: 'Caller hung up' } */
  outcomes: Readonly<Partial<Record<DismissReason, string>>>;
  /** Name of the close button. @default 'Dismiss notification' */
  dismiss: string;
  /** @default 'Status: {status}' */
  status: Label;
  /** Words for the statuses. @default the status itself */
  statuses: Readonly<Partial<Record<Status, string>>>;
  /** The warning while there is no connection. @default 'Calls may be missed since {time}.' */
  blind: Label;
  /** Stands before `blind` until the next try. @default 'Reconnecting in {seconds} s.' */
  reconnecting: Label<[seconds: number]>;
  /** Stands before `blind` during a try. @default 'Reconnecting…' */
  reconnectingNow: string;
  /** Stands before `blind` while the browser says that there is no network. @default 'No network.' */
  offline: string;
  /** The button that ends the wait. @default 'Retry now' */
  retry: string;
  /** For ten seconds after the connection came back. @default 'Connected again. Calls may have been missed {from}–{to}.' */
  recovered: Label<[from: string, to: string]>;
  /** The warning where waiting does not help, by error code. @default a sentence for each code, and whom to tell */
  problems: Readonly<Partial<Record<ErrorCode, string>>>;
  /** The warning for a code that `problems` does not have. @default 'Calls are not shown. Tell your administrator: {code}.' */
  problem: Label;
  /** The button behind which the rest is. @default '{n} more · {list}' */
  more: Label<[n: number, list: string]>;
  /** One entry of `{list}`. @default (n, mediaType) => '3 chats' */
  count: (n: number, mediaType: string) => string;
  /** The same button when all are shown. @default 'Show fewer' */
  fewer: string;
  /** How many toasts are below the edge of a list that scrolls. @default '{n} more below' */
  below: Label<[n: number]>;
}

/** What `<GenesysToaster>` and `<genesys-toaster>` take alike. */
export interface ToasterOptions {
  /** With a client the view needs nothing else, and stands its clocks still by itself. */
  client?: GenesysToasts | undefined;
  /** Instead of the client's. */
  toasts?: readonly Toast[] | undefined;
  /** Shows the status line; `true`: with the client's status. */
  status?: Status | boolean | undefined;
  /** @default 'top-end'; on a page narrower than 30rem at the bottom, in its full width */
  position?: ToasterPosition | undefined;
  /** How many toasts are shown at once; voice is never left out. @default 4 */
  visible?: number | undefined;
  /** Key that leads into the toaster, such as `'F8'` or `'Alt+T'`; `null`: none. @default 'F8' */
  hotkey?: string | null | undefined;
  /** How long a toast shows why it leaves, in ms; 0: not at all. Needs a client. @default 1000 */
  outcomeMs?: number | undefined;
  labels?: Partial<ToasterLabels> | undefined;
  /** How the announcer interrupts. @default 'polite' */
  announce?: 'polite' | 'assertive' | undefined;
  /** The agent closed a toast. A client's toast is dismissed by the view itself. */
  onDismiss?: ((toastId: string) => void) | undefined;
  /** Clocks are to stand: the pointer is over the toaster, or keyboard focus in it. Always followed by one `onResume`. */
  onPause?: (() => void) | undefined;
  onResume?: (() => void) | undefined;
}

/** What the app draws itself. */
export interface OwnContent {
  /** `'inside'`: in the card, whose frame, close button and countdown stay; `'card'`: in place of the whole card. */
  readonly toast?: 'inside' | 'card' | undefined;
  /** Buttons at the end of the card. */
  readonly actions?: boolean | undefined;
  /** Class names of the host node. */
  readonly className?: string | undefined;
}

/** What a renderer of its own gets with the toast. */
export interface ToastTools {
  dismiss: () => void;
  /**
   * Ms until the toast leaves by itself, or until its ring ends at the latest, whichever comes first; `null` where neither is known. Counts down: as of
   * the moment when it is read, and a renderer that reads it is called again every second.
   */
  readonly remainingMs: number | null;
}

/** `ended`: its ring is over, and it shows why. `leaving`: on its way out. In both it is no longer there for the keyboard. */
export type ToastState = 'open' | 'ended' | 'leaving';

/** Why the ring of a toast is over, and in words. */
export interface Outcome {
  readonly reason: DismissReason;
  readonly text: string;
}

/** One toast as the view shows it. */
export interface ToastItem {
  readonly toast: Toast;
  readonly state: ToastState;
  /** Why its ring is over, while it shows that. */
  readonly outcome: Outcome | null;
  readonly title: string;
  readonly from: string;
  readonly name: string;
  readonly media: string;
  /** Queue and address, as far as they are known. */
  readonly about: string;
}

/** What the agent reads when something is wrong. */
export interface WarningLine {
  readonly kind: 'temporary' | 'permanent' | 'recovered';
  readonly text: string;
  /** What is announced of it, once: without the seconds that count down. */
  readonly announcement: string;
  /** Text of the button that ends the wait; `null`: there is none. */
  readonly retry: string | null;
}

/** All that a renderer puts on the page. */
export interface ToasterView {
  readonly items: readonly ToastItem[];
  /** Text of the button behind which the rest is; `null`: there is no rest. */
  readonly more: string | null;
  readonly expanded: boolean;
  readonly status: string | null;
  readonly warning: WarningLine | null;
  readonly region: string;
  readonly dismiss: string;
  readonly below: Label<[n: number]>;
  readonly hotkey: string | null;
  /** `null`: by the width of the page. */
  readonly position: ToasterPosition | null;
  readonly announce: 'polite' | 'assertive';
}
