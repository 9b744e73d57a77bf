import type { Label, ToasterLabels } from './types.js';

const DEFAULTS: ToasterLabels = {
  region: 'Incoming conversations',
  titles: {},
  title: '{mediaType} INCOMING',
  from: 'From: {callerName}',
  dismiss: 'Dismiss notification',
  status: 'Status: {status}',
  statuses: {},
  blind: 'Calls may be missed since {time}',
  more: '+{n} more',
  fewer: 'Show fewer',
};

const TITLES: Readonly<Record<string, string>> = { voice: 'VOICE CALL INCOMING', callback: 'CALLBACK CALL INCOMING' };

/** Fills what the app left out. */
export const withDefaults = (labels: Partial<ToasterLabels> | undefined): ToasterLabels => ({
  ...DEFAULTS,
  ...Object.fromEntries(Object.entries(labels ?? {}).filter(([, label]) => (label as unknown) !== undefined)),
});

/** Puts a value in its place. */
export const fill = (label: Label, value: string): string =>
  // A function as the replacement: the value may hold `$&`.
  typeof label === 'function' ? label(value) : label.replace(/\{\w+\}/, () => value);

/** The title of a media type. */
export function titleOf(labels: ToasterLabels, mediaType: string): string {
  const title = own(labels.titles, mediaType) ?? (labels.title === DEFAULTS.title ? own(TITLES, mediaType) : undefined);
  return title ?? fill(labels.title, mediaType.toUpperCase());
}

// The media type comes from the network: it may be called `constructor`.
const own = (titles: Readonly<Record<string, string>>, mediaType: string): string | undefined =>
  Object.hasOwn(titles, mediaType) ? titles[mediaType] : undefined;
