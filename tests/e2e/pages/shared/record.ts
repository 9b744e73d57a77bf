import type { DismissReason, GenesysToasts, GenesysToastsOptions, Snapshot, Status, StatusDetail, Toast } from 'genesys-toasts';

/** A call of a callback that fires in every tab. */
export interface Call {
  readonly callback: 'onToast' | 'onDismiss' | 'onStatus';
  /** What the callback was called with that its tab is. */
  readonly tab: Snapshot['tab'];
  /** In ms since 1970: tabs have the same clock. */
  readonly at: number;
  /** Of the toast; `null` for `onStatus`. */
  readonly conversationId: string | null;
}

/** What the tests find at `window.desk`: the client, and the calls of its callbacks, oldest first. */
export interface Record {
  client: GenesysToasts;
  readonly toasts: Toast[];
  readonly dismissals: { readonly conversationId: string; readonly reason: DismissReason }[];
  readonly statuses: (StatusDetail & { readonly status: Status })[];
  readonly errors: { readonly code: string; readonly message: string }[];
  /** When the toasts of `dismissals` went, in ms since 1970. */
  readonly dismissedAt: number[];
  /** Why `getToken` was called, where the page has one. */
  readonly tokens: string[];
  /** The conversations that the agent opened, where the page's query has `opens`: only then does the client have `onOpen`. */
  readonly opened: string[];
  readonly calls: Call[];
}

const lists = { toasts: [], dismissals: [], dismissedAt: [], statuses: [], errors: [], tokens: [], opened: [], calls: [] };

/** `client` is there as soon as the page has one. */
export const record = { ...lists } as unknown as Record;

/** The options with callbacks that record. */
export function recorded(options: GenesysToastsOptions): GenesysToastsOptions {
  const called = (callback: Call['callback'], tab: Call['tab'], conversationId: string | null): void => void record.calls.push({ callback, tab, at: Date.now(), conversationId });
  const opens = new URLSearchParams(location.search).has('opens');
  return {
    ...options,
    ...(opens && { onOpen: ({ conversationId }) => record.opened.push(conversationId) }),
    onToast: (toast, { tab }) => {
      called('onToast', tab, toast.conversationId);
      record.toasts.push(toast);
    },
    onDismiss: ({ conversationId }, reason, { tab }) => {
      called('onDismiss', tab, conversationId);
      record.dismissedAt.push(Date.now());
      record.dismissals.push({ conversationId, reason });
    },
    onStatus: (status, detail, { tab }) => {
      called('onStatus', tab, null);
      record.statuses.push({ status, ...detail });
    },
    onError: ({ code, message }) => record.errors.push({ code, message }),
  };
}
