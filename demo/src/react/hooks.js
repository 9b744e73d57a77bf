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

/** What is in no snapshot, such as the time of the last frame: looked up with each new snapshot, and every second. */
export function useDiagnostics(client) {
  const [diagnostics, setDiagnostics] = useState(() => client.diagnostics());
  useEffect(() => {
    const look = () => setDiagnostics(client.diagnostics());
    const unsubscribe = client.subscribe(look);
    const timer = setInterval(look, 1000);
    return () => {
      unsubscribe();
      clearInterval(timer);
    };
  }, [client]);
  return diagnostics;
}
