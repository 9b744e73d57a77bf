/** What `snapshot.tab` is called. */
const NAMES = { leader: 'This tab leads', follower: 'This tab follows' };

/** Why a tab shares nothing: `diagnostics().tabs.reason`. */
const REASONS = {
  separate: 'by the option tabs',
  'unknown-agent': 'no storageKey or userId',
  'no-page': 'no page',
  'no-web-locks': 'no Web Locks here',
  'no-broadcast-channel': 'no BroadcastChannel here',
  refused: 'refused by the browser',
  'not-started': 'not started',
};

/**
 * Which tab this is, and which one gives sound and notifications, in words: `{ role, name, alerts }`.
 *
 * @param snapshot - `client.getSnapshot()`
 * @param tabs - `client.diagnostics().tabs`
 */
export function tabState({ tab, toasts }, { reason, alerts }) {
  return { role: tab, name: NAMES[tab] ?? `Alone: ${REASONS[reason] ?? reason}`, alerts: `Sound and notifications: ${alertingTab(tab, toasts, alerts)}` };
}

/** Where tabs share, the one that alerts is chosen when it rings. */
function alertingTab(tab, toasts, alerts) {
  if (alerts) return 'this tab';
  if (tab === 'alone') return 'none';
  return toasts.length > 0 ? 'another tab' : 'chosen when it rings';
}
