import { brief, timeOfDay } from './format.js';

const STATUS = {
  idle: { label: 'Not started', tone: 'none' },
  connecting: { label: 'Connecting', tone: 'soon' },
  connected: { label: 'Connected', tone: 'good' },
  disconnected: { label: 'Disconnected', tone: 'late' },
  error: { label: 'Error', tone: 'late' },
  stopped: { label: 'Stopped', tone: 'none' },
};

const PHASE = {
  idle: 'not started',
  load: 'loading the WebAssembly',
  tab: 'waiting for the tab that leads',
  token: 'fetching a token',
  channel: 'opening a channel',
  handshake: 'opening the socket',
  open: 'socket open',
  waiting: 'waiting to try again',
  stopped: 'stopped',
};

const CLOSE = {
  1000: 'normal end',
  1001: 'server going away',
  1006: 'broken off',
  1008: 'policy',
  1011: 'server error',
  1012: 'server restart',
  1013: 'try again later',
  4001: 'token is over',
  4003: 'forbidden',
};

/** How the light looks: `{ label, tone }`. */
export const light = (status) => STATUS[status] ?? STATUS.idle;

/** One line under the light: what is going on. */
export function sentence({ status, statusDetail, error }, now) {
  const { nextRetryAt, phase, offline } = statusDetail;
  if (status === 'connected') return error ? `Still receiving, but: ${error.message}` : 'Rings arrive as they happen.';
  if (status === 'stopped') return 'The agent is offline: nothing is received.';
  if (status === 'idle') return 'Not started yet.';
  if (offline) return 'This computer says it is offline.';
  if (nextRetryAt !== null) return `Trying again in ${brief(nextRetryAt - now)}.`;
  return `${capital(PHASE[phase] ?? phase)} …`;
}

/**
 * The details, as `{ term, value, tone? }` each. A frame alone makes no new snapshot: `lastFrameAt` is asked for apart
 * (`client.diagnostics()`). `lastClose` stays when the connection is well again; `statusDetail.closeCode` does not.
 */
export function details({ statusDetail, lastFrameAt, lastClose }, now) {
  const { phase, since, attempt, nextRetryAt, blindSince } = statusDetail;
  return [
    { term: 'Phase', value: `${PHASE[phase] ?? phase}, ${brief(now - since)}` },
    { term: 'Attempt', value: String(attempt) },
    { term: 'Next retry', value: nextRetryAt === null ? '–' : `in ${brief(nextRetryAt - now)}`, tone: nextRetryAt === null ? undefined : 'soon' },
    { term: 'Blind since', value: blindSince === null ? '–' : `${timeOfDay(blindSince)} (${brief(now - blindSince)})`, tone: blindSince === null ? undefined : 'late' },
    { term: 'Last close', value: lastClose ? [lastClose.code, lastClose.reason || CLOSE[lastClose.code]].filter(Boolean).join(' · ') : '–' },
    { term: 'Last frame', value: lastFrameAt === null ? '–' : `${brief(now - lastFrameAt)} ago` },
  ];
}

/** A status and its phase in words, for the log. */
export function statusLine(status, { phase, nextRetryAt, closeCode }, now) {
  const parts = [status];
  if (closeCode !== null && phase === 'waiting') parts.push(String(closeCode));
  parts.push(nextRetryAt === null ? (PHASE[phase] ?? phase) : `next try in ${brief(nextRetryAt - now)}`);
  return parts.join(' · ');
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
