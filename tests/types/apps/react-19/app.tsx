import { createGenesysToasts } from 'genesys-toasts';
import type { GenesysToasterElement } from 'genesys-toasts/element';
import 'genesys-toasts/jsx';
import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';
import { useRef } from 'react';

const client = createGenesysToasts({ source: 'notifications', getToken: () => 'token' });

export function Desktop() {
  const { toasts } = useGenesysToasts(client);
  const names: string[] = useGenesysToasts(client, (state) => state.toasts.map((toast) => toast.callerName));
  return <GenesysToaster client={client} toasts={toasts} className={names[0]} renderToast={(toast) => <b>{toast.callerName}</b>} />;
}

/** React 19 sets properties, and listens to events. */
export function WithElement() {
  const ref = useRef<GenesysToasterElement>(null);
  return (
    <div className="desktop">
      <genesys-toaster ref={ref} key="1" id="toaster" className="mine" class="mine" position="bottom-center" visible={3} hotkey={null} announce="assertive" theme="dark" client={client} status />
      <genesys-toaster
        toasts={[]}
        labels={{ dismiss: 'Schließen' }}
        renderToast={(toast) => toast.callerName}
        status="connected"
        hotkey=""
        ondismiss={(event) => client.dismiss(event.detail.id)}
        onpause={() => client.pause()}
        onresume={() => client.resume()}
      />
      {/* @ts-expect-error no such place */}
      <genesys-toaster position="middle" />
      {/* @ts-expect-error a number is no client */}
      <genesys-toaster client={7} />
      {/* @ts-expect-error no such detail */}
      <genesys-toaster ondismiss={(event) => event.detail.toast} />
      {/* @ts-expect-error no such property */}
      <genesys-toaster clinet={client} />
    </div>
  );
}
