import { useGenesysToasts } from 'genesys-toasts/react';
import { apiUrl, getToken, onToast } from './options';

const REVISION = 0;

export function useDesk() {
  const { client, status } = useGenesysToasts({ source: 'notifications', apiUrl, getToken, onToast: (toast) => onToast(toast) });
  return { client, status, revision: REVISION };
}
