/** The declarations by themselves, as an app checks them that leaves no library unchecked and knows nothing newer than ES2022. */
import { createGenesysToasts, type GenesysToasts } from 'genesys-toasts';
import { GenesysToasterElement } from 'genesys-toasts/element';
import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';

const client: GenesysToasts = createGenesysToasts({ source: 'notifications', getToken: () => Promise.resolve('token') });
const element = new GenesysToasterElement();
element.client = client;
export const used: readonly unknown[] = [element, GenesysToaster, useGenesysToasts];
