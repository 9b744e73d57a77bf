import { createGenesysToasts } from 'genesys-toasts';
import type { GenesysToasterElement } from 'genesys-toasts/element';
import 'genesys-toasts/jsx';
import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';
import { useEffect, useRef } from 'react';

const client = createGenesysToasts({ source: 'notifications', getToken: () => 'token' });

export function Desktop() {
  const { toasts } = useGenesysToasts(client);
  const names: string[] = useGenesysToasts(client, (state) => state.toasts.map((toast) => toast.callerName));
  return <GenesysToaster client={client} toasts={toasts} className={names[0]} renderToast={(toast) => <b>{toast.callerName}</b>} />;
}

/** React 18 sets attributes only. */
export function WithElement() {
  const ref = useRef<GenesysToasterElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.client = client;
  }, []);
  return (
    <div className="desktop">
      <genesys-toaster ref={ref} key="1" id="toaster" class="mine" position="bottom-center" status="" visible={3} hotkey="Alt+T" announce="assertive" theme="dark" data-testid="toaster" />
      <genesys-toaster status="connected" visible="3" />
      {/* @ts-expect-error no such place */}
      <genesys-toaster position="middle" />
      {/* @ts-expect-error React 18 would write status="true" */}
      <genesys-toaster status />
      {/* @ts-expect-error React 18 would write client="[object Object]" */}
      <genesys-toaster client={client} />
      {/* @ts-expect-error React 18 listens to no event of an element */}
      <genesys-toaster ondismiss={() => undefined} />
    </div>
  );
}
