import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactElement, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { NO_CONTENT } from '../toaster/contents.js';
import { createToaster } from '../toaster/toaster.js';
import type { ToasterOptions, ToastTools } from '../toaster/types.js';
import type { Toast } from '../types.js';

export interface GenesysToasterProps extends ToasterOptions {
  /** The inside of a toast's card, in place of name, queue and medium: frame, close button and countdown stay. With `unstyled`, the whole card. */
  renderToast?: ((toast: Toast, tools: ToastTools) => ReactNode) | undefined;
  /** What stands at the end of a toast's card, such as buttons. */
  renderActions?: ((toast: Toast, tools: ToastTools) => ReactNode) | undefined;
  /** `renderToast` replaces the whole card. @default false */
  unstyled?: boolean | undefined;
  /** Of the host node, on which `--gt-*` properties may be set. */
  className?: string | undefined;
}

// A server has no layout, and React 18 warns of the effect there.
const useBrowserEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** The ready view. It may be on the page all the time: without toasts it takes no room. */
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
