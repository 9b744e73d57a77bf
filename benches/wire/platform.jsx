import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import platformClient from 'purecloud-platform-client-v2';
import { Toaster, toast } from 'sonner';

function Desktop() {
  useEffect(() => {
    platformClient.ApiClient.instance.setAccessToken(globalThis.token);
    const api = new platformClient.NotificationsApi();
    let socket;
    void api.postNotificationsChannels().then(async ({ id, connectUri }) => {
      await api.putNotificationsChannelSubscriptions(id, [{ id: `v2.users.${globalThis.userId}.conversations` }]);
      socket = new WebSocket(connectUri);
      socket.onmessage = ({ data }) => toast(JSON.parse(data).eventBody.id);
    });
    return () => socket?.close();
  }, []);
  return <Toaster />;
}

createRoot(document.getElementById('root')).render(<Desktop />);
