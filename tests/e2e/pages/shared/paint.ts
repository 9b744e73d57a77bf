/** When a toast was painted: `window.paints` gives ms since 1970 for each name that a toast has shown. */
export interface Paints {
  /** Resolves when a toast with this name on it has been painted. */
  of(name: string): Promise<number>;
  /** Closes the first toast. */
  dismiss(): void;
  /** Whether no toast is on the page. */
  none(): boolean;
}

const painted = new Map<string, number>();
const waiting = new Map<string, (at: number) => void>();

function note(name: string): void {
  if (painted.has(name)) return;
  painted.set(name, NaN);
  requestAnimationFrame(() => {
    // A message that is sent before a frame is painted arrives after it.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const at = performance.timeOrigin + performance.now();
      painted.set(name, at);
      waiting.get(name)?.(at);
      port1.close();
    };
    port2.postMessage(null);
  });
}

const roots: (Document | ShadowRoot)[] = [document];

const observer = new MutationObserver((changes) => {
  watchHost();
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue;
      const name = node.closest('.gt-item')?.querySelector('.gt-name')?.textContent;
      const from = [...(node.closest('.plain-toast')?.querySelectorAll('p') ?? [])].find(({ textContent }) => textContent.startsWith('From: '));
      const text = name ?? from?.textContent.slice('From: '.length);
      if (text) note(text);
    }
  }
});

/** The package's toasts are in the shadow root of its host node. */
function watchHost(): void {
  const shadow = document.querySelector('.gt-host')?.shadowRoot;
  if (!shadow || roots.includes(shadow)) return;
  roots.push(shadow);
  observer.observe(shadow, { childList: true, subtree: true });
}

observer.observe(document, { childList: true, subtree: true });

const find = (selector: string): HTMLElement | null => roots.map((root) => root.querySelector<HTMLElement>(selector)).find((found) => found !== null) ?? null;

const paints: Paints = {
  of: (name) => {
    const at = painted.get(name);
    return at === undefined || Number.isNaN(at) ? new Promise((resolve) => waiting.set(name, resolve)) : Promise.resolve(at);
  },
  dismiss: () => find('[aria-label="Dismiss notification"]')?.click(),
  none: () => find('.gt-item, .plain-toast') === null,
};
Object.assign(window, { paints });
