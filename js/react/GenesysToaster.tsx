import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactElement, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { NO_CONTENT } from '../toaster/contents.js';
import { createToaster } from '../toaster/toaster.js';
import type { ToasterOptions, ToastTools } from '../toaster/types.js';
import type { Toast } from '../types.js';

/** The props of `<GenesysToaster>`. */
export interface GenesysToasterProps extends ToasterOptions {
  /**
   * Returns the content of a toast's card, instead of name, queue and medium; the frame, the close button and the bar of the remaining time stay. With
   * `unstyled` it returns the whole card. The default content is shown where it is not given.
   */
  renderToast?: ((toast: Toast, tools: ToastTools) => ReactNode) | undefined;
  /** Returns content for the end of a toast's card, such as buttons. It replaces Answer and Decline. */
  renderActions?: ((toast: Toast, tools: ToastTools) => ReactNode) | undefined;
  /**
   * Whether `renderToast` replaces the whole card.
   *
   * @default false
   */
  unstyled?: boolean | undefined;
  /** Further class names of the host node, on which the custom properties `--gt-*` can be set. */
  className?: string | undefined;
}

// A server has no layout, and React 18 warns of the effect there.
const useBrowserEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** Shows the toasts of a client. It can be on the page all the time: with nothing to show it is not visible. */
export function GenesysToaster({ renderToast, renderActions, unstyled, className, ...options }: GenesysToasterProps): ReactElement {
  const anchor = useRef<HTMLDivElement>(null);
  const [toaster] = useState(() => createToaster(options));
  const contents = useSyncExternalStore(toaster.subscribe, toaster.getContents, () => NO_CONTENT);
  useBrowserEffect(() => {
    toaster.configure(options, { toast: renderToast && (unstyled ? 'card' : 'inside'), actions: renderActions !== undefined, className });
  });
  useBrowserEffect(() => (anchor.current ? toaster.attach(anchor.current) : undefined), [toaster]);

  return (
    <div ref={anchor} data-gt-anchor="">
      {contents.map(({ key, kind, toast, tools, container }) =>
        createPortal(kind === 'toast' ? renderToast?.(toast, tools) : renderActions?.(toast, tools), container, key),
      )}
    </div>
  );
}
