/** The types of tabs that share a connection. */

/**
 * What a tab is to the other tabs of its agent.
 *
 * - `'leader'`: it has the connection
 * - `'follower'`: it shows what the leader shows, or waits until a tab leads
 * - `'alone'`: it shares nothing, or the client is not started
 */
export type TabRole = 'leader' | 'follower' | 'alone';

/** What `onToast`, `onDismiss` and `onStatus` get as their last argument. */
export interface CallbackInfo {
  /** What this tab is: the callbacks are called in every tab. An app that does something once for all tabs does it unless this is `'follower'`. */
  readonly tab: TabRole;
}

/** What a bug report contains about the tabs. */
export interface TabsReport {
  /** What this tab is. */
  readonly role: TabRole;
  /**
   * Why this tab shares nothing; `null` where it does.
   *
   * - `'separate'`: the option `tabs` is `'separate'`
   * - `'unknown-agent'`: neither `storageKey` nor `userId` names the agent
   * - `'no-page'`: this is a worker, or Node
   * - `'no-web-locks'`, `'no-broadcast-channel'`: the browser does not have them
   * - `'refused'`: the browser does not let this page use them, for example in a sandboxed frame
   * - `'not-started'`: the client does not run
   */
  readonly reason: 'separate' | 'unknown-agent' | 'no-page' | 'no-web-locks' | 'no-broadcast-channel' | 'refused' | 'not-started' | null;
  /** Whether sound and notifications are given by this tab. While several tabs share and nothing rings, by none. */
  readonly alerts: boolean;
}
