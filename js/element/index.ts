import { GenesysToasterElement } from './element.js';

export { GenesysToasterElement };
export type { GenesysToasterEventMap } from './events.js';
export type { RenderToast } from './element.js';
export type { Label, ToasterLabels, ToasterPosition, ToastTools } from '../toaster/types.js';

declare global {
  interface HTMLElementTagNameMap {
    'genesys-toaster': GenesysToasterElement;
  }
}

const registry = (globalThis as { customElements?: CustomElementRegistry }).customElements;
if (registry && !registry.get('genesys-toaster')) registry.define('genesys-toaster', GenesysToasterElement);
