/** Records in a page what its alerts show outside of it: titles and notifications; and when the agent came and went. */

/** A notification that the page has made. */
export interface RecordedNotification {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly at: number;
  /** When the browser said that it is shown. */
  shownAt: number | null;
  /** When the page closed it. */
  closedAt: number | null;
  /** When the browser said that it is gone: closed, or replaced by another one. */
  goneAt: number | null;
}

/** All times are in ms since 1970. */
export interface Witness {
  readonly notifications: RecordedNotification[];
  /** Each change of the title. */
  readonly titles: { readonly text: string; readonly at: number }[];
  /** When the page became visible or hidden, got or lost the focus, was frozen, went on. */
  readonly events: { readonly type: string; readonly at: number }[];
}

declare global {
  interface Window {
    readonly witness: Witness;
  }
}

/** For `before` of `open`: runs in the page before anything else does. */
export function recordPage(): void {
  const witness: Witness = { notifications: [], titles: [], events: [] };

  class RecordedNotification extends Notification {
    readonly #record: Witness['notifications'][number];

    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      const record = { title, body: this.body, tag: this.tag, at: Date.now(), shownAt: null as number | null, closedAt: null, goneAt: null as number | null };
      witness.notifications.push(record);
      this.#record = record;
      this.addEventListener('show', () => (record.shownAt = Date.now()));
      this.addEventListener('close', () => (record.goneAt = Date.now()));
    }

    override close(): void {
      this.#record.closedAt ??= Date.now();
      super.close();
    }
  }

  let title = '';
  const note = (): void => {
    if (document.title === title) return;
    title = document.title;
    witness.titles.push({ text: title, at: Date.now() });
  };
  new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true });
  const event = (type: string) => (): void => void witness.events.push({ type, at: Date.now() });
  document.addEventListener('visibilitychange', () => event(document.visibilityState)());
  for (const type of ['freeze', 'resume']) document.addEventListener(type, event(type));
  for (const type of ['focus', 'blur']) window.addEventListener(type, event(type));
  Object.assign(window, { witness, Notification: RecordedNotification });
}
