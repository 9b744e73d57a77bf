/** The option `phone` for a page that hosts the Genesys Cloud WebRTC SDK. Never tried with the real SDK. */
import type { Phone } from 'genesys-toasts';

/** What is used of a `GenesysCloudWebrtcSdk`. */
export interface WebrtcSdk {
  on(event: string, listener: (session: { sessionId?: string; conversationId?: string; sessionType?: string }) => void): unknown;
  acceptPendingSession(session: { conversationId: string }): Promise<void>;
  rejectPendingSession(session: { conversationId: string }): Promise<void>;
}

export function webrtcSdkPhone(sdk: WebrtcSdk): Phone {
  /** The calls that ring here: session ids by conversation ids. */
  const ringing = new Map<string, string>();
  sdk.on('pendingSession', ({ sessionId = '', conversationId = '', sessionType }) => {
    if (sessionType === 'softphone') ringing.set(conversationId, sessionId);
  });
  // The caller is gone or the time is up; another client of the agent took it.
  for (const event of ['cancelPendingSession', 'handledPendingSession']) {
    sdk.on(event, ({ sessionId }) => ringing.forEach((id, conversationId) => id === sessionId && ringing.delete(conversationId)));
  }
  return {
    canAnswer: ({ conversationId }) => ringing.has(conversationId),
    answer: ({ conversationId }) => sdk.acceptPendingSession({ conversationId }).then(() => void ringing.delete(conversationId)),
    decline: ({ conversationId }) => sdk.rejectPendingSession({ conversationId }).then(() => void ringing.delete(conversationId)),
  };
}
