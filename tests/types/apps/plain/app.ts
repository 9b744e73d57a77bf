/** An app without React: there are no types of it. */
import { createGenesysToasts, GenesysToastsError, type GenesysToasts, type MediaType, type Toast, type ToastDurations } from 'genesys-toasts';
import { GenesysToasterElement, type GenesysToasterEventMap } from 'genesys-toasts/element';

const duration: ToastDurations = { voice: 'while-ringing', fax: 3_000, default: 8_000 };
const client: GenesysToasts = createGenesysToasts({ source: 'notifications', getToken: () => Promise.resolve('token'), duration });
createGenesysToasts({ clientId: 'id', clientSecret: 'secret', duration: { chat: 5_000 } });
// @ts-expect-error ms as a text
createGenesysToasts({ clientId: 'id', clientSecret: 'secret', duration: { chat: '5000' } });

export const media: MediaType = 'fax';
export const texts = (toast: Toast): string[] => [toast.callerName, toast.mediaType];
export const why = (error: unknown): string | null => (error instanceof GenesysToastsError ? error.code : null);

const element = new GenesysToasterElement();
element.client = client;
element.client = null;

element.addEventListener('dismiss', (event) => {
  const id: string = event.detail.id;
  client.dismiss(id);
  // @ts-expect-error no such detail
  event.detail.toast;
});
element.addEventListener('dismiss', function ({ currentTarget }) {
  this.client?.stop();
  return currentTarget;
});
element.addEventListener('pause', () => client.pause(), { once: true });
element.addEventListener('click', (event) => event.clientX);
element.addEventListener('of-the-app', (event) => event.type);
element.addEventListener('resume', { handleEvent: (event: Event) => event.type });
const onDismiss = ({ detail }: GenesysToasterEventMap['dismiss']): boolean => client.dismiss(detail.id);
element.addEventListener('dismiss', onDismiss);
element.removeEventListener('dismiss', onDismiss);
// @ts-expect-error a listener of another event
element.addEventListener('click', onDismiss);

document.querySelector('genesys-toaster')?.addEventListener('dismiss', (event) => client.dismiss(event.detail.id));
