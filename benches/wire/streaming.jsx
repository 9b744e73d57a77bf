import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import StreamingClient from 'genesys-cloud-streaming-client';
import { Toaster, toast } from 'sonner';

function Desktop() {
  useEffect(() => {
    const client = new StreamingClient({ host: 'streaming.mypurecloud.com', apiHost: 'mypurecloud.com', authToken: globalThis.token });
    client.connect().then(() => client._notifications.subscribe(`v2.users.${globalThis.userId}.conversations`, (event) => toast(event.eventBody.id)));
    return () => void client.disconnect();
  }, []);
  return <Toaster />;
}

createRoot(document.getElementById('root')).render(<Desktop />);
