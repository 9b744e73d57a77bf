// Both halves of the package: the hook with its view, and the client with the element.
import { StrictMode, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';
import './vanilla.js';
import { options } from './options.js';

const Desktop = () => createElement(GenesysToaster, { client: useGenesysToasts(options).client });
createRoot(document.getElementById('root')).render(createElement(StrictMode, null, createElement(Desktop)));
