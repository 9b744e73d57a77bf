import { useEffect, useState, useSyncExternalStore } from 'react';
import { alertSettings } from '../shared/alerts.js';
import { agentStatus, chosen, floor } from '../shared/desk.js';
import { afterCall } from '../shared/own-work.js';

/** The contact centre's conversations: `{ reachable, conversations }`. */
export const useFloor = () => useSyncExternalStore(floor.subscribe, floor.get);

/** The status that the agent chose. */
export const useAgentStatus = () => useSyncExternalStore(agentStatus.subscribe, agentStatus.get);

/** What is chosen in the Alerts menu. */
export const useAlertSettings = () => useSyncExternalStore(alertSettings.subscribe, alertSettings.get);

/** The id of the conversation that the agent chose. */
export const useChosen = () => useSyncExternalStore(chosen.subscribe, chosen.get);

/** After-call work that is not done. */
export const useAfterCall = () => useSyncExternalStore(afterCall.subscribe, afterCall.get);

/** The time of day in ms since 1970, new every `everyMs`. */
export function useNow(everyMs = 1000) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** When the last frame came: looked up every second, since a frame alone makes no new snapshot. */
export function useLastFrameAt(client) {
  const [lastFrameAt, setLastFrameAt] = useState(null);
  useEffect(() => {
    const timer = setInterval(() => setLastFrameAt(client.diagnostics().statusDetail.lastFrameAt), 1000);
    return () => clearInterval(timer);
  }, [client]);
  return lastFrameAt;
}
