import type { ErrorCode } from '../errors.js';
import type { DismissReason, GenesysToasts, Status, Toast } from '../types.js';

/** Where the toaster is in the window. `start` and `end` follow the writing direction: in a left-to-right page `end` is right. */
export type ToasterPosition = 'top-start' | 'top-center' | 'top-end' | 'bottom-start' | 'bottom-center' | 'bottom-end';

/** A text with placeholders, such as `'From: {callerName}'`, or a function that is called with the values of the placeholders, in their order, and returns the text. */
export type Label<Values extends readonly unknown[] = [value: string]> = string | ((...values: Values) => string);

/** The texts of the view. Each has an English default. */
export interface ToasterLabels {
  /**
   * The name of the landmark, for screen readers.
   *
   * @default 'Incoming conversations'
   */
  region: string;
  /**
   * The title that is announced, by media type.
   *
   * @default { voice: 'VOICE CALL INCOMING', callback: 'CALLBACK CALL INCOMING' }
   */
  titles: Readonly<Record<string, string>>;
  /**
   * The title that is announced for a media type that `titles` does not have. `{mediaType}` is in capitals.
   *
   * @default '{mediaType} INCOMING'
   */
  title: Label;
  /**
   * The text that is announced after the title.
   *
   * @default 'From: {callerName}'
   */
  from: Label;
  /**
   * The largest text of a toast.
   *
   * @default '{callerName}'
   */
  name: Label;
  /**
   * The names of the media types. For a media type that is in neither, the media type itself is shown.
   *
   * @default { voice: 'Voice call', callback: 'Callback', chat: 'Chat', email: 'Email', message: 'Message' }
   */
  media: Readonly<Record<string, string>>;
  /**
   * The text between queue and address.
   *
   * @default ' · '
   */
  separator: string;
  /**
   * The texts for the reasons of a removed toast. A reason whose text is missing or empty is not shown.
   *
   * @default { answered: 'Answered', missed: 'Missed', abandoned: 'Caller hung up' }
   */
  outcomes: Readonly<Partial<Record<DismissReason, string>>>;
  /**
   * The name of the close button, for screen readers.
   *
   * @default 'Dismiss notification'
   */
  dismiss: string;
  /**
   * The status line.
   *
   * @default 'Status: {status}'
   */
  status: Label;
  /**
   * The names of the statuses. A status that it does not have is shown as it is.
   *
   * @default {}
   */
  statuses: Readonly<Partial<Record<Status, string>>>;
  /**
   * The warning while there is no connection.
   *
   * @default 'Calls may be missed since {time}.'
   */
  blind: Label;
  /**
   * The text before `blind` while the client waits for the next attempt.
   *
   * @default 'Reconnecting in {seconds} s.'
   */
  reconnecting: Label<[seconds: number]>;
  /**
   * The text before `blind` during an attempt.
   *
   * @default 'Reconnecting…'
   */
  reconnectingNow: string;
  /**
   * The text before `blind` while the browser reports that there is no network.
   *
   * @default 'No network.'
   */
  offline: string;
  /**
   * The button that starts the next attempt at once.
   *
   * @default 'Retry now'
   */
  retry: string;
  /**
   * The text for 10 s after the connection came back.
   *
   * @default 'Connected again. Calls may have been missed {from}–{to}.'
   */
  recovered: Label<[from: string, to: string]>;
  /**
   * The warnings for failures that do not pass by themselves, by error code. There is an English sentence, which says whom to inform, for `auth_failed`,
   * `forbidden`, `no_user_context`, `handshake_rejected`, `connection_dropped`, `api_failed`, `wasm_load_failed` and `unsupported`.
   *
   * @default {}
   */
  problems: Readonly<Partial<Record<ErrorCode, string>>>;
  /**
   * The warning for an error code that has no sentence. Another text is used for each code that `problems` does not have, instead of the English sentences.
   *
   * @default 'Calls are not shown. Tell your administrator: {code}.'
   */
  problem: Label;
  /**
   * The button that shows the toasts which are not visible. `{n}` is their number, `{list}` has one `count` for each media type.
   *
   * @default '{n} more · {list}'
   */
  more: Label<[n: number, list: string]>;
  /**
   * Returns one entry of `{list}` for `n` toasts of a media type. The default returns a text such as `3 chats`.
   */
  count: (n: number, mediaType: string) => string;
  /**
   * The same button while all toasts are shown.
   *
   * @default 'Show fewer'
   */
  fewer: string;
  /**
   * The line that says how many toasts are below the lower edge of the list, when the list scrolls.
   *
   * @default '{n} more below'
   */
  below: Label<[n: number]>;
  /**
   * The button while the browser waits for a click before it plays sound. An empty text: the line is not shown.
   *
   * @default 'Turn on ring sound'
   */
  turnOnSound: string;
  /**
   * The line while the browser plays no sound although the agent has clicked on the page. An empty text: the line is not shown.
   *
   * @default "The browser plays no sound. Allow sound for this page in the browser's settings."
   */
  soundBlocked: string;
  /**
   * The button of the line `soundBlocked`. An empty text: the line has no button.
   *
   * @default 'Try again'
   */
  tryAgain: string;
  /**
   * The button that asks for the permission to show notifications. An empty text: the line is not shown.
   *
   * @default 'Allow notifications'
   */
  allowNotifications: string;
  /**
   * The line while the agent or the browser forbids notifications. An empty text: the line is not shown.
   *
   * @default "Notifications are blocked. Allow them for this page in the browser's settings."
   */
  notificationsDenied: string;
  /**
   * The name of the button that hides the line `notificationsDenied`, for screen readers. An empty text: the line has no button.
   *
   * @default 'Hide this message'
   */
  hide: string;
  /**
   * The line while the client is muted with no end. An empty text: the line is not shown.
   *
   * @default 'Sound and notifications are off.'
   */
  muted: string;
  /**
   * The line while the client is muted until a time of day. An empty text: the line is not shown.
   *
   * @default 'Sound and notifications are off until {time}.'
   */
  mutedUntil: Label;
  /**
   * The button that ends the mute. An empty text: the line has no button.
   *
   * @default 'Turn on'
   */
  unmute: string;
  /**
   * The name of the button that ends the sound of a toast, for screen readers. An empty text: there is no button.
   *
   * @default 'Silence'
   */
  silence: string;
}

/** What `<GenesysToaster>` and `<genesys-toaster>` have in common. */
export interface ToasterOptions {
  /** The client whose toasts are shown. The view dismisses and pauses its toasts by itself. */
  client?: GenesysToasts | undefined;
  /** The toasts to show, instead of those of `client`. */
  toasts?: readonly Toast[] | undefined;
  /**
   * Shows the status line: with this status, or with the status of `client` (`true`).
   *
   * @default false
   */
  status?: Status | boolean | undefined;
  /** Where the toaster is in the window. Without it: `'top-end'`, or at the bottom in full width on a page narrower than 30rem. */
  position?: ToasterPosition | undefined;
  /**
   * How many toasts are shown at once. A button shows the others. Voice calls are always shown.
   *
   * @default 4
   */
  visible?: number | undefined;
  /**
   * The key that moves the focus to the toasts and back, such as `'F8'` or `'Alt+T'`. `null`: none.
   *
   * @default 'F8'
   */
  hotkey?: string | null | undefined;
  /**
   * The key that ends the sound of all toasts, such as `'Shift+F8'` or `'Alt+S'`. `null`: none. It is left to the page while nothing sounds.
   *
   * @default 'Shift+F8'
   */
  silenceHotkey?: string | null | undefined;
  /**
   * Whether lines above the toasts say that the agent has to allow sound or notifications, and that they are muted. Needs a `client`.
   *
   * @default true
   */
  alertLine?: boolean | undefined;
  /**
   * How long a toast shows why its ring ended before it is removed, in ms. `0`: not at all. Needs a `client`.
   *
   * @default 1000
   */
  outcomeMs?: number | undefined;
  /** Texts, instead of the English ones. */
  labels?: Partial<ToasterLabels> | undefined;
  /**
   * How the live region announces a ring: `'polite'`, after what the screen reader says at present, or `'assertive'`, at once.
   *
   * @default 'polite'
   */
  announce?: 'polite' | 'assertive' | undefined;
  /** Called with the id of a toast that the agent closed. With a `client` the view has already dismissed the toast. */
  onDismiss?: ((toastId: string) => void) | undefined;
  /**
   * Called when the time limits of the toasts should pause, because the pointer is over the toaster or the keyboard focus is in it. One call of
   * `onResume` follows. With a `client` the view has already paused the toasts.
   */
  onPause?: (() => void) | undefined;
  /** Called when the time limits of the toasts should continue. With a `client` the view has already resumed the toasts. */
  onResume?: (() => void) | undefined;
}

/** Which content the app renders itself. */
export interface OwnContent {
  /** `'inside'`: the content of the card, without frame, close button and bar; `'card'`: the whole card. */
  readonly toast?: 'inside' | 'card' | undefined;
  /** Buttons at the end of the card. */
  readonly actions?: boolean | undefined;
  /** Class names of the host node. */
  readonly className?: string | undefined;
}

/** The second argument of `renderToast` and `renderActions`. */
export interface ToastTools {
  /** Dismisses the toast, as its close button does. */
  dismiss: () => void;
  /** Ends the sound of the toast, as its silence button does. The toast stays. */
  silence: () => void;
  /** Whether the toast sounds: its id is in `alerts.sounding` of the snapshot. The function is called again when this changes. */
  readonly sounding: boolean;
  /**
   * The time until the `expiresAt` or the `alertingUntil` of the toast, whichever is earlier, in ms at the moment when it is read; `null` where the toast
   * has neither. A function that reads it is called again every second.
   */
  readonly remainingMs: number | null;
}

/** `ended`: the ring is over, and the toast shows why. `leaving`: a transition removes the toast. In both states the keyboard does not reach it. */
export type ToastState = 'open' | 'ended' | 'leaving';

/** The reason for which the ring of a toast is over, and its text. */
export interface Outcome {
  readonly reason: DismissReason;
  readonly text: string;
}

/** One toast as the view shows it. */
export interface ToastItem {
  readonly toast: Toast;
  readonly state: ToastState;
  /** The reason for which its ring is over, while the toast shows it. */
  readonly outcome: Outcome | null;
  readonly sounding: boolean;
  readonly title: string;
  readonly from: string;
  readonly name: string;
  readonly media: string;
  /** Queue and address, where they are known. */
  readonly about: string;
}

/** The warning line. */
export interface WarningLine {
  readonly kind: 'temporary' | 'permanent' | 'recovered';
  readonly text: string;
  /** The text that is announced, once. It does not contain the seconds that count down. */
  readonly announcement: string;
  /** Text of the button for the next attempt; `null`: no button. */
  readonly retry: string | null;
}

/** A line about sound and notifications. */
export interface AlertLine {
  readonly kind: 'sound-blocked' | 'sound' | 'notifications' | 'notifications-denied' | 'muted';
  /** `null`: the line is a button only. */
  readonly text: string | null;
  /** Text of the button; `null`: no button. */
  readonly button: string | null;
  /** Name of the button that hides the line; `null`: no button. */
  readonly hide: string | null;
}

/** What all cards have in common. */
export interface CardOptions {
  /** Name of the close button. */
  readonly dismiss: string;
  /** Name of the silence button; `null`: no button. */
  readonly silence: string | null;
  readonly silenceHotkey: string | null;
  /** Whether the body of a toast is a button. */
  readonly opens: boolean;
}

/** All that the view shows. */
export interface ToasterView {
  readonly items: readonly ToastItem[];
  /** Text of the button that shows the other toasts; `null`: no button. */
  readonly more: string | null;
  readonly expanded: boolean;
  readonly status: string | null;
  readonly warning: WarningLine | null;
  /** What the agent has to do for sound or notifications. */
  readonly alert: AlertLine | null;
  readonly muted: AlertLine | null;
  readonly region: string;
  readonly card: CardOptions;
  readonly below: Label<[n: number]>;
  readonly hotkey: string | null;
  /** `null`: depends on the width of the page. */
  readonly position: ToasterPosition | null;
  readonly announce: 'polite' | 'assertive';
}
