import { GenesysToaster } from 'genesys-toasts/react';
import { useDesk } from './useDesk';

export function DesktopWithHook() {
  const { client, status, revision } = useDesk();
  return (
    <>
      <p>{`Revision ${String(revision)}, ${status}`}</p>
      <GenesysToaster client={client} />
    </>
  );
}
