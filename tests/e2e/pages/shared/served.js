/** A desktop that a server renders and a page takes over: plain JavaScript, so that Node runs it as it is. */
import { createElement } from 'react';
import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';

/** @param {{ options: import('genesys-toasts').GenesysToastsOptions, meet?: (client: import('genesys-toasts').GenesysToasts) => void }} props */
export function Served({ options, meet }) {
  const { toasts, status, error, client } = useGenesysToasts(options);
  meet?.(client);
  return createElement(
    'div',
    null,
    createElement('output', null, JSON.stringify({ toasts: toasts.length, status, error })),
    createElement(GenesysToaster, { client, status: true }),
  );
}
