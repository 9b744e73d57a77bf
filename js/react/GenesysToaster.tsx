import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactElement, type ReactNode } from 'react';
import { toolsFor } from '../toaster/tools.js';
import { createToaster } from '../toaster/toaster.js';
import type { ToasterOptions, ToastTools } from '../toaster/types.js';
import type { Toast } from '../types.js';

export interface GenesysToasterProps extends ToasterOptions {
  /** The inside of a toast, instead of the ready one. */
  renderToast?: ((toast: Toast, tools: ToastTools) => ReactNode) | undefined;
  className?: string | undefined;
}

// A server has no layout, and React 18 warns of the effect there.
const useBrowserEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** The ready view. It may be on the page all the time: without toasts it takes no room. */
export function GenesysToaster({ renderToast, className, ...options }: GenesysToasterProps): ReactElement {
  const root = useRef<HTMLElement>(null);
  const [toaster] = useState(() => createToaster(options));
  const view = useSyncExternalStore(toaster.subscribe, toaster.getView, toaster.getServerView);
  useBrowserEffect(() => toaster.configure(options));
  useBrowserEffect(() => (root.current ? toaster.attach(root.current) : undefined), [toaster]);
  useBrowserEffect(toaster.settle);

  return (
    <section
      ref={root}
      className={className ? `gt-toaster ${className}` : 'gt-toaster'}
      data-position={view.position}
      data-scrolls={view.scrolls || undefined}
      aria-label={view.region}
      aria-keyshortcuts={view.hotkey ?? undefined}
      tabIndex={-1}
    >
      <div className="gt-announcer" role="status" aria-live={view.announce} />
      <ol className="gt-list" role="list">
        {view.items.map(({ toast, leaving, title, from, time }) => (
          <li
            key={toast.id}
            className="gt-item"
            data-gt-id={toast.id}
            data-media={toast.mediaType}
            data-state={leaving ? 'leaving' : 'open'}
            aria-label={`${title}, ${from}`}
            aria-hidden={leaving || undefined}
            tabIndex={leaving ? undefined : 0}
          >
            {renderToast ? (
              renderToast(toast, toolsFor(toast, toaster))
            ) : (
              <div className="gt-toast">
                <span className="gt-icon" aria-hidden="true" />
                <p className="gt-title">{title}</p>
                <p className="gt-from">{from}</p>
                <time className="gt-time" dateTime={new Date(toast.timestamp).toISOString()} suppressHydrationWarning>
                  {time}
                </time>
                <button type="button" className="gt-close" data-gt-close="" aria-label={view.dismiss} tabIndex={leaving ? -1 : undefined} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {view.more !== null && (
        <button type="button" className="gt-more" data-gt-more="" aria-expanded={view.expanded}>
          {view.more}
        </button>
      )}
      {view.blind !== null && <p className="gt-blind">{view.blind}</p>}
      {view.status !== null && <p className="gt-status">{view.status}</p>}
    </section>
  );
}
