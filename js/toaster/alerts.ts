/** Which lines about sound and notifications the view shows. The functions are pure. */
import type { AlertState } from '../types.js';
import { fill } from './labels.js';
import { timesOfDay } from './time.js';
import type { AlertLine, ToasterLabels } from './types.js';

/**
 * Returns the line that says what the agent has to do, the most important one first. A line without a text is left out.
 *
 * @param hidden - whether the agent has hidden the line that notifications are blocked
 */
export function alertOf(labels: ToasterLabels, { sound, notification }: AlertState, hidden: boolean): AlertLine | null {
  const lines = [
    sound === 'blocked' && textLine('sound-blocked', labels.soundBlocked, labels.tryAgain),
    sound === 'needs-gesture' && buttonLine('sound', labels.turnOnSound),
    notification === 'default' && buttonLine('notifications', labels.allowNotifications),
    notification === 'denied' && !hidden && textLine('notifications-denied', labels.notificationsDenied, '', labels.hide),
  ];
  return lines.find((line): line is AlertLine => line !== false && line !== null) ?? null;
}

/** Returns the line that says that sound and notifications are muted. */
export function mutedOf(labels: ToasterLabels, { muted }: AlertState, lang: string): AlertLine | null {
  if (!muted) return null;
  const [time] = muted.until === null ? [] : timesOfDay(lang, [muted.until]);
  return textLine('muted', time === undefined ? labels.muted : fill(labels.mutedUntil, { time }), labels.unmute);
}

/** Returns the text of a line that is announced. */
export const spokenOf = ({ text, button, busy }: AlertLine): string => (busy ? null : text) ?? button ?? '';

function textLine(kind: AlertLine['kind'], text: string, button: string, hide = ''): AlertLine | null {
  return text === '' ? null : { kind, text, button: button || null, busy: false, hide: hide || null };
}

const buttonLine = (kind: AlertLine['kind'], button: string): AlertLine | null => (button === '' ? null : { kind, text: null, button, busy: false, hide: null });
