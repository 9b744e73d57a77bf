/** Computes what is on the page from toasts and options. The functions are pure. */
import { shallowEqual } from '../shallow.js';
import type { AlertState, DismissReason, Status, Toast } from '../types.js';
import { failureOf } from './action-failure.js';
import { actionsOf, firstToAnswer, NONE, type ActionState } from './actions.js';
import { agentLineOf } from './agent-line.js';
import { alertOf, mutedOf, spokenOf } from './alerts.js';
import { sorted, visibleOf } from './arrange.js';
import { fill, mediaOf, problemOf, titleOf, withDefaults } from './labels.js';
import { timesOfDay } from './time.js';
import type { ActionLabels, Outcome, ToasterLabels, ToasterOptions, ToasterView, ToastItem, WarningLine } from './types.js';
import type { Warning } from './warning.js';

/** What the view depends on besides its options. */
export interface ViewState {
  readonly toasts: readonly Toast[];
  readonly status: Status | undefined;
  readonly warning: Warning | null;
  readonly alerts: AlertState;
  readonly routingStatus: string | null;
  /** Whether there is a client, which can answer and decline. */
  readonly acts: boolean;
  /** What the agent does with toasts. */
  readonly acting: ActionState;
  /** Whether the app wants to know which toast the agent opens. */
  readonly opens: boolean;
  /** Whether the agent has hidden the line that notifications are blocked. */
  readonly alertHidden: boolean;
  readonly expanded: boolean;
  /** Id of the toast that contains the focus. */
  readonly focused: string | undefined;
  /** Language of the page, as in `<html lang>`. */
  readonly lang: string;
}

const VISIBLE = 4;

/** Returns a key; `null` where an option turns it off. */
const keyOf = (key: string | null | undefined, otherwise: string): string | null => (key === '' ? null : key === undefined ? otherwise : key);

export function viewOf(options: ToasterOptions, state: ViewState): ToasterView {
  const { toasts, status, warning, alerts, routingStatus, acting, opens, alertHidden, expanded, focused, lang } = state;
  const labels = withDefaults(options.labels);
  const ordered = sorted(toasts);
  const visibleToasts = visibleOf(ordered, options.visible ?? VISIBLE, focused);
  const rest = ordered.filter((toast) => !visibleToasts.includes(toast));
  const open = expanded && rest.length > 0;
  const hasLines = options.alertLine !== false;
  const items = (open ? ordered : visibleToasts).map((toast) => itemOf(labels, toast, state, keyOf(options.answerHotkey, '')));
  const lines = {
    alert: hasLines ? alertOf(labels, alerts, alertHidden) : null,
    muted: hasLines ? mutedOf(labels, alerts, lang) : null,
    agent: agentLineOf(labels, routingStatus, acting.back),
  };
  return {
    items,
    ...lines,
    spoken: [...Object.values(lines).flatMap((line) => (line ? [spokenOf(line)] : [])), ...items.flatMap((item) => spokenOfItem(labels, item)), ...acting.said],
    more: rest.length === 0 ? null : open ? labels.fewer : fill(labels.more, { n: rest.length, list: listOf(labels, rest) }),
    expanded: open,
    status: options.status && status ? fill(labels.status, { status: labels.statuses[status] ?? status }) : null,
    warning: warning && lineOf(labels, warning, lang),
    region: labels.region,
    card: { dismiss: labels.dismiss, silence: labels.silence || null, silenceHotkey: keyOf(options.silenceHotkey, 'Shift+F8'), opens, ...actionLabelsOf(labels) },
    below: labels.below,
    hotkey: keyOf(options.hotkey, 'F8'),
    position: options.position ?? null,
    announce: options.announce ?? 'polite',
  };
}

/** Returns the announcement of a toast. */
export function announcementOf(options: ToasterOptions, toast: Toast): string {
  const { title, from } = textsOf(withDefaults(options.labels), toast);
  return `${title}, ${from}`;
}

/** Returns what a removed toast shows; `null` where its reason has no text. */
export function outcomeOf(options: ToasterOptions, { pending }: Toast, reason: DismissReason | undefined): Outcome | null {
  if (!reason) return null;
  const labels = withDefaults(options.labels);
  // Where the agent has acted, a toast does not go without a word.
  const acted = pending && (reason === 'moved' || reason === 'ended') ? (pending === 'decline' ? labels.declined : failureOf(labels, 'gone')) : '';
  const { [reason]: text = acted } = labels.outcomes;
  return text === '' ? null : { reason, text };
}

/** Returns `before` where it is equal to `now`. */
const same = <T>(before: T, now: T): T => (shallowEqual(before, now) ? before : now);

/** Returns `now` with the objects of `before` that are equal, so that a comparison by identity finds what changed. */
export function reuse(before: ToasterView, now: ToasterView): ToasterView {
  const known = new Map(before.items.map((item) => [item.toast.id, item]));
  const items = now.items.map((item) => {
    const old = known.get(item.toast.id);
    return old && shallowEqual(old, item) ? old : item;
  });
  const view = {
    ...now,
    items: same(before.items, items),
    warning: same(before.warning, now.warning),
    alert: same(before.alert, now.alert),
    muted: same(before.muted, now.muted),
    agent: same(before.agent, now.agent),
    spoken: same(before.spoken, now.spoken),
    card: same(before.card, now.card),
  };
  return shallowEqual(before, view) ? before : view;
}

function itemOf(labels: ToasterLabels, toast: Toast, { toasts, alerts, acts, acting }: ViewState, answerHotkey: string | null): ToastItem {
  const reason = acts && !toast.pending ? acting.failures.get(toast.id) : undefined;
  const failure = reason === undefined ? '' : failureOf(labels, reason);
  return {
    toast,
    state: 'open',
    outcome: null,
    sounding: alerts.sounding.includes(toast.id),
    actions: acts ? actionsOf(toast) : NONE,
    armed: acting.armed === toast.id && !toast.pending,
    failure: failure === '' ? null : failure,
    answerHotkey: answerHotkey !== null && firstToAnswer(toasts) === toast ? answerHotkey : null,
    ...textsOf(labels, toast),
  };
}

const textsOf = (labels: ToasterLabels, toast: Toast): Pick<ToastItem, 'title' | 'from' | 'name' | 'media' | 'about'> => ({
  title: toast.kind === 'auto-answered' ? labels.autoAnswered : titleOf(labels, toast.mediaType),
  from: fill(labels.from, { callerName: toast.callerName }),
  name: fill(labels.name, { callerName: toast.callerName }),
  media: [...(toast.kind === 'auto-answered' ? [labels.autoAnswered] : []), mediaOf(labels, toast.mediaType)].join(labels.separator),
  // Without a name the address is shown as the name [N9]: it is not shown twice.
  about: [toast.queueName, toast.address === toast.callerName ? undefined : toast.address].filter(Boolean).join(labels.separator),
});

/** Returns what is announced of an action of a toast. */
function spokenOfItem(labels: ToasterLabels, { toast: { pending }, armed, failure, name }: ToastItem): string[] {
  const what = pending ? (pending === 'answer' ? labels.answering : labels.declining) : armed ? labels.declineAgain : failure;
  return what ? [`${name}, ${what}`] : [];
}

const actionLabelsOf = ({ answer, answering, decline, declineAgain, declineDescription, declining }: ToasterLabels): ActionLabels => ({
  answer,
  answering,
  decline,
  declineAgain,
  declineDescription,
  declining,
});

/** Returns `3 chats, 4 emails`, in the order of the toasts. */
function listOf(labels: ToasterLabels, toasts: readonly Toast[]): string {
  const counts = new Map<string, number>();
  for (const { mediaType } of toasts) counts.set(mediaType, (counts.get(mediaType) ?? 0) + 1);
  return [...counts].map(([mediaType, n]) => labels.count(n, mediaType)).join(', ');
}

function lineOf(labels: ToasterLabels, warning: Warning, lang: string): WarningLine {
  const line = (text: string, retry: string | null = null, announcement = text): WarningLine => ({ kind: warning.kind, text, announcement, retry });
  switch (warning.kind) {
    case 'permanent':
      return line(problemOf(labels, warning.code));
    case 'recovered': {
      const [from = '', to = ''] = timesOfDay(lang, [warning.from, warning.to]);
      return line(fill(labels.recovered, { from, to }));
    }
    case 'temporary': {
      const [time = ''] = timesOfDay(lang, [warning.since]);
      const blind = fill(labels.blind, { time });
      const { retry } = warning;
      if (retry === null) return line(blind);
      const before = retry === 'offline' ? labels.offline : retry === 0 ? labels.reconnectingNow : fill(labels.reconnecting, { seconds: retry });
      return line(`${before} ${blind}`, retry === 0 || !warning.canRetry ? null : labels.retry, blind);
    }
  }
}
