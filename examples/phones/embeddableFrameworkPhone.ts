/** The option `phone` for a page with the Embeddable Framework in an iframe. Never tried with the real framework. */
import type { Phone, Toast } from 'genesys-toasts';

export function embeddableFrameworkPhone(frame: Pick<HTMLIFrameElement, 'src' | 'contentWindow'>): Phone {
  // Nothing comes back: whether the call was answered, Genesys Cloud says. That `id` is the id of the conversation is assumed.
  const send = async (action: 'pickup' | 'disconnect', { conversationId: id }: Toast): Promise<void> => {
    if (!frame.contentWindow) throw new Error('the frame of the Embeddable Framework is not on the page');
    frame.contentWindow.postMessage(JSON.stringify({ type: 'updateInteractionState', data: { action, id } }), new URL(frame.src).origin);
  };
  return { answer: (toast) => send('pickup', toast), decline: (toast) => send('disconnect', toast) };
}
