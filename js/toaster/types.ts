import type { DismissReason, GenesysToasts, Status, Toast, ToastAction } from '../types.js';
import type { Label, ToasterLabels } from './label-types.js';

export type { Label, ToasterLabels };

/** Where the toaster is in the window. `start` and `end` follow the writing direction: in a left-to-right page `end` is right. */
export type ToasterPosition = 'top-start' | 'top-center' | 'top-end' | 'bottom-start' | 'bottom-center' | 'bottom-end';

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
   * The key that answers the oldest ring which offers it, such as `'F9'` or `'Control+Alt+A'`. `null`: none. It is left to the page while no toast offers
   * it, and, unless it is a function key or has Alt, Control or Meta, while the agent types.
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
  /** What is at the end of the card, in place of Answer and Decline. */
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
  /** Answers the ring, as the Answer button does: where that fails, `failure` says why, and it is announced. Needs a `client`. */
  answer: () => void;
  /** Declines the ring at once: a button of your own asks the agent to confirm. The rest is as with `answer`. */
  decline: () => void;
  /** Why the last action of the toast failed, in words for the agent; `null`: it did not. Shown in the toast, unless it is `unstyled`. */
  readonly failure: string | null;
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
  /** What the agent can do with it. */
  readonly actions: readonly ToastAction[];
  /** Whether Decline was pressed once. */
  readonly armed: boolean;
  /** Why the last action failed, in words. */
  readonly failure: string | null;
  /** The key that answers it; `null`: none. */
  readonly answerHotkey: string | null;
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

/** A line about sound and notifications, or about the agent. */
export interface AlertLine {
  readonly kind: 'sound-blocked' | 'sound' | 'notifications' | 'notifications-denied' | 'muted' | 'not-responding';
  /** `null`: the line is a button only. */
  readonly text: string | null;
  /** Text of the button; `null`: no button. */
  readonly button: string | null;
  /** Whether what the button does is pending. */
  readonly busy: boolean;
  /** Name of the button that hides the line; `null`: no button. */
  readonly hide: string | null;
}

/** The labels of the buttons that act on a ring. */
export type ActionLabels = Pick<ToasterLabels, 'answer' | 'answering' | 'decline' | 'declineAgain' | 'declineDescription' | 'declining'>;

/** What all cards have in common. */
export interface CardOptions extends ActionLabels {
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
  /** The line while the agent is Not Responding. */
  readonly agent: AlertLine | null;
  /** The texts that are announced besides the rings and the warning. */
  readonly spoken: readonly string[];
  readonly region: string;
  readonly card: CardOptions;
  readonly below: Label<[n: number]>;
  readonly hotkey: string | null;
  /** `null`: depends on the width of the page. */
  readonly position: ToasterPosition | null;
  readonly announce: 'polite' | 'assertive';
}
