import { GenesysToaster } from 'genesys-toasts/react';
import { DeskProvider, useDeskContext } from './context';

export function DesktopWithContext() {
  return (
    <DeskProvider>
      <Inside />
    </DeskProvider>
  );
}

function Inside() {
  const { client, status, revision } = useDeskContext();
  return (
    <>
      <p>{`Revision ${String(revision)}, ${status}`}</p>
      <GenesysToaster client={client} />
    </>
  );
}
