import type { ToasterPosition } from 'genesys-toasts/element';

/** What a test may ask of the view: the React component's props, and the element's properties. */
export interface ViewOptions {
  readonly status?: boolean;
  readonly position?: ToasterPosition;
  readonly visible?: number;
  readonly hotkey?: string | null;
  readonly announce?: 'polite' | 'assertive';
  readonly answerHotkey?: string | null;
  readonly confirmDecline?: boolean;
}

/** What the query's `view` has as JSON. */
export const viewOptions = (): ViewOptions => JSON.parse(new URLSearchParams(location.search).get('view') ?? '{}') as ViewOptions;
