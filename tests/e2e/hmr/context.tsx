/** A component and a hook in one file: React Refresh takes it for no component, and updates what imports it. */
import { useGenesysToasts, type UseGenesysToasts } from 'genesys-toasts/react';
import { createContext, useContext, type ReactNode } from 'react';
import { apiUrl, getToken, onToast } from './options';

const REVISION = 0;

const DeskContext = createContext<UseGenesysToasts | null>(null);

export function DeskProvider({ children }: { children: ReactNode }) {
  const desk = useGenesysToasts({ source: 'notifications', apiUrl, getToken, onToast: (toast) => onToast(toast) });
  return <DeskContext.Provider value={desk}>{children}</DeskContext.Provider>;
}

export function useDeskContext() {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('no provider');
  return { ...desk, revision: REVISION };
}
