/** Shows the toasts of a client with react-toastify. */
import type { GenesysToasts, Toast } from 'genesys-toasts';
import { useGenesysToasts } from 'genesys-toasts/react';
import { useEffect, type ReactElement } from 'react';
import { toast as toastify, ToastContainer, type Id } from 'react-toastify';

export function ToastifyToasts({ client }: { client: GenesysToasts }): ReactElement {
  useEffect(() => showWithToastify(client), [client]);
  // No `limit`: it would hold rings back, and show them when they are over.
  return <ToastContainer position="top-right" />;
}

/** Shows each toast of the client as long as the client has it. Gives the function that ends this, and takes them away. */
function showWithToastify(client: GenesysToasts): () => void {
  /** Ids of react-toastify by those of the client. */
  const shown = new Map<string, Id>();

  function show(toast: Toast): void {
    const id = toastify(<Ring client={client} toast={toast} />, {
      // The client says when it leaves.
      autoClose: false,
      onClose() {
        // Called for every end of it: where it is still in the map, the agent has closed it.
        if (shown.get(toast.id) === id) client.dismiss(toast.id);
      },
    });
    shown.set(toast.id, id);
  }

  function keepOnly(toasts: readonly Toast[]): void {
    for (const [toastId, id] of shown) {
      if (toasts.some((toast) => toast.id === toastId)) continue;
      shown.delete(toastId);
      toastify.dismiss(id);
    }
  }

  function update(): void {
    const { toasts } = client.getSnapshot();
    keepOnly(toasts);
    for (const toast of toasts) if (!shown.has(toast.id)) show(toast);
  }

  const end = client.subscribe(update);
  update();
  return () => {
    end();
    keepOnly([]);
  };
}

/** The inside of a toast: a toast that changes is another object with the same id. */
function Ring({ client, toast }: { client: GenesysToasts; toast: Toast }): ReactElement {
  const now = useGenesysToasts(client, ({ toasts }) => toasts.find(({ id }) => id === toast.id)) ?? toast;
  return <>{`${now.mediaType}: ${now.callerName}`}</>;
}
