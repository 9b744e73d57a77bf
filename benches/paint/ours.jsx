/** A desktop with the hook and the ready view. */
import { createRoot } from 'react-dom/client';
import { GenesysToaster, useGenesysToasts } from 'the-package/react.js';
import '../../tests/e2e/pages/shared/paint.ts';

const { tokenUrl, socketUrl, clientId, clientSecret } = Object.fromEntries(new URLSearchParams(location.search));
const options = { tokenUrl, socketUrl, clientId, clientSecret, logger: null };

function Desktop() {
  const { client } = useGenesysToasts(options);
  return <GenesysToaster client={client} />;
}

createRoot(document.getElementById('root')).render(<Desktop />);
