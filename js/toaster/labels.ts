import type { ErrorCode } from '../errors.js';
import type { Label, ToasterLabels } from './types.js';

const MEDIA: Readonly<Record<string, readonly [word: string, one: string, many: string]>> = {
  voice: ['Voice call', 'voice call', 'voice calls'],
  callback: ['Callback', 'callback', 'callbacks'],
  chat: ['Chat', 'chat', 'chats'],
  email: ['Email', 'email', 'emails'],
  message: ['Message', 'message', 'messages'],
};

const PROBLEMS: Readonly<Partial<Record<ErrorCode, string>>> = {
  auth_failed: 'Not signed in to Genesys Cloud. Tell your administrator: the sign-in was refused (auth_failed).',
  forbidden: 'Genesys Cloud shows no calls here. Tell your administrator: a permission is missing (forbidden).',
  no_user_context: 'Genesys Cloud shows no calls here. Tell your administrator: the sign-in belongs to no agent (no_user_context).',
  handshake_rejected: 'Not connected to Genesys Cloud. Tell your administrator: the connection is refused (handshake_rejected).',
  connection_dropped: 'Genesys Cloud has ended the connection. Reload the page; if it happens again, tell your administrator (connection_dropped).',
  api_failed: 'Not connected to Genesys Cloud. Tell your administrator: a request was not understood (api_failed).',
  wasm_load_failed: 'Calls cannot be shown. Tell your administrator: a part of the page could not be loaded (wasm_load_failed).',
  unsupported: 'Calls cannot be shown in this browser. Tell your administrator: unsupported.',
};

const DEFAULTS: ToasterLabels = {
  region: 'Incoming conversations',
  titles: {},
  title: '{mediaType} INCOMING',
  from: 'From: {callerName}',
  name: '{callerName}',
  media: {},
  separator: ' · ',
  outcomes: { answered: 'Answered', missed: 'Missed', abandoned: 'Caller hung up' },
  dismiss: 'Dismiss notification',
  status: 'Status: {status}',
  statuses: {},
  blind: 'Calls may be missed since {time}.',
  reconnecting: 'Reconnecting in {seconds} s.',
  reconnectingNow: 'Reconnecting…',
  offline: 'No network.',
  retry: 'Retry now',
  recovered: 'Connected again. Calls may have been missed {from}–{to}.',
  problems: {},
  problem: 'Calls are not shown. Tell your administrator: {code}.',
  more: '{n} more · {list}',
  count: (n, mediaType) => `${String(n)} ${ownValue(MEDIA, mediaType)?.[n === 1 ? 1 : 2] ?? mediaType}`,
  fewer: 'Show fewer',
  below: '{n} more below',
  turnOnSound: 'Turn on ring sound',
  soundBlocked: "The browser plays no sound. Allow sound for this page in the browser's settings.",
  tryAgain: 'Try again',
  allowNotifications: 'Allow notifications',
  notificationsDenied: "Notifications are blocked. Allow them for this page in the browser's settings.",
  hide: 'Hide this message',
  muted: 'Sound and notifications are off.',
  mutedUntil: 'Sound and notifications are off until {time}.',
  unmute: 'Turn on',
  silence: 'Silence',
  answer: 'Answer',
  answering: 'Answering…',
  decline: 'Decline',
  declineAgain: 'Press again to decline',
  declineDescription: 'With a conversation from a queue you become Not Responding. A direct call goes to your voicemail.',
  declining: 'Declining…',
  declined: 'Declined',
  autoAnswered: 'Connected automatically',
  failures: {},
  notResponding: 'You are Not Responding: no conversation reaches you.',
  backOnQueue: 'Back on queue',
  goingBackOnQueue: 'Going back on queue…',
  backOnQueueFailed: 'You are not back on queue. {reason}',
};

const TITLES: Readonly<Record<string, string>> = { voice: 'VOICE CALL INCOMING', callback: 'CALLBACK CALL INCOMING' };

/** Returns the labels of the app, with a default for each that is missing. */
export const withDefaults = (labels: Partial<ToasterLabels> | undefined): ToasterLabels => ({
  ...DEFAULTS,
  ...Object.fromEntries(Object.entries(labels ?? {}).filter(([, label]) => (label as unknown) !== undefined)),
});

/**
 * Replaces placeholders by values.
 *
 * @param values - by the names of the placeholders, in the order in which a function gets them; a placeholder with another name gets the first one
 */
export function fill<Values extends readonly unknown[]>(label: Label<Values>, values: Readonly<Record<string, Values[number]>>): string {
  const all = Object.values(values);
  if (typeof label === 'function') return label(...(all as unknown as Values));
  // The replacement is a function, because a value may contain `$&`.
  return label.replace(/\{(\w+)\}/g, (_, name: string) => String(Object.hasOwn(values, name) ? values[name] : all[0]));
}

/** Returns the title of a media type. */
export function titleOf(labels: ToasterLabels, mediaType: string): string {
  const title = ownValue(labels.titles, mediaType) ?? (labels.title === DEFAULTS.title ? ownValue(TITLES, mediaType) : undefined);
  return title ?? fill(labels.title, { mediaType: mediaType.toUpperCase() });
}

/** Returns the name of a media type. */
export const mediaOf = (labels: ToasterLabels, mediaType: string): string =>
  ownValue(labels.media, mediaType) ?? ownValue(MEDIA, mediaType)?.[0] ?? mediaType;

/** Returns the sentence for a failure that does not pass by itself. */
export const problemOf = (labels: ToasterLabels, code: ErrorCode): string =>
  ownValue(labels.problems, code) ?? (labels.problem === DEFAULTS.problem ? ownValue(PROBLEMS, code) : undefined) ?? fill(labels.problem, { code });

// A media type is text from the network: it may be `constructor`.
const ownValue = <T>(values: Readonly<Partial<Record<string, T>>>, name: string): T | undefined => (Object.hasOwn(values, name) ? values[name] : undefined);
