/** Why an action of the agent failed, in words for the agent. */
import type { ActionFailure, GenesysToastsError } from '../errors.js';
import type { ToasterLabels } from './types.js';

const FAILURES: Readonly<Record<ActionFailure, string>> = {
  'already-answered': 'Already answered, by a colleague or on another device of yours.',
  gone: 'The ring is over.',
  'phone-cannot': 'Answer it on your phone: this page cannot.',
  'phone-failed': 'Your phone reported a failure. Try again, or use the phone itself.',
  forbidden: 'You are not allowed to do this here. Tell your administrator: a permission is missing (forbidden).',
  'rate-limited': 'Genesys Cloud gets too many requests at present. Try again in a moment.',
  timeout: 'Genesys Cloud did not confirm it in time. Try again.',
  network: 'Genesys Cloud does not respond. Check your network, and try again.',
  server: 'Genesys Cloud reported a failure. Try again.',
  'not-enabled': 'This is not possible here.',
  // Nothing that the agent could do anything about.
  stopped: '',
  busy: '',
};

/** Returns why a promise of the client was rejected. */
export function failureReason(error: unknown): ActionFailure {
  const { reason = 'server' } = (error ?? {}) as Partial<GenesysToastsError>;
  return Object.hasOwn(FAILURES, reason) ? reason : 'server';
}

/** Returns the text for a reason; an empty one: nothing is shown. */
export const failureOf = (labels: ToasterLabels, reason: ActionFailure): string => labels.failures[reason] ?? FAILURES[reason];
