/// <reference types="vite/client" />
import type { BaselineDesk } from './baseline.js';
import type { EmbeddedPage } from './embedded.js';
import type { ReactDesk } from './react.js';
import type { Paints } from './shared/paint.js';

declare global {
  interface Window {
    /** On the pages of this package; what only the React page has is there alone. */
    readonly desk: ReactDesk;
    /** On the plain component's page. */
    readonly baseline: BaselineDesk;
    /** On the page among other people's parts. */
    readonly embedded: EmbeddedPage;
    readonly paints: Paints;
  }
}
