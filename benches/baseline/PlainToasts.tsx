/**
 * Toasts as a desktop writes them without a library: one effect, `JSON.parse`, a `Set`, `useState`. It is what this package
 * is measured against, so its faults are left in: see tests/e2e/baseline.spec.ts. The class names are those of the
 * package's style sheet: with the same look on both sides, what differs is the code.
 */
import { useEffect, useState, type ReactElement } from 'react';

export interface PlainToastsProps {
  tokenUrl: string;
  socketUrl: string;
  clientId: string;
  clientSecret: string;
}

interface RoutingEvent {
  eventType: string;
  conversation: { id: string; state: string; mediaType?: string };
  participants: { role: string; name?: string }[];
}

interface PlainToast {
  id: string;
  caller: string;
  mediaType: string;
  time: string;
}

const TOAST_MS = 8000;
const RECONNECT_MS = 1000;

export function PlainToasts({ tokenUrl, socketUrl, clientId, clientSecret }: PlainToastsProps): ReactElement {
  const [toasts, setToasts] = useState<PlainToast[]>([]);
  const [seen] = useState(() => new Set<string>());

  const dismiss = (id: string): void => {
    seen.delete(id);
    setToasts((all) => all.filter((toast) => toast.id !== id));
  };

  useEffect(() => {
    let socket: WebSocket | undefined;
    let unmounted = false;

    async function connect(): Promise<void> {
      const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
      const answer = await fetch(tokenUrl, { method: 'POST', body });
      const { access_token: token } = (await answer.json()) as { access_token: string };
      socket = new WebSocket(`${socketUrl}?access_token=${encodeURIComponent(token)}`);
      socket.onmessage = ({ data }) => {
        const { eventType, conversation, participants } = JSON.parse(String(data)) as RoutingEvent;
        if (eventType !== 'routing.conversation.event' || conversation.state !== 'ringing') return;
        if (seen.has(conversation.id)) return;
        seen.add(conversation.id);
        const agent = participants.find(({ role }) => role === 'agent') ?? participants[0];
        const toast: PlainToast = {
          id: conversation.id,
          caller: agent?.name ?? 'Unknown Caller',
          mediaType: conversation.mediaType ?? 'voice',
          time: new Date().toLocaleTimeString(),
        };
        setToasts((all) => [...all, toast]);
        setTimeout(() => dismiss(conversation.id), TOAST_MS);
      };
      socket.onclose = () => {
        if (!unmounted) setTimeout(() => void connect(), RECONNECT_MS);
      };
    }

    void connect();
    return () => {
      unmounted = true;
      socket?.close();
    };
  }, [tokenUrl, socketUrl, clientId, clientSecret]);

  return (
    <section className="gt-toaster plain-toasts">
      <ol className="gt-list">
        {toasts.map(({ id, caller, mediaType, time }) => (
          <li key={id} className="gt-item plain-toast" data-conversation-id={id} data-media={mediaType} role="alert">
            <div className="gt-toast">
              <span className="gt-icon" aria-hidden="true" />
              <p className="gt-title">{mediaType.toUpperCase()} INCOMING</p>
              <p className="gt-from">From: {caller}</p>
              <time className="gt-time">{time}</time>
              <button type="button" className="gt-close" aria-label="Dismiss notification" onClick={() => dismiss(id)} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
