/** The hook and the component. */
import type { GenesysToasts, GenesysToastsOptions, Status, Toast } from 'genesys-toasts';
import * as api from 'genesys-toasts/react';
import { GenesysToaster, useGenesysToasts, type UseGenesysToasts } from 'genesys-toasts/react';
import { expectTypeOf } from 'vitest';

declare const client: GenesysToasts;
declare const options: GenesysToastsOptions;
declare const signedIn: boolean;

expectTypeOf<keyof typeof api>().toEqualTypeOf<'GenesysToaster' | 'GenesysToastsError' | 'useGenesysToasts' | 'useToastRemaining'>();

export function Desk() {
  expectTypeOf(useGenesysToasts(options)).toEqualTypeOf<UseGenesysToasts>();
  expectTypeOf(useGenesysToasts(client)).toEqualTypeOf<UseGenesysToasts>();
  expectTypeOf(useGenesysToasts({ source: 'notifications', getToken: () => 'token' }).toasts).toEqualTypeOf<readonly Toast[]>();
  expectTypeOf(useGenesysToasts(options, ({ toasts }) => toasts.length)).toEqualTypeOf<number>();
  expectTypeOf(useGenesysToasts(client, ({ status, dismiss }) => ({ status, dismiss }))).toEqualTypeOf<{ status: Status; dismiss: (toastId: string) => boolean }>();
  expectTypeOf(useGenesysToasts(null)).toEqualTypeOf<UseGenesysToasts>();
  expectTypeOf(useGenesysToasts(undefined)).toEqualTypeOf<UseGenesysToasts>();
  expectTypeOf(useGenesysToasts(signedIn && options)).toEqualTypeOf<UseGenesysToasts>();
  expectTypeOf(useGenesysToasts(signedIn ? client : null, ({ status }) => status)).toEqualTypeOf<Status>();
  // @ts-expect-error `true` is neither options nor none
  useGenesysToasts(true);
  // @ts-expect-error options without a way to a token
  useGenesysToasts({});
  // @ts-expect-error nothing at all
  useGenesysToasts();
  // @ts-expect-error no such property
  useGenesysToasts(client, ({ rings }) => rings);

  return [
    <GenesysToaster key="1" client={client} position="bottom-center" visible={3} hotkey={null} announce="assertive" className="mine" />,
    <GenesysToaster key="2" toasts={[]} status="connected" labels={{ dismiss: 'Schließen', from: (name) => `Von: ${name}` }} onDismiss={(id) => expectTypeOf(id).toEqualTypeOf<string>()} />,
    <GenesysToaster key="3" client={client} status renderToast={(toast, { dismiss }) => <button onClick={dismiss}>{toast.callerName}</button>} />,
    <GenesysToaster key="8" client={client} answerHotkey="F9" confirmDecline={false} renderActions={({ pending }, { answer, failure }) => (pending ? failure : <button onClick={answer}>Answer</button>)} />,
    // @ts-expect-error a key is a text
    <GenesysToaster key="9" client={client} answerHotkey={120} />,
    // @ts-expect-error no such place
    <GenesysToaster key="4" client={client} position="middle" />,
    // @ts-expect-error no such text
    <GenesysToaster key="5" client={client} labels={{ close: 'x' }} />,
    // @ts-expect-error no such property
    <GenesysToaster key="6" clinet={client} />,
    // @ts-expect-error a toast is no node
    <GenesysToaster key="7" client={client} renderToast={(toast) => toast} />,
  ];
}
