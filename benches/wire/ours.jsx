import { createRoot } from 'react-dom/client';
import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';

function Desktop() {
  const { client } = useGenesysToasts({ source: 'notifications', getToken: () => globalThis.token });
  return <GenesysToaster client={client} />;
}

createRoot(document.getElementById('root')).render(<Desktop />);
