import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';
import { apiUrl, getToken, onToast } from './options';

const REVISION = 0;

export function Desktop() {
  const { client, status } = useGenesysToasts({ source: 'notifications', apiUrl, getToken, onToast: (toast) => onToast(toast) });
  return (
    <>
      <p>{`Revision ${String(REVISION)}, ${status}`}</p>
      <GenesysToaster client={client} />
    </>
  );
}
