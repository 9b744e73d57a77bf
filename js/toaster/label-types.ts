/** The texts of the view. */
import type { ActionFailure, ErrorCode } from '../errors.js';
import type { DismissReason, Status } from '../types.js';

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
  /**
   * The button that answers a ring, where the toast offers it (the option `actions` of the client). An empty text: there is no button.
   *
   * @default 'Answer'
   */
  answer: string;
  /**
   * The same button while the answer is pending.
   *
   * @default 'Answering…'
   */
  answering: string;
  /**
   * The button that declines a ring. An empty text: there is no button.
   *
   * @default 'Decline'
   */
  decline: string;
  /**
   * The same button for 3 s after the first press, unless `confirmDecline` is `false`.
   *
   * @default 'Press again to decline'
   */
  declineAgain: string;
  /**
   * What declining leads to: the description of the button, for screen readers and as its tooltip.
   *
   * @default 'With a conversation from a queue you become Not Responding. A direct call goes to your voicemail.'
   */
  declineDescription: string;
  /**
   * The same button while that is pending.
   *
   * @default 'Declining…'
   */
  declining: string;
  /**
   * The text of a toast that was declined, for the second before it is removed.
   *
   * @default 'Declined'
   */
  declined: string;
  /**
   * What a toast says, in place of a title, about a conversation that was connected to the agent automatically.
   *
   * @default 'Connected automatically'
   */
  autoAnswered: string;
  /**
   * Why answering, declining or going back on queue failed, by reason, in words for the agent. There is an English sentence for each reason except
   * `stopped` and `busy`. An empty text: nothing is shown.
   *
   * @default {}
   */
  failures: Readonly<Partial<Record<ActionFailure, string>>>;
  /**
   * The line while the agent's routing status is Not Responding. An empty text: the line is not shown.
   *
   * @default 'You are Not Responding: no conversation reaches you.'
   */
  notResponding: string;
  /**
   * The button of the line `notResponding`. An empty text: the line has no button.
   *
   * @default 'Back on queue'
   */
  backOnQueue: string;
  /**
   * The same button while that is pending.
   *
   * @default 'Going back on queue…'
   */
  goingBackOnQueue: string;
  /**
   * The text after `notResponding` where going back on queue failed. `{reason}` is the text of `failures`.
   *
   * @default 'You are not back on queue. {reason}'
   */
  backOnQueueFailed: Label<[reason: string]>;
}
